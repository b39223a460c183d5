/** The folder whose decks are meant where none is named. */
import { existsSync } from 'node:fs';
import { DECKS } from '../cli/options.ts';

/** Returns the folder of decks in the current folder; where there is none, the current folder itself. */
export function defaultFolder(): string {
  return existsSync(DECKS) ? DECKS : '.';
}
