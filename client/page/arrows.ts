/**
 * Handles clickers that send arrow keys: if enabled in the speaker view, → and ↓ step forward in every deck, ←
 * and ↑ back.
 */
import { readSetting } from './stored-settings.ts';

/** The setting's key in the browser's storage. */
export const ARROWS_KEY = 'lectern:arrows';

const STEPS: Readonly<Record<string, 'PageDown' | 'PageUp'>> = {
  ArrowRight: 'PageDown',
  ArrowDown: 'PageDown',
  ArrowLeft: 'PageUp',
  ArrowUp: 'PageUp',
};

/** The relevant part of a keyboard event. */
type Press = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** Returns the key that an arrow stands for; undefined for any other key. */
export function stepOfArrow({ key, altKey, ctrlKey, metaKey, shiftKey }: Press): string | undefined {
  if (altKey || ctrlKey || metaKey || shiftKey || readSetting(ARROWS_KEY) !== 'step') return undefined;
  return Object.hasOwn(STEPS, key) ? STEPS[key] : undefined;
}
