/** `lectern new NAME`: writes a first deck, or a theme, and never overwrites anything. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { themeNames } from '../bundle/css/themes.ts';
import type { Host } from '../cli/host.ts';
import { DECKS, type NewOptions } from '../cli/options.ts';
import { UsageError } from '../cli/usage-error.ts';
import { firstDeck, slugOf, titleOf } from './new/new-deck.ts';
import { themeFiles } from './new/new-theme.ts';
import { writeFolder } from './write-folder.ts';

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
  refuseTaken(directory, `${directory}.md`);
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
  await writeFolder(directory, { texts: files });
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

/**
 * Writes a theme's folder, and prints how a deck takes it. @throws UsageError where the name is invalid or taken;
 * nothing is written then.
 */
export async function newTheme({ folder, name }: NewOptions, host: Host): Promise<void> {
  const slug = slugOf(name);
  if (slug === undefined) {
    throw new UsageError(
      `“${name}” makes no folder. Use letters or digits, such as: lectern new --theme acme.`,
    );
  }
  if (themeNames.includes(slug)) {
    throw new UsageError(
      `A theme ${slug} comes with Lectern, and decks would get that one. Choose another name.`,
    );
  }
  const directory = join(folder, slug);
  refuseTaken(directory);
  await writeFolder(directory, { texts: themeFiles({ title: titleOf(name), slug }) });
  host.out.write(
    [
      `${join(directory, 'theme.yml')} is written, and theme.css beside it: a theme that explains itself.`,
      '',
      `  theme: ${slug}   in a deck’s front matter takes it, or in \`defaults\` of site.yml for all decks`,
      `  ${commandOf(host, folder, existsSync(DECKS) ? DECKS : '.')('dev')}   then every save of it is on the screen at once`,
      '',
      '',
    ].join('\n'),
  );
}

/** Refuses to write where something is. */
function refuseTaken(...paths: readonly string[]): void {
  const taken = paths.find((path) => existsSync(path));
  if (taken !== undefined) {
    throw new UsageError(`${taken} is there already, and was left as it is. Choose another name.`);
  }
}

/** Returns how to call a command in the way this one was called: as an npm script or by its own name. */
function commandOf(
  { env }: Host,
  folder: string,
  byDefault = DECKS,
): (command: 'check' | 'dev' | 'serve') => string {
  const isDefault = folder === byDefault;
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
