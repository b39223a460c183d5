/** Records in a pseudo-terminal how the deck `mirage` is built and booted, as the file that the deck plays. */
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

/** A command that is recorded. */
interface Step {
  /** As one types it. */
  readonly lines: readonly string[];
  /** Where it does not end by itself: what it has said by then, and the keys that end it. */
  readonly end?: { readonly after: RegExp; readonly keys: string };
}

const STEPS: readonly Step[] = [
  { lines: ['npm run build -- --deck mirage --boot'] },
  {
    lines: [
      'qemu-system-x86_64 -m 320 -nographic -no-reboot \\',
      '  -kernel dist/boot/vmlinuz -initrd dist/boot/initrd \\',
      '  -append console=ttyS0 -nic user,model=virtio',
    ],
    // In QEMU's terminal, Ctrl+A X ends the machine.
    end: { after: /To present/, keys: '\u0001x' },
  },
];

/** Milliseconds for which what a command has said last is left to be read before it is ended. */
const READ_MS = 3000;

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
    const cast = new CastWriter({ ...SIZE, title: 'Compiling and booting this deck' });
    const show = (text: string) => {
      cast.add(text, performance.now());
      process.stdout.write(text);
    };
    for (const { lines, end } of STEPS) {
      show(`${PROMPT}${lines.join('\r\n')}\r\n`);
      const [program = '', ...words] = lines.join(' ').replaceAll('\\', ' ').split(/ +/);
      const started = program === 'npm' ? [process.execPath, npm, ...words] : [program, ...words];
      const code = await runInTerminal(started, folder, show, end);
      if (code !== 0) return reportError(`${program} ended with ${code}: nothing was recorded.`);
    }
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

/** Runs a program in a pseudo-terminal of its own, to its end or to the one that it is given. @returns its exit code */
export function runInTerminal(
  [program = '', ...words]: readonly string[],
  cwd: string,
  show: (text: string) => void,
  end?: Step['end'],
): Promise<number> {
  const terminal = spawn(program, words, {
    ...SIZE,
    cwd,
    name: 'xterm-256color',
    env: environment(cwd),
  });
  let said = '';
  terminal.onData((text) => {
    show(text);
    if (!end || end.after.test(said)) return;
    said += text;
    if (end.after.test(said)) setTimeout(() => terminal.write(end.keys), READ_MS);
  });
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
