/** The forms of a site that answer alike, each run as its users run it. */

import { command } from '../setup/command.ts';
import type { TestFolder } from '../setup/folder.ts';
import { build, type Served, startServer } from '../setup/sealed.ts';
import { KEY } from './site.ts';

/** A form of a site. */
export interface Subject {
  readonly name: string;
  /** `server`: answers like the server in everything; `files`: its files are what the server sends, headers aside. */
  readonly kind: 'server' | 'files';
  /** Makes it from `decks` in the folder, and runs it. */
  start(folder: TestFolder): Promise<Served>;
}

/** What the others are compared with. */
export const server: Subject = {
  name: 'the server',
  kind: 'server',
  start: (folder) => startServer([command, 'serve', folder.at('decks'), '--key', KEY]),
};

/** All others. A further form is an entry here. */
export const subjects: readonly Subject[] = [
  {
    name: 'the sealed file',
    kind: 'server',
    async start(folder) {
      const { file } = await build(folder.at('decks'), folder.at('sealed'));
      return startServer([file, '--key', KEY], folder.at('empty'));
    },
  },
  {
    name: 'the sealed file with encrypted notes',
    kind: 'server',
    async start(folder) {
      const { file } = await build(folder.at('decks'), folder.at('locked'), '--key', KEY);
      return startServer([file, '--key', KEY], folder.at('empty'));
    },
  },
];
