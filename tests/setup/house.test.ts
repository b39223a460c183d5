/** Tests that the check of the house finds what it is there to find. */
import { describe, expect, test } from 'vitest';
import {
  checkHouse,
  findCircles,
  findCrowdedFolders,
  findProcessUsers,
  findSharedNames,
  findUpwardRooms,
  type House,
  importedPackages,
} from './house.ts';

const room = { about: '', rooms: [], packages: [], node: [] };
const house: House = {
  'server/main.ts': { ...room, rooms: ['server/site/'], node: 'all' },
  'server/deck/': { ...room, packages: ['marked', '@scope/known'] },
  'server/deck/word.ts': room,
  'server/cli/': { ...room, rooms: ['server/deck/word.ts'] },
  'server/site/': { ...room, rooms: ['server/deck/'], node: ['fs'] },
};

/** What is said of one file of `server/deck/`. */
function check(code: string, file = 'server/deck/a.ts'): string[] {
  return checkHouse(house, new Map([[file, code]]));
}

describe('checkHouse', () => {
  test.each([
    ['its own file', "import { b } from './b.ts';"],
    ['a file of its own folder below', "import { b } from './parts/b.ts';"],
    ['a package of its line', "import { marked } from 'marked';"],
    ['a path in a package of its line', "import x from '@scope/known/deep/file.js';"],
    [
      'words that only look like an import',
      "const text = `import { x } from 'unknown'`; // import 'unknown'",
    ],
  ])('accepts %s', (_, code) => {
    expect(check(code)).toEqual([]);
  });

  test.each([
    ['another room', "import { load } from '../site/load.ts';", 'server/site/'],
    ['a type of another room', "import type { Site } from '../site/site.ts';", 'server/site/'],
    ['an inline type of another room', "let s: import('../site/site.ts').Site;", 'server/site/'],
    ['a lazy import', "const s = await import('../site/load.ts');", 'server/site/'],
    ['a re-export', "export { load } from '../site/load.ts'; export const x = 1;", 'server/site/'],
    ['an import for its effect', "import '../site/load.ts';", 'server/site/'],
    ['an asset with a query', "import css from '../site/a.css?inline';", 'server/site/'],
    ['main.ts', "import { main } from '../main.ts';", 'server/main.ts'],
    ['a package', "import { Hono } from 'hono';", 'the package hono'],
    ['a package with a scope', "import x from '@scope/other/file.js';", 'the package @scope/other'],
    ['a type of a package', "import type { Hono } from 'hono';", 'the package hono'],
    ['a module of Node', "import { readFile } from 'node:fs/promises';", "Node's fs"],
    ['a module of Node without its prefix', "import { readFile } from 'fs';", 'the package fs'],
  ])('refuses %s', (_, code, what) => {
    const specifier = /'([^']+)'/.exec(code)?.[1];
    expect(check(code)).toEqual([
      `server/deck/a.ts imports ${specifier}, but server/deck/ may not import ${what}`,
    ]);
  });

  test('knows files that are a room of their own', () => {
    const code = "import { flags } from './flags.ts'; import { word } from '../deck/word.ts';";
    expect(check(code, 'server/cli/options.ts')).toEqual([]);
    expect(check("import { a } from '../deck/a.ts';", 'server/cli/flags.ts')).toEqual([
      'server/cli/flags.ts imports ../deck/a.ts, but server/cli/ may not import server/deck/',
    ]);
  });

  test('refuses a file in no room', () => {
    expect(check('export const a = 1;', 'server/live/room.ts')).toEqual([
      'server/live/room.ts is in no room of the table: add one, and say what it may import',
    ]);
  });

  test('refuses an import of what is in no room', () => {
    expect(check("import { a } from '../live/room.ts';")).toEqual([
      'server/deck/a.ts imports ../live/room.ts, which is in no room of the table',
    ]);
  });

  test('refuses default exports outside configuration', () => {
    expect(check('export default 1;')).toEqual(['server/deck/a.ts has a default export: export by name']);
    expect(check('const a = 1; export { a as default };')).toHaveLength(1);
    expect(check('export default 1;', 'server/deck/vite.config.ts')).toEqual([]);
  });

  test('refuses barrels', () => {
    const sentence = 'is a barrel: import from where a thing is written';
    expect(check("export * from './b.ts'; export { c } from './c.ts';")).toEqual([
      `server/deck/a.ts ${sentence}`,
    ]);
    expect(check('export const a = 1;', 'server/deck/index.ts')).toEqual([
      `server/deck/index.ts ${sentence}`,
    ]);
  });

  test('refuses computed imports but where the table allows them', () => {
    const code = 'const f = (name: string) => import(name);';
    expect(check(code)).toEqual([
      'server/deck/a.ts imports name, but server/deck/ may not import by a computed path',
    ]);
    expect(checkHouse({ 'a.ts': { ...room, computed: true } }, new Map([['a.ts', code]]))).toEqual([]);
  });

  test('throws at what it cannot read', () => {
    expect(() => check('const = ;')).toThrow(/^server\/deck\/a\.ts: /);
  });
});

