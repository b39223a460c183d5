/** Clickers that send arrows: where the speaker view says so, → and ↓ are the next step in every deck, ← and ↑ the one before. */
import { readSetting } from './stored-settings.ts';

/** Under which name a browser remembers that arrows step. */
export const ARROWS_KEY = 'lectern:arrows';

const STEPS: Readonly<Record<string, 'PageDown' | 'PageUp'>> = {
  ArrowRight: 'PageDown',
  ArrowDown: 'PageDown',
  ArrowLeft: 'PageUp',
  ArrowUp: 'PageUp',
};

/** A pressed key, as far as it tells a clicker's button. */
type Press = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** The key that steps as this one is to; undefined for any other. */
export function stepOfArrow({ key, altKey, ctrlKey, metaKey, shiftKey }: Press): string | undefined {
  if (altKey || ctrlKey || metaKey || shiftKey || readSetting(ARROWS_KEY) !== 'step') return undefined;
  return Object.hasOwn(STEPS, key) ? STEPS[key] : undefined;
}
