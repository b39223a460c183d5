/** `lectern new NAME`: writes a first deck, and never overwrites anything. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Host } from '../cli/host.ts';
import { DECKS, type NewOptions } from '../cli/options.ts';
import { UsageError } from '../cli/usage-error.ts';
import { firstDeck, slugOf, titleOf } from './new-deck.ts';

/** Milliseconds to wait for git to name the author. */
const GIT_MS = 2000;

/**
 * Writes the deck, and prints the next steps. @throws UsageError where the name is invalid or taken; nothing is
 * written then.
 */
export async function newDeck({ folder, name }: NewOptions, host: Host): Promise<void> {
  const slug = slugOf(name);
  if (slug === undefined) {
    throw new UsageError(`“${name}” makes no address. Use letters or digits, such as: lectern new tide.`);
  }
  const directory = join(folder, slug);
  const taken = [directory, `${directory}.md`].find((path) => existsSync(path));
  if (taken !== undefined) {
    throw new UsageError(`${taken} is there already, and was left as it is. Choose another name.`);
  }
  const file = join(directory, 'deck.md');
  const command = commandOf(host, folder);
  const files = firstDeck({
    title: titleOf(name),
    speaker: await authorOf(),
    date: today(),
    language: new Intl.DateTimeFormat().resolvedOptions().locale,
    file,
    commands: { check: command('check'), serve: command('serve') },
  });
  mkdirSync(directory, { recursive: true });
  // `wx` never overwrites: if the same deck is written at this moment, it stays.
  for (const [path, text] of files) writeFileSync(join(directory, path), text, { flag: 'wx' });
  host.out.write(
    [
      `${file} is written: a deck that explains itself.`,
      '',
      `  ${command('dev')}   then open /${slug}/: every save is on the screen at once`,
      '',
      '',
    ].join('\n'),
  );
}

/** Returns how to call a command in the way this one was called: as an npm script or by its own name. */
function commandOf({ env }: Host, folder: string): (command: 'check' | 'dev' | 'serve') => string {
  const isDefault = folder === DECKS;
  if (env.npm_lifecycle_event === undefined) {
    return (command) => `lectern ${command}${isDefault ? '' : ` ${folder}`}`;
  }
  const rest = isDefault ? '' : ` -- ${folder}`;
  return (command) => `npm ${command === 'serve' ? 'start' : `run ${command}`}${rest}`;
}

/** Returns the author's name from git; undefined where there is none. */
async function authorOf(): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', ['config', 'user.name'], { timeout: GIT_MS });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Returns the local date, not UTC's. */
function today(): string {
  const now = new Date();
  const pad = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