test('findUpwardRooms names rooms that may import one of a higher level, and lets a part know the rest', () => {
  const about = { about: '', packages: [], node: [] };
  const levels: House = {
    'deck/': { ...about, rooms: ['site/'] },
    'site/': { ...about, rooms: ['deck/', 'site/watch.ts'] },
    'site/watch.ts': { ...about, rooms: ['site/'] },
  };
  expect(findUpwardRooms(levels)).toEqual(['deck/ → site/']);
});

describe('findCircles', () => {
  test('names the members of a circle of files', () => {
    const sources = new Map([
      ['a.ts', "import { b } from './b.ts';"],
      ['b.ts', "import { c } from './c.ts';"],
      ['c.ts', "export { b } from './b.ts';"],
    ]);
    expect(findCircles(sources)).toEqual(['b.ts, c.ts']);
  });

  test.each([
    ['a type', "import type { A } from './a.ts';"],
    ['a lazy import', "const a = await import('./a.ts');"],
    ['the type of an import', "let a: import('./a.ts').A;"],
  ])('counts %s', (_, code) => {
    const sources = new Map([
      ['a.ts', "import { b } from './b.ts';"],
      ['b.ts', code],
    ]);
    expect(findCircles(sources)).toEqual(['a.ts, b.ts']);
  });

  test('names folders that import each other by different files', () => {
    const sources = new Map([
      ['room/x/a.ts', "import { b } from '../y/b.ts';"],
      ['room/y/b.ts', ''],
      ['room/y/c.ts', "import { d } from '../x/d.ts';"],
      ['room/x/d.ts', ''],
    ]);
    expect(findCircles(sources)).toEqual(['room/x, room/y']);
  });

  test('lets imports go one way', () => {
    const sources = new Map([
      ['room/x/a.ts', "import { b } from '../y/b.ts'; import { c } from './c.ts';"],
      ['room/x/c.ts', "import { b } from '../y/b.ts';"],
      ['room/y/b.ts', ''],
    ]);
    expect(findCircles(sources)).toEqual([]);
  });
});

test('findCrowdedFolders counts files and folders, each once', () => {
  const files = ['a/one.ts', 'a/two.ts', 'a/b/three.ts', 'a/b/four.ts'];
  expect(findCrowdedFolders(files, 2)).toEqual(['a (3)']);
});

test('findSharedNames names files of one name, unless it is fixed', () => {
  const files = ['a/main.ts', 'b/main.ts', 'a/deck.ts', 'b/deck.ts', 'a/one.ts'];
  expect(findSharedNames(files, (file) => file.endsWith('main.ts'))).toEqual(['a/deck.ts', 'b/deck.ts']);
});

test('findProcessUsers names files that read the process', () => {
  const sources = new Map([
    ['server/main.ts', 'const port = process.env.PORT;'],
    ['server/deck/a.ts', 'const port = process.env.PORT;'],
    ['server/deck/b.ts', '/** process.env */ const text = "process.env"; settings.process.env;'],
    ['server/deck/c.ts', 'const { env } = process;'],
  ]);
  expect(findProcessUsers(sources, ['server/main.ts'])).toEqual(['server/deck/a.ts', 'server/deck/c.ts']);
});

test('importedPackages names packages, not paths', () => {
  const sources = new Map([['a.ts', "import '@a/b/c'; import 'd/e'; import './f.ts'; import 'node:fs';"]]);
  expect([...importedPackages(sources)]).toEqual(['@a/b', 'd']);
});
