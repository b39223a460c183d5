/** Options of reveal.js that decks may set; the others are told. */
import { decodeRevealOptions } from '../../deck/settings/reveal-options.ts';
import type { Remarks } from '../model.ts';

/** Returns the options that are ours as well; undefined for none. `lineOf` is where the deck has one. */
export function revealOptionsOf(
  values: Readonly<Record<string, unknown>>,
  lineOf: (key: string) => number,
  remarks: Remarks,
): Readonly<Record<string, unknown>> | undefined {
  const options = decodeRevealOptions(values, ({ hint }, key) => remarks.lost(lineOf(key), key, hint));
  return Object.keys(options).length > 0 ? options : undefined;
}
