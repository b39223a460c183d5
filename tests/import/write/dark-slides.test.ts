/** Slides that are dark among light ones, in themes of ours and in reveal.js's. */
import { afterEach, expect, test } from 'vitest';
import { importDeck } from '../../../server/import/import-deck.ts';
import { createFolder, type TestFolder } from '../../setup/folder.ts';

let folder: TestFolder;
afterEach(() => folder.remove('.'));

function imported(text: string): string {
  folder = createFolder({ 'talk.md': text });
  return String(importDeck(folder.at('talk.md'), folder.path).texts.get('deck.md'));
}

test('a theme of reveal.js has a dark background, which takes light letters', () => {
  expect(imported('---\nmarp: true\ntheme: gaia\n---\n# A\n\n---\n<!-- _class: lead invert -->\n# B\n')).toBe(
    '---\ntheme: beige\n---\n\n# A\n\n---\n\n<!-- .slide: class="center" data-background-color="#222222" -->\n\n# B\n',
  );
});

test('a background of the slide’s own stays', () => {
  const text =
    '---\nmarp: true\ntheme: uncover\n---\n<!-- _class: invert -->\n<!-- _backgroundColor: #123 -->\n# A\n';
  expect(imported(text)).toContain('<!-- .slide: data-background-color="#123" -->');
});

test('our own themes have a class', () => {
  expect(imported('---\nmarp: true\n---\n<!-- _class: invert -->\n# A\n')).toBe('{.dark}\n\n# A\n');
});

test('so does a style of the deck’s own', () => {
  const text =
    '---\nmarp: true\ntheme: gaia\nstyle: |\n  section.dark { color: red }\n---\n<!-- _class: dark -->\n# A\n';
  expect(imported(text)).toContain('{.dark}\n\n# A\n');
});
