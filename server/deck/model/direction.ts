/** Text directions: of a deck, of a language, and of a text by its letters. */

import type { DeckSettings } from './settings.ts';

/** A text direction. */
export type Direction = 'ltr' | 'rtl';

/** Scripts written from right to left, by their ISO 15924 codes. */
const SCRIPTS: ReadonlySet<string> = new Set('Arab Hebr Syrc Thaa Nkoo Adlm Rohg Mand Samr'.split(' '));

const LETTER = /\p{L}/u;

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}\p{Script=Mandaic}\p{Script=Samaritan}]/u;

/** Returns whether a deck's slides run from right to left; `rtl` of reveal.js overrides `dir`. */
export function isRightToLeft({ dir, revealOptions }: Pick<DeckSettings, 'dir' | 'revealOptions'>): boolean {
  return (revealOptions.rtl ?? dir === 'rtl') === true;
}

/** Returns the text direction of a deck's slides, unless they set their own. */
export function directionOfDeck(settings: Pick<DeckSettings, 'dir' | 'revealOptions'>): Direction {
  return isRightToLeft(settings) ? 'rtl' : 'ltr';
}

/** Returns the direction of a language, by its BCP 47 tag; undefined if the tag is invalid. */
export function directionOfLanguage(tag: string): Direction | undefined {
  try {
    return SCRIPTS.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
  } catch {
    return undefined;
  }
}

/** Returns whether a text contains letters written from right to left. */
export function hasRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/** Returns the direction of a text's first letter, like `dir="auto"`; undefined if it has no letters. */
export function directionOfText(text: string): Direction | undefined {
  const letter = LETTER.exec(text)?.[0];
  if (letter === undefined) return undefined;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}
