/** The tools that people would use instead of Lectern, installed as their users install them, with the same talk. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Subject } from './subjects.ts';
import { type TalkSlide, toDeck } from './talk.ts';
import { READY } from './visit.ts';

/** Where they are installed, once; Git ignores it. */
const INSTALLED = fileURLToPath(new URL('../../node_modules/.cache/lectern-bench/peers', import.meta.url));

/** A tool. */
interface Tool {
  readonly name: string;
  /** Packages with their versions, for npm. */
  readonly packages: readonly string[];
  /** Further options of `npm install`. */
  readonly options?: readonly string[];
  /** Versions that packages ask for and the registry no longer has, and what stands in for them. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** Its command, below its folder. */
  readonly command: string;
  /** The deck, in its dialect. */
  readonly write: (slides: readonly TalkSlide[]) => string;
  /** The name of the deck's file. */
  readonly file: string;
  /** The words after the command, for a folder with the deck. */
  readonly words: (folder: string, port: number) => readonly string[];
  readonly path: string;
  /** An expression that is true once the first slide is visible, as those of `READY`. */
  readonly ready: string;
}

/** Writes notes as comments, as Marp and Slidev want them. */
function withComments(head: string) {
  return (slides: readonly TalkSlide[]) =>
    `---\n${head}\n---\n\n${slides.map(({ markdown, notes }) => `${markdown}\n\n<!-- ${notes} -->\n`).join('\n---\n\n')}`;
}

const TOOLS: readonly Tool[] = [
  {
    name: 'reveal-md',
    packages: ['reveal-md@6.1.4'],
    command: 'node_modules/reveal-md/bin/reveal-md.js',
    write: (slides) => toDeck(slides),
    file: 'talk.md',
    words: (folder, port) => [join(folder, 'talk.md'), '--port', String(port), '--disable-auto-open'],
    path: '/talk.md',
    ready: READY.reveal,
  },
  {
    name: 'Marp',
    packages: ['@marp-team/marp-cli@4.5.1'],
    command: 'node_modules/@marp-team/marp-cli/marp-cli.js',
    write: withComments('marp: true'),
    file: 'talk.md',
    words: (folder) => ['--server', '--no-stdin', folder],
    path: '/talk.md',
    ready: "seen('.bespoke-marp-active h1')",
  },
  {
    name: 'Slidev',
    // The last for Node 20; since then, two packages that it asks for were withdrawn in part.
    packages: ['@slidev/cli@52.20.1', '@slidev/theme-default@0.25.0', '@slidev/theme-seriph@0.25.0'],
    options: ['--before=2026-10-01'],
    overrides: { 'lz-string-es': 'npm:lz-string@^1.5.0' },
    command: 'node_modules/@slidev/cli/bin/slidev.mjs',
    write: withComments('theme: default'),
    file: 'slides.md',
    words: (folder, port) => [join(folder, 'slides.md'), '--port', String(port), '--remote'],
    path: '/',
    ready:
      "[...document.querySelectorAll('#slide-content h1, .slidev-page h1')].some((h1) => h1.checkVisibility())",
  },
];

/** A tool that serves the talk. */
export interface Peer {
  readonly subject: Subject;
  readonly ready: string;
}

/** Installs the tools, the first time, and writes the talk for each; `pictures` is a folder that has its pictures. */
export function preparePeers(slides: readonly TalkSlide[], pictures: string): readonly Peer[] {
  return TOOLS.map((tool) => {
    const { home, program } = installed(tool);
    // Slidev looks for its theme beside the deck.
    const folder = tool.file === 'slides.md' ? home : join(home, 'talk');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, tool.file), tool.write(slides));
    for (const name of readdirSync(pictures).filter((each) => each.endsWith('.png'))) {
      copyFileSync(join(pictures, name), join(folder, name));
    }
    const { name, path, ready } = tool;
    const command = (port: number) => [program, ...tool.words(folder, port)];
    return { subject: { name, path, command, folder }, ready };
  });
}

/** An installed tool: its folder, with `node_modules`, and the path of its command. */
export interface Installed {
  readonly home: string;
  readonly program: string;
}

/** Returns a tool by its name, and installs it the first time. */
export function installedTool(name: string): Installed {
  const tool = TOOLS.find((each) => each.name === name);
  if (!tool) throw new Error(`There is no tool ${name}.`);
  return installed(tool);
}

/** Installs packages that tools take from other hosts, the first time, and returns their folder. */
export function installedPackages(name: string, packages: readonly string[]): string {
  const home = join(INSTALLED, name);
  if (!isInstalled(home, packages)) install({ name, packages }, home);
  return home;
}

function installed(tool: Tool): Installed {
  const home = join(INSTALLED, tool.name);
  if (!isInstalled(home, tool.packages)) install(tool, home);
  return { home, program: join(home, tool.command) };
}

function isInstalled(home: string, packages: readonly string[]): boolean {
  return packages.every((each) => existsSync(join(home, 'node_modules', each.replace(/(?<=.)@[^@]*$/, ''))));
}

function install(
  { name, packages, options = [], overrides }: Pick<Tool, 'name' | 'packages' | 'options' | 'overrides'>,
  home: string,
): void {
  console.error(`Installing ${packages.join(' ')} …`);
  mkdirSync(home, { recursive: true });
  const manifest = { private: true, type: 'module', ...(overrides && { overrides }) };
  writeFileSync(join(home, 'package.json'), JSON.stringify(manifest));
  const words = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...options, ...packages];
  try {
    execFileSync('npm', words, { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (cause) {
    throw new Error(`${name} could not be installed, which needs npm and its registry.`, { cause });
  }
}
