/** What is told to a deck's author: code frames, nothing twice, nothing that is switched off. */
import { resolve } from 'node:path';
import { codeFrame, type Diagnostic } from '../deck/error.ts';
import type { OutsideReference } from './addresses.ts';
import type { DeckInput } from './compile.ts';

/** What to say where nothing of this site is at an address. */
export function nothingAt({ url, kind, file, line, column }: OutsideReference): Diagnostic {
  const reason = `there is nothing at \`${url}\` on this site`;
  return {
    ...{ file, line, column, reason },
    ...(kind === 'link'
      ? { rule: 'broken-link', hint: 'Correct the address; a deck’s is `/name/`.' }
      : { rule: 'missing-file', hint: "Put the file into the deck's folder, or into a folder of the site." }),
  };
}

/** The code frame of a mistake in the deck's file or one that it reads. */
export function frameOf(
  diagnostic: Diagnostic,
  { shown, text, root, read }: Pick<DeckInput, 'shown' | 'text' | 'root' | 'read'>,
): string {
  const { file } = diagnostic;
  return codeFrame(diagnostic, file === shown ? text : (read(resolve(root, file)) ?? ''));
}

/** The same said twice of one line helps nobody. */
export function distinct(warnings: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>();
  for (const warning of warnings) {
    const key = `${warning.file}:${warning.line}: ${warning.reason}`;
    if (!byPlace.has(key)) byPlace.set(key, warning);
  }
  return [...byPlace.values()];
}
