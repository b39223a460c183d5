/** Suggests the command that was meant by a word that is neither a command nor a PATH. */

import { nearest } from '../deck/model/nearest.ts';
import { commandTable } from './command-table.ts';

/** Names by which other tools, npm scripts and habit call the commands. */
const ALIASES: Readonly<Record<string, string>> = {
  start: 'serve',
  run: 'serve',
  present: 'serve',
  watch: 'dev',
  develop: 'dev',
  seal: 'build',
  lint: 'check',
  init: 'new',
  create: 'new',
  print: 'pdf',
  convert: 'import',
  help: '--help',
  version: '--version',
};

/** Shorter words are close to every short command. */
const LEAST_LETTERS = 3;

/** Returns the command, as written after `lectern`; undefined where none is close, or the word is a path. */
export function suggestCommand(word: string): string | undefined {
  if (word.length < LEAST_LETTERS || !/^[\w-]+$/.test(word)) return undefined;
  const close = nearest(word, [...Object.keys(commandTable), ...Object.keys(ALIASES)]);
  return close === undefined ? undefined : (ALIASES[close] ?? close);
}
