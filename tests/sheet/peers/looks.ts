/** The looks that are compared: a tool, a theme of it, and a scheme; and the servers that show them. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installedTool } from '../../bench/peers.ts';
import { lectern, type Subject } from '../../bench/subjects.ts';
import { chartPicture, nineSlides, type Tool } from '../nine-slides.ts';

/** Light or dark. */
export type Scheme = 'light' | 'dark';

/** A theme of a tool, in one scheme. */
export interface Look {
  readonly tool: Tool;
  readonly theme: string;
  readonly scheme: Scheme;
  /** Path of its deck on its server. */
  readonly path: string;
}

/** A server, and the looks that it shows. */
export interface Shown {
  readonly subject: Subject;
  readonly looks: readonly Look[];
}

/** What writes a tool's decks and starts it. */
type Preparation = (folder: string) => Shown[];

const OURS = ['lectern', 'folio', 'poster', 'blueprint', 'workshop', 'limelight'] as const;
const SCHEMES = ['light', 'dark'] as const;

/** In both schemes, unless a theme has one only. */
function both(tool: Tool, themes: readonly string[], pathOf: (theme: string, scheme: Scheme) => string) {
  return themes.flatMap((theme) =>
    SCHEMES.map((scheme): Look => ({ tool, theme, scheme, path: pathOf(theme, scheme) })),
  );
}

/** A tool that takes a whole folder, with a file for each look. */
function inFolder(
  folder: string,
  looks: readonly Look[],
  frontOf: (look: Look) => string,
  start: Omit<Subject, 'path'>,
): Shown[] {
  for (const look of looks) {
    const file = join(folder, look.path.replace(/\/$/, '.md'));
    writeFileSync(file, nineSlides(look.tool, frontOf(look)));
  }
  return [{ subject: { ...start, path: looks[0]?.path ?? '/' }, looks }];
}

const PREPARATIONS: Readonly<Record<Tool, Preparation>> = {
  Lectern(folder) {
    const looks = both('Lectern', OURS, (theme, scheme) => `/${theme}-${scheme}/`);
    return inFolder(folder, looks, ({ theme, scheme }) => `theme: ${theme}-${scheme}`, lectern(folder));
  },
  'reveal-md'(folder) {
    const { program } = installedTool('reveal-md');
    const looks = Object.entries({ black: 'dark', white: 'light', moon: 'dark' } as const).map(
      ([theme, scheme]): Look => ({ tool: 'reveal-md', theme, scheme, path: `/${theme}.md` }),
    );
    return inFolder(folder, looks, ({ theme }) => `theme: ${theme}`, {
      name: 'reveal-md',
      command: (port) => [program, folder, '--port', String(port), '--disable-auto-open'],
      folder,
    });
  },
  Marp(folder) {
    const { program } = installedTool('Marp');
    const looks = both('Marp', ['default', 'gaia', 'uncover'], (theme, scheme) => `/${theme}-${scheme}.md`);
    const front = ({ theme, scheme }: Look) =>
      `marp: true\ntheme: ${theme}${scheme === 'dark' ? '\nclass: invert' : ''}`;
    // A slide's own class replaces the deck's.
    const shown = inFolder(folder, looks, front, {
      name: 'Marp',
      command: () => [program, '--server', '--no-stdin', folder],
      folder,
    });
    for (const look of looks.filter(({ scheme }) => scheme === 'dark'))
      writeFileSync(
        join(folder, look.path),
        nineSlides('Marp', front(look)).replaceAll('_class: lead', '_class: lead invert'),
      );
    return shown;
  },
  Slidev() {
    const { home, program } = installedTool('Slidev');
    // It looks for themes beside the deck, and shows one deck.
    return ['default', 'seriph'].map((theme) => {
      const folder = join(home, `nine-${theme}`);
      writePictures(folder);
      writeFileSync(join(folder, 'slides.md'), nineSlides('Slidev', `theme: ${theme}`));
      const command = (port: number) => [
        program,
        join(folder, 'slides.md'),
        '--port',
        String(port),
        '--remote',
      ];
      return {
        subject: { name: `Slidev ${theme}`, path: '/1', command, folder: home },
        looks: both('Slidev', [theme], () => '/1'),
      };
    });
  },
};

/** Prepares the looks of a tool in a folder. */
export function prepareLooks(tool: Tool, folder: string): Shown[] {
  writePictures(folder);
  return PREPARATIONS[tool](folder);
}

function writePictures(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const hills = join(import.meta.dirname, '../../../decks/guide/hills.jpg');
  copyFileSync(hills, join(folder, 'hills.jpg'));
  writeFileSync(join(folder, 'chart.svg'), chartPicture());
}
