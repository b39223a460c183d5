/** Which way text goes: that of a deck, of a language, and of a text by its letters. */

import type { DeckSettings } from './settings.ts';

/** The two ways. */
export type Direction = 'ltr' | 'rtl';

/** Scripts that are written from right to left, by their names in ISO 15924. */
const SCRIPTS: ReadonlySet<string> = new Set('Arab Hebr Syrc Thaa Nkoo Adlm Rohg Mand Samr'.split(' '));

const LETTER = /\p{L}/u;

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}\p{Script=Mandaic}\p{Script=Samaritan}]/u;

/** Whether a deck goes from right to left, as its text does, unless it tells reveal.js otherwise. */
export function isRightToLeft({ dir, revealOptions }: Pick<DeckSettings, 'dir' | 'revealOptions'>): boolean {
  return (revealOptions.rtl ?? dir === 'rtl') === true;
}

/** Which way a deck's slides go, unless they say otherwise. */
export function directionOfDeck(settings: Pick<DeckSettings, 'dir' | 'revealOptions'>): Direction {
  return isRightToLeft(settings) ? 'rtl' : 'ltr';
}

/** Which way a language is written, by its tag (BCP 47); undefined for what is no tag. */
export function directionOfLanguage(tag: string): Direction | undefined {
  try {
    return SCRIPTS.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
  } catch {
    return undefined;
  }
}

/** Whether any letter of a text is written from right to left. */
export function hasRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/** Which way a text goes by its first letter, as `dir="auto"` has it; undefined for one without letters. */
export function directionOfText(text: string): Direction | undefined {
  const letter = LETTER.exec(text)?.[0];
  if (letter === undefined) return undefined;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}
