/** Licences in what is made of a site: those of its decks' themes, fonts, formulas and diagrams, and no others. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { command, runNode } from '../setup/command.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { buildStatic, payloadOf } from '../setup/sealed.ts';

// They are built, and most of that is compiling.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const mermaid = '```mermaid\npie\n  "Said" : 3\n  "Shown" : 1\n```';

let folder: TestFolder;
beforeAll(async () => {
  folder = createFolder({
    'plain/talk.md': '# Hello\n',
    'rich/talk.md': `---\ntheme: league\nhighlightTheme: nord\n---\n# $e^{i\\pi}$\n\n*ab*\n\n\`\`\`js\nconst a = 1;\n\`\`\`\n\n---\n\n${mermaid}\n`,
    'rich/scripted/deck.md': '---\nclient: main.js\n---\n# Scripted\n',
    'rich/scripted/main.js': "import { added } from 'added'; export default () => added;\n",
    'rich/scripted/node_modules/added/package.json':
      '{"name":"added","version":"3.0.0","license":"ISC","main":"a.js"}',
    'rich/scripted/node_modules/added/a.js': 'export const added = globalThis.added;\n',
    'rich/scripted/node_modules/added/LICENSE': 'The licence of a package that a deck brings.\n',
  });
  for (const name of ['plain', 'rich']) await buildStatic(folder.at(name), folder.at(`${name}-out`));
});
afterAll(() => folder.remove(''));

/** The names of the works in a text of licences. */
const namesIn = (text: string) => [...text.matchAll(/^(\S+) \S+: \S/gm)].map(([, name]) => name);

const sealed = async (name: string) =>
  (await runNode([folder.at(`${name}-out/lectern.mjs`), '--licenses'], { cwd: folder.at('plain') })).stdout;

const PLAIN = [
  ...['@fontsource-variable/atkinson-hyperlegible-mono', '@fontsource-variable/atkinson-hyperlegible-next'],
  ...['@hono/node-server', 'fitty', 'hono', 'lectern', 'prom-client', 'reveal.js', 'rolldown', 'uqr', 'ws'],
];

describe('a sealed file', () => {
  test('prints the licences of what is in it, and of nothing else', async () => {
    const text = await sealed('plain');
    expect(namesIn(text)).toEqual(PLAIN);
    expect(text.match(/SIL OPEN FONT LICENSE Version 1\.1/g)).toHaveLength(2);
    expect(text).toContain(readFileSync(join(import.meta.dirname, '../../LICENSE'), 'utf8').trim());
  });

  test('names every theme, font, formula and diagram of its decks, and the packages of their scripts', async () => {
    const text = await sealed('rich');
    const names = namesIn(text);
    for (const name of ['@fontsource/lato', '@fontsource/league-gothic', 'highlight.js', 'katex', 'added'])
      expect(names).toContain(name);
    for (const name of ['mermaid', 'd3-shape', 'dompurify', 'khroma', 'fastdom'])
      expect(names).toContain(name);
    expect(names).not.toContain('@fontsource/montserrat');
    expect(names).not.toContain('asciinema-player');
    expect(text).toContain('The licence of a package that a deck brings.');
    expect(text).toContain('langium 4');
  });

  test('has no font whose family is not named', async () => {
    const names = namesIn(await sealed('rich')).join('\n');
    const { resources } = payloadOf(folder.at('rich-out/lectern.mjs')).site;
    const fonts = resources.map(([address]) => address).filter((address) => address.endsWith('.woff2'));
    const slugs = fonts.map((address) => /^\/_\/([a-z-]+?)-(?=\d|regular)/.exec(address)?.[1] ?? address);
    expect(fonts.length).toBeGreaterThan(3);
    // Speaker views name Lectern's own face in a way of their own.
    const packages = slugs.map((slug) => slug.replace(/^katex-.*/, 'katex').replace('speaker', 'atkinson'));
    for (const name of new Set(packages)) expect(names).toContain(name);
  });
});

describe('a static site', () => {
  test('has a file of the licences of what is in it: no server’s', () => {
    const text = readFileSync(folder.at('plain-out/site/licenses.txt'), 'utf8');
    const server = ['@hono/node-server', 'hono', 'prom-client', 'ws'];
    expect(namesIn(text)).toEqual(PLAIN.filter((name) => !server.includes(name)));
    expect(text).toMatch(/^This site holds Lectern and works of others/);
    expect(readdirSync(folder.at('plain-out/site'))).toContain('licenses.txt');
  });
});

test('the command prints the licences of all that it can put into what it makes', async () => {
  const { stdout, code } = await runNode([command, '--licenses']);
  expect(code).toBe(0);
  const names = namesIn(stdout);
  for (const name of [...PLAIN, '@fontsource/ubuntu', 'asciinema-player', 'katex', 'mermaid', 'mrmime'])
    expect(names).toContain(name);
});
