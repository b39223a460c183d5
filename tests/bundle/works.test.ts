/** Whose work is in a build: every package whose code or styles are in a file is named, with its licence. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { type BuiltWorks, readWorks, WORKS_NAME } from '../../server/bundle/works/built-works.ts';
import { licenseExpression, noticesText } from '../../server/bundle/works/notices.ts';
import { type Work, workIn } from '../../server/bundle/works/works.ts';
import { worksOfBuild } from '../../server/bundle/works/works-of-build.ts';
import { createFolder, type Files, type TestFolder } from '../setup/folder.ts';

let folder: TestFolder | undefined;
afterEach(() => {
  folder?.remove('');
  folder = undefined;
});

const manifest = (name: string, more = {}) => JSON.stringify({ name, version: '1.0.0', ...more });

/** Builds `src/main.js`, and answers the names of the works in all files. */
async function worksIn(files: Files): Promise<BuiltWorks> {
  folder = createFolder({ 'package.json': manifest('us', { license: 'MIT' }), LICENSE: 'Ours.', ...files });
  await build({
    configFile: false,
    root: folder.path,
    logLevel: 'silent',
    plugins: [worksOfBuild(folder.path)],
    build: { outDir: 'out', rolldownOptions: { input: folder.at('src/main.js') } },
  });
  return JSON.parse(readFileSync(folder.at(`out/${WORKS_NAME}`), 'utf8'));
}

/** Files of a package. */
const installed = (name: string, files: Readonly<Record<string, string>>): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`node_modules/${name}/${path}`, text]));

describe('a build', () => {
  test('names the packages whose modules are in a file, and no others', async () => {
    const { works } = await worksIn({
      'src/main.js': "import { one } from 'used'; import { two } from '@scope/shaken'; console.log(one);",
      ...installed('used', {
        'package.json': manifest('used', { license: 'ISC', main: 'a.js', type: 'module' }),
        'a.js': "import 'below'; export const one = globalThis.one;",
        'LICENSE.md': 'Licence of used.',
        NOTICE: 'Notice of used.',
      }),
      ...installed('used/node_modules/below', {
        'package.json': manifest('below', { license: 'MIT', main: 'a.js', author: 'Ann Other <a@b.c>' }),
        'a.js': 'globalThis.below = 1;',
      }),
      ...installed('@scope/shaken', {
        'package.json': manifest('@scope/shaken', { license: 'MIT', main: 'a.js', sideEffects: false }),
        'a.js': 'export const two = 2;',
        LICENSE: 'Licence of shaken.',
      }),
    });
    const named = Object.keys(works).filter((key) => !key.startsWith('rolldown '));
    expect(named.sort()).toEqual(['below 1.0.0', 'us 1.0.0', 'used 1.0.0']);
    expect(works['used 1.0.0']?.texts).toEqual(['Licence of used.', 'Notice of used.']);
    expect(works['below 1.0.0']?.texts[0]).toContain('MIT License\n\nCopyright (c) Ann Other\n');
  });

  test('names the packages that style sheets import, however deep, and what packages carry', async () => {
    const { works } = await worksIn({
      'src/main.js': "import './a.css'; import 'carrier';",
      'src/a.css': "@import './b.css';",
      'src/b.css': '@import "look/look.css";',
      ...installed('look', {
        'package.json': manifest('look', { license: 'MIT' }),
        'look.css': 'p { color: red }',
        LICENSE: 'Licence of look.',
      }),
      ...installed('carrier', {
        'package.json': manifest('carrier', { license: 'MIT', main: 'a.js' }),
        'a.js': 'globalThis.carried = 1;',
        'a.js.map': JSON.stringify({ sources: ['../node_modules/.pnpm/load@2.1.0/node_modules/load/a.js'] }),
        LICENSE: 'Licence of carrier.',
      }),
    });
    expect(Object.keys(works).sort()).toEqual(['carrier 1.0.0', 'look 1.0.0', 'us 1.0.0']);
    expect(works['carrier 1.0.0']?.carries).toEqual(['load 2.1.0']);
  });

  test('has the licence of a package that another carries where that is installed too', async () => {
    const { works, files } = await worksIn({
      'src/main.js': "import 'carrier';",
      ...installed('carrier', {
        'package.json': manifest('carrier', { license: 'MIT', main: 'a.js' }),
        'a.js': 'globalThis.carried = 1;',
        'a.js.map': JSON.stringify({
          sources: [
            '../node_modules/.pnpm/load@2.1.0/node_modules/load/a.js',
            '../../parser/dist/chunk.mjs',
            '../src/a.ts',
          ],
        }),
        LICENSE: 'Licence of carrier.',
      }),
      ...installed('load', { 'package.json': manifest('load', { license: 'ISC' }), LICENSE: 'Of load.' }),
      ...installed('@mermaid-js/parser', {
        'package.json': manifest('@mermaid-js/parser', { license: 'MIT' }),
        'dist/chunk.mjs.map': JSON.stringify({ sources: ['../node_modules/deep/a.js'] }),
        LICENSE: 'Of the parser.',
      }),
    });
    expect(works['load 2.1.0']).toMatchObject({ license: 'ISC', texts: ['Of load.'], version: '2.1.0' });
    expect(works['@mermaid-js/parser 1.0.0']?.texts).toEqual(['Of the parser.']);
    expect(works['carrier 1.0.0']?.carries).toEqual(['deep']);
    expect(Object.values(files)[0]).toEqual(expect.arrayContaining(['load 2.1.0', 'carrier 1.0.0']));
  });

  test('fails where a package has no licence', async () => {
    const files = {
      'src/main.js': "import 'bare';",
      ...installed('bare', {
        'package.json': manifest('bare', { main: 'a.js' }),
        'a.js': 'globalThis.a = 1;',
      }),
    };
    await expect(worksIn(files)).rejects.toThrow(
      'so nothing that holds it can be passed on. Leave it out, or say in server/bundle/works/works.ts what its licence is.',
    );
  });

  test('fails where a module is of nobody known', async () => {
    const beside = createFolder({ 'a.js': 'globalThis.a = 1;' });
    const files = { 'src/main.js': `import ${JSON.stringify(beside.at('a.js'))};` };
    await expect(worksIn(files)).rejects.toThrow('is in the build, and nobody knows whose it is.');
    beside.remove('');
  });
});

