/** The command that someone may have meant by a word that is none, and no PATH either. */

import { nearest } from '../deck/model/nearest.ts';
import { commandTable } from './command-table.ts';

/** What other tools, npm's scripts and habit call the commands. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
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
  help: '--help',
  version: '--version',
};

/** A mistyped word of fewer letters is near to every short command. */
const LEAST_LETTERS = 3;

/** The command, as it follows `lectern`; undefined where nothing is near, or the word is a path. */
export function commandMeant(word: string): string | undefined {
  if (word.length < LEAST_LETTERS || !/^[\w-]+$/.test(word)) return undefined;
  const close = nearest(word, [...Object.keys(commandTable), ...Object.keys(OTHER_NAMES)]);
  return close === undefined ? undefined : (OTHER_NAMES[close] ?? close);
}
