/** Prepares diagnostics for a deck's author: wording, code frames, suggestions, duplicates. */
import { resolve } from 'node:path';
import { codeFrame, type Diagnostic, linesOf } from '../../deck/model/diagnostic.ts';
import { nearest } from '../../deck/model/nearest.ts';
import { displayPath } from '../../files/paths.ts';
import type { Unserved } from '../../files/read-folder.ts';
import type { DeckInput } from '../model/input.ts';
import type { OutsideReference } from './deck-addresses.ts';

/** Returns the diagnostic for an address at which the site serves nothing. */
export function nothingAt({ url, kind, file, line, column }: OutsideReference): Diagnostic {
  const reason = `there is nothing at \`${url}\` on this site`;
  return {
    file,
    line,
    column,
    reason,
    ...(kind === 'link'
      ? { rule: 'broken-link', hint: 'Correct the address; a deck’s is `/name/`.' }
      : { rule: 'missing-file', hint: "Put the file into the deck's folder, or into a folder of the site." }),
  };
}

/** Returns the diagnostic for a file or folder that cannot be served; it has no lines, so its place is 1:1. */
export function unserved({ path, reason, hint }: Unserved, root: string): Diagnostic {
  return { file: displayPath(root, path), line: 1, column: 1, rule: 'unserved', reason, hint };
}

/**
 * Replaces the hint of a diagnostic, and of its code frame, by a suggestion of the nearest address of the site.
 * Returns the diagnostic unchanged where no address is near.
 */
export function withNearest<Told extends { readonly diagnostic: Diagnostic; readonly warning: string }>(
  told: Told,
  address: string,
  addresses: Iterable<string>,
): Told {
  const { diagnostic, warning } = told;
  const close = nearest(address, addresses);
  if (close === undefined) return told;
  const isTwin = close.toLowerCase() === address.toLowerCase();
  const hint = isTwin
    ? `There is one in other letters: \`${close}\`. Some systems tell capitals from small letters.`
    : `Did you mean \`${close}\`?`;
  const frame = warning.endsWith(diagnostic.hint) ? warning.slice(0, -diagnostic.hint.length) : `${warning} `;
  return { ...told, diagnostic: { ...diagnostic, hint }, warning: frame + hint };
}

type Sources = Pick<DeckInput, 'shown' | 'text' | 'root' | 'read'>;

/** Source files split into lines, cached per deck: a long deck may have a hundred diagnostics. */
const known = new WeakMap<Sources, Map<string, readonly string[]>>();

/** Returns the code frame of a diagnostic in the deck's main file or in a file that it reads. */
export function codeFrameOf(diagnostic: Diagnostic, sources: Sources): string {
  const { shown, text, root, read } = sources;
  const { file } = diagnostic;
  const files = known.get(sources) ?? new Map<string, readonly string[]>();
  known.set(sources, files);
  const lines = files.get(file) ?? linesOf(file === shown ? text : (read(resolve(root, file)) ?? ''));
  files.set(file, lines);
  return codeFrame(diagnostic, lines);
}

/** Removes diagnostics with the same place and reason as an earlier one. */
export function distinct(warnings: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>();
  for (const warning of warnings) {
    const key = `${warning.file}:${warning.line}: ${warning.reason}`;
    if (!byPlace.has(key)) byPlace.set(key, warning);
  }
  return [...byPlace.values()];
}
