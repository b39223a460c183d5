/** What holds for decks that were written for reveal-md, and how their front matter shows it. */
import type { SettingsLayer } from '../model/settings.ts';

/** Its defaults that differ from ours; weaker than all other settings. */
export const FOR_REVEAL_MD: SettingsLayer = { theme: 'black' };

/** Settings that no other tool has in front matter. */
const SIGNS = ['preprocessor', 'template', 'absoluteUrl'];

/** Returns the layers below a deck's settings, by the values of its front matter. */
export function layersBelow(values: Readonly<Record<string, unknown>>): readonly SettingsLayer[] {
  return SIGNS.some((key) => Object.hasOwn(values, key)) ? [FOR_REVEAL_MD] : [];
}
