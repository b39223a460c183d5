/** Records the sealing of the deck `mirage` in a pseudo-terminal, as the file that the deck plays. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { CastWriter, tracesIn } from './cast.ts';

/** Few, so that they are large on a slide: as wide as the table of parts, and as high as what the build says at its end. */
const SIZE = { cols: 64, rows: 18 } as const;

/** What of the repository is needed to build. */
const SOURCES = [
  'client',
  'server',
  'decks',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
];

/** As one types it. */
const COMMAND = 'npm run build -- --deck mirage';

const PROMPT = '\u001b[1;32m$\u001b[0m ';

/** Records into the deck, or into another file. @returns the exit code */
export async function record(
  root: string,
  target = join(root, 'decks', 'mirage', 'build.cast'),
): Promise<number> {
  const npm = process.env.npm_execpath;
  if (npm === undefined)
    return reportError('Start the recorder by `npm run record`, which says where npm is.');
  const folder = mkdtempSync(join(tmpdir(), 'lectern-record-'));
  try {
    copySources(root, folder);
    const cast = new CastWriter({ ...SIZE, title: 'Compiling this deck' });
    const show = (text: string) => {
      cast.add(text, performance.now());
      process.stdout.write(text);
    };
    show(`${PROMPT}${COMMAND}\r\n`);
    const code = await runInTerminal([npm, ...COMMAND.split(' ').slice(1)], folder, show);
    if (code !== 0) return reportError(`The build ended with ${code}: nothing was recorded.`);
    const traces = tracesIn(cast.text(), [root, folder, homedir(), hostname()]);
    if (traces.length > 0)
      return reportError(
        `The recording names ${traces.join(' and ')}, of this machine: nothing was recorded.`,
      );
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, cast.text());
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A place where nothing was ever built, so that all of it is compiled; packages are those that are installed. */
function copySources(root: string, folder: string): void {
  for (const name of SOURCES) cpSync(join(root, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')).filter((each) => !each.startsWith('.')))
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
}

/** Runs a script with this Node in a pseudo-terminal of its own, to its end. @returns its exit code */
export function runInTerminal(
  words: readonly string[],
  cwd: string,
  show: (text: string) => void,
): Promise<number> {
  const terminal = spawn(process.execPath, [...words], {
    ...SIZE,
    cwd,
    name: 'xterm-256color',
    env: environment(cwd),
  });
  terminal.onData(show);
  return new Promise((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
}

/** The environment without what one has set up for oneself. */
function environment(home: string): Record<string, string | undefined> {
  const own = /^(npm_|LECTERN_|NODE_OPTIONS$|NO_COLOR$|FORCE_COLOR$|CI$|INIT_CWD$|VITEST)/i;
  const rest = Object.entries(process.env).filter(([name]) => !own.test(name));
  return {
    ...Object.fromEntries(rest),
    HOME: home,
    USERPROFILE: home,
    npm_config_update_notifier: 'false',
    npm_config_progress: 'false',
  };
}

function reportError(sentence: string): number {
  console.error(sentence);
  return 1;
}
