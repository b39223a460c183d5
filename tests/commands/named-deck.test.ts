/** Which deck a word on the command line means. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { namedDeck } from '../../server/commands/named-deck.ts';
import { createFolder } from '../setup/folder.ts';

const folder = createFolder({
  'alone/tide.md': '# Tide\n',
  'caf\u00e9.md': '# Café\n',
  'decks/tide/deck.md': '# Tide\n',
  'decks/moon.md': '# Moon\n',
  'course/site.yml': 'title: A course\n',
  'course/one.md': '# One\n',
  'course/week/two.md': '# Two\n\n---\n\n# Two\n',
  'course/week/three/deck.md': '# Three\n',
  'course/week/three/wave.svg': '<svg/>',
  'course/week/text.md': 'No slides.\n',
  'other/reveal-md.json': '{}',
  'other/README.md': '# A\n\n---\n\n# B\n',
  'repository/reveal-md.json': '{}',
  'repository/talk/README.md': '# A\n\n---\n\n# B\n',
});
const before = process.cwd();
beforeAll(() => mkdirSync(folder.at('nothing')));
afterEach(() => process.chdir(before));
afterAll(() => folder.remove('.'));

test.each([
  ['a name, in the folder of decks', '.', 'tide', { root: 'decks', name: 'tide' }],
  ['a name, where there is no such folder', 'alone', 'tide', { root: 'alone', name: 'tide' }],
  ['a name that was typed in parts', 'alone', 'cafe\u0301', { root: 'alone', name: 'caf\u00e9' }],
  ['a name of no deck, which is told later', '.', 'mars', { root: 'decks', name: 'mars' }],
  ['a file', '.', 'decks/moon.md', { path: 'decks/moon.md' }],
  ['a folder', '.', 'decks/tide', { path: 'decks/tide' }],
  ['a deck directly in a site, which needs its name not', '.', 'course/one.md', { path: 'course/one.md' }],
  ['a file within folders of a site', '.', 'course/week/two.md', { root: 'course', name: 'week/two' }],
  ['a folder within folders of a site', '.', 'course/week/three', { root: 'course', name: 'week/three' }],
  [
    'the main file of such a folder',
    '.',
    'course/week/three/deck.md',
    { root: 'course', name: 'week/three' },
  ],
  ['a file that is no deck', '.', 'course/week/text.md', { path: 'course/week/text.md' }],
  [
    'a README.md below settings of reveal-md',
    '.',
    'repository/talk/README.md',
    { root: 'repository', name: 'talk' },
  ],
  [
    'what is outside of the current folder, whose settings are not looked for',
    'nothing',
    '../other/README.md',
    { path: '../other/README.md' },
  ],
  ['the current folder', 'alone', '.', { path: '.' }],
])('%s', (_, from, words, means) => {
  process.chdir(join(folder.path, from));
  const { root, ...rest } = { root: undefined, ...means };
  expect(namedDeck(words)).toEqual({ ...rest, ...(root !== undefined && { path: folder.at(root) }) });
});
