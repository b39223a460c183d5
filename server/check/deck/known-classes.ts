/** The classes with an effect, and which of them a misspelt one was meant to be. */
import { nearest } from '../../deck/model/nearest.ts';

/** Classes of layouts, helpers and pictures, of reveal.js's helpers, and of its fragments. */
export const KNOWN: readonly string[] = (
  'title section statement quote full left right columns beside three narrow plain center middle large small soft accent ' +
  'stat agenda compare timeline people end image-caption verdict ' +
  'callout contain cover plate vars fragment fragments stretch notes r-stretch r-fit-text r-stack r-hstack r-vstack r-frame ' +
  'fade-in fade-out fade-up fade-down fade-left fade-right fade-in-then-out fade-in-then-semi-out semi-fade-out grow shrink ' +
  'strike current-visible zoom-in highlight-red highlight-green highlight-blue highlight-current-red ' +
  'highlight-current-green highlight-current-blue'
).split(' ');

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

/** Returns the known class that a misspelt one was meant to be. */
export function suggestClass(name: string): string | undefined {
  if (name.length < SHORTEST || KNOWN.includes(name) || OTHERS.has(name)) return undefined;
  const close = nearest(name, KNOWN);
  const isNear = close !== undefined && close[0] === name[0] && Math.abs(close.length - name.length) <= SLIP;
  return isNear && close.length >= SHORTEST ? close : undefined;
}

/** Returns the known class for another word in braces. */
export function suggestForBraces(name: string): string | undefined {
  return Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : undefined;
}
