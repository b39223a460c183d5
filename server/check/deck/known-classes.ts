/** The classes that do something, and which of them a name that does nothing was meant to be. */
import { nearest } from '../../deck/model/nearest.ts';

/** Those of layouts, helpers and pictures, of reveal.js's helpers, and of its fragments. */
export const KNOWN: readonly string[] = (
  'title section statement quote full left right columns beside three narrow plain center middle large small soft accent ' +
  'callout contain cover plate vars fragment fragments stretch notes r-stretch r-fit-text r-stack r-hstack r-vstack r-frame ' +
  'fade-in fade-out fade-up fade-down fade-left fade-right fade-in-then-out fade-in-then-semi-out semi-fade-out grow shrink ' +
  'strike current-visible zoom-in highlight-red highlight-green highlight-blue highlight-current-red ' +
  'highlight-current-green highlight-current-blue'
).split(' ');

/** Shorter names are close to too many. */
const SHORTEST = 4;

/** Slips are short: what differs more is a name of the author's own. */
const SLIP = 2;

/** Names that are close to known ones, and certainly others: singulars, CSS and what is made when a deck is compiled. */
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

/** Elements whose text is literal. */
export const LITERAL: ReadonlySet<string> = new Set(
  'pre code script style textarea svg math template'.split(' '),
);

/** The known name that a class was meant to be. */
export function suggestClass(name: string): string | undefined {
  if (name.length < SHORTEST || KNOWN.includes(name) || OTHERS.has(name)) return undefined;
  const close = nearest(name, KNOWN);
  const isNear = close !== undefined && close[0] === name[0] && Math.abs(close.length - name.length) <= SLIP;
  return isNear && close.length >= SHORTEST ? close : undefined;
}

/** The known name that a class stands for which is written in braces. */
export function suggestForBraces(name: string): string | undefined {
  return Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : undefined;
}