describe('Lectern’s build', () => {
  const root = join(import.meta.dirname, '../..');
  const parts = ['client', 'server', 'sealed', 'program', 'redis'] as const;

  test('has a line for each of its files', () => {
    for (const part of parts) {
      const directory = join(inject('buildDirectory'), part);
      const { files }: BuiltWorks = JSON.parse(readFileSync(join(directory, WORKS_NAME), 'utf8'));
      const built = readdirSync(directory).filter((name) => /\.(?:js|css)$/.test(name));
      expect(built.filter((name) => !Object.hasOwn(files, name))).toEqual([]);
    }
  });

  test('passes on what each package itself says', () => {
    const works = parts.flatMap((part) => readWorks(inject('buildDirectory'), part));
    expect(works.length).toBeGreaterThan(40);
    for (const { name, version, license, texts } of works) {
      expect(license, name).not.toBe('');
      expect(texts.join('').length, name).toBeGreaterThan(300);
      const own = join(root, 'node_modules', name);
      // There is another version of some, for a package that asks for it.
      if (!existsSync(join(own, 'LICENSE')) || workIn(own).version !== version) continue;
      expect(texts.join(''), name).toContain(readFileSync(join(own, 'LICENSE'), 'utf8').trim().slice(-200));
    }
  });

  test('of a part is no more than what its files hold', () => {
    const sealed = readWorks(inject('buildDirectory'), 'sealed').map(({ name }) => name);
    expect(sealed).toContain('ws');
    expect(sealed).not.toContain('mermaid');
    expect(sealed).not.toContain('ioredis');
    const deck = readWorks(inject('buildDirectory'), 'client', (file) => /^deck\./.test(file));
    expect(deck.map(({ name }) => name).sort()).toEqual(['fitty', 'lectern', 'reveal.js']);
  });
});

describe('the text', () => {
  const work = (name: string, more: Partial<Work> = {}): Work => ({
    name,
    version: '1.0.0',
    license: 'MIT',
    texts: ['The same words.'],
    ...more,
  });

  test('has each licence once, with all that it is of', () => {
    const works = [
      work('b', { texts: ['The same  words.\r\n'] }),
      work('a'),
      work('c', { license: 'ISC', texts: ['Others.'] }),
    ];
    expect(noticesText('This file', [...works, ...works])).toBe(
      [
        'This file holds Lectern and works of others, under these licences. Decks, and what their authors put into them, are their own.',
        '\na 1.0.0: MIT\nb 1.0.0: MIT\nc 1.0.0: ISC',
        `\n${'-'.repeat(80)}\na 1.0.0, b 1.0.0\n\nThe same words.`,
        `\n${'-'.repeat(80)}\nc 1.0.0\n\nOthers.\n`,
      ].join('\n'),
    );
  });

  test('names what packages carry', () => {
    const text = noticesText('This file', [work('a', { carries: ['x 2.0.0', 'y 1.0.0'] })]);
    expect(text).toContain('\na 1.0.0: MIT; it carries x 2.0.0, y 1.0.0\n');
    expect(text).toContain('https://www.npmjs.com/package/');
  });

  test('has an expression for labels, choices in parentheses', () => {
    const works = [work('a'), work('b', { license: 'MPL-2.0 OR Apache-2.0' }), work('c', { license: '' })];
    expect(licenseExpression(works)).toBe('MIT AND (MPL-2.0 OR Apache-2.0)');
  });
});

test('a package says its licence in its package.json, and its words in whatever file it has', () => {
  const { license, texts } = workIn(join(import.meta.dirname, '../..'));
  expect(license).toBe('MIT');
  expect(texts.join('')).toMatch(/^MIT License/);
});
