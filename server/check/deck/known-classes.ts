/** The classes with an effect, and which of them a misspelt one was meant to be. */
import { KNOWN_CLASSES } from '../../deck/model/class-names.ts';
import { nearest } from '../../deck/model/nearest.ts';
import type { DeckSettings } from '../../deck/model/settings.ts';

/** Shorter names are close to too many others. */
const SHORTEST = 4;

/** Typing mistakes are short: a larger difference is the author's own class. */
const SLIP = 2;

/** Names close to known ones that are certainly meant: singulars, CSS terms, and classes that compiling adds. */
const OTHERS: ReadonlySet<string> = new Set(
  'column note task table file fill tile card code grid sub math'.split(' '),
);

/** Other words for known classes. In braces they are meant for Lectern; in HTML they may be anyone's. */
const SYNONYMS: Readonly<Record<string, string>> = {
  col: 'columns',
  cols: 'columns',
  column: 'columns',
  'two-cols': 'columns',
  'two-columns': 'columns',
  centre: 'center',
  centered: 'center',
  centred: 'center',
  big: 'large',
  bigger: 'large',
  smaller: 'small',
  tiny: 'small',
  gray: 'soft',
  grey: 'soft',
  incremental: 'fragments',
};

/** Elements with literal text. */
export const LITERAL: ReadonlySet<string> = new Set(
  'pre code script style textarea svg math template'.split(' '),
);

/** Returns the classes with an effect in a deck: those of every deck, and the layouts of its theme's folder. */
export function knownIn({ themeFolder }: Pick<DeckSettings, 'themeFolder'>): ReadonlySet<string> {
  return themeFolder ? new Set([...KNOWN_CLASSES, ...themeFolder.layouts]) : KNOWN_CLASSES;
}

/** Returns the known class that a misspelt one was meant to be. */
export function suggestClass(name: string, known: ReadonlySet<string>): string | undefined {
  if (name.length < SHORTEST || known.has(name) || OTHERS.has(name)) return undefined;
  const close = nearest(name, known);
  const isNear = close !== undefined && close[0] === name[0] && Math.abs(close.length - name.length) <= SLIP;
  return isNear && close.length >= SHORTEST ? close : undefined;
}

/** Returns the known class for another word in braces. */
export function suggestForBraces(name: string): string | undefined {
  return Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : undefined;
}
