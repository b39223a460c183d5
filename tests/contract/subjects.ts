/** The forms of a site that answer alike, each run as its users run it. */

import { command, startProgram } from '../setup/command.ts';
import { serveFiles } from '../setup/file-server.ts';
import type { TestFolder } from '../setup/folder.ts';
import { build, buildProgram, buildStatic, type Served, serving, startServer } from '../setup/sealed.ts';
import { settled } from '../setup/settled.ts';
import { KEY } from './site.ts';

/** A form of a site that answers. */
export type Running = Pick<Served, 'address' | 'stop'>;

/** A form of a site. */
export interface Subject {
  readonly name: string;
  /** `server`: answers like the server in everything; `files`: its files are what the server sends, headers aside. */
  readonly kind: 'server' | 'files';
  /** The folder of its decks: `open` is `decks` without what only a server can hold back. */
  readonly decks: 'decks' | 'open';
  /** Makes it, and runs it. */
  start(folder: TestFolder): Promise<Running>;
}

/** Starts what the others are compared with, and waits until its pages are the final ones. */
export async function serve(folder: TestFolder, decks: Subject['decks']): Promise<Running> {
  const server = await startServer([command, 'serve', folder.at(decks), '--key', KEY]);
  await settled(`${server.address}talk/`);
  return server;
}

/** All others. A further form is an entry here. */
export const subjects: readonly Subject[] = [
  {
    name: 'the sealed file',
    kind: 'server',
    decks: 'decks',
    async start(folder) {
      const { file } = await build(folder.at('decks'), folder.at('sealed'));
      return startServer([file, '--key', KEY], folder.at('empty'));
    },
  },
  {
    name: 'the sealed file with encrypted notes',
    kind: 'server',
    decks: 'decks',
    async start(folder) {
      const { file } = await build(folder.at('decks'), folder.at('locked'), '--key', KEY);
      return startServer([file, '--key', KEY], folder.at('empty'));
    },
  },
  {
    name: 'the program',
    kind: 'server',
    decks: 'decks',
    async start(folder) {
      const { program } = await buildProgram(folder.at('decks'), folder.at('program'));
      const options = { cwd: folder.at('empty'), env: { PATH: '' } };
      return serving(startProgram(program, ['--key', KEY, '--port', '0'], options));
    },
  },
  {
    name: 'the static site',
    kind: 'files',
    decks: 'open',
    async start(folder) {
      const { site } = await buildStatic(folder.at('open'), folder.at('static'));
      return serveFiles(site, '/some/where/');
    },
  },
];
