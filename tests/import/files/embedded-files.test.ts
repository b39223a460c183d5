/** Pictures that a page holds within itself. */
import { afterEach, expect, test } from 'vitest';
import { importDeck } from '../../../server/import/import-deck.ts';
import { createFolder, type TestFolder } from '../../setup/folder.ts';

let folder: TestFolder | undefined;
afterEach(() => folder?.remove());

const bytes = Buffer.alloc(120, 7);
const picture = `data:image/png;base64,${bytes.toString('base64')}`;

function imported(slides: string) {
  folder = createFolder({
    'talk.html': `<!doctype html>\n<div class="reveal"><div class="slides">${slides}</div></div>`,
  });
  const { texts } = importDeck(folder.at('talk.html'), folder.path);
  return { text: String(texts.get('deck.md')), files: [...texts.keys()].slice(2), texts };
}

test('a picture within a page becomes a file, one for all places', () => {
  const { text, files, texts } = imported(
    `<section><img src="${picture}" alt="A"></section><section data-background-image='${picture}'><p>b</p></section>`,
  );
  expect(text).toContain(
    '![A](media/embedded-1.png)\n\n---\n\n<!-- .slide: data-background-image="media/embedded-1.png" -->',
  );
  expect(files).toEqual(['media/embedded-1.png']);
  expect(texts.get('media/embedded-1.png')).toEqual(bytes);
});

test('a picture of a hidden slide alone is never served, and one in notes stays there', () => {
  const other = picture.replace('Bwc', 'Cwc');
  const { text, files, texts } = imported(
    `<section data-visibility="hidden"><img src="${picture}" alt="A"><img src="${other}" alt="B"></section><section><img src="${other}" alt="B"><aside class="notes"><img src="${picture}" alt="C"></aside></section>`,
  );
  expect(text).toContain('![A](.media/embedded-1.png)![B](media/embedded-2.png)');
  expect(text).toContain(`Note:\n![C](${picture})`);
  expect(files).toEqual(['.media/embedded-1.png', 'media/embedded-2.png']);
  expect(String(texts.get('import-report.md'))).toContain('`.media/embedded-1.png`, which is never served');
});

test('what is short, text of a style or of another kind stays', () => {
  const { text, files } = imported(
    `<section><img src="data:image/png;base64,AAAA"><a href="data:text/plain;base64,${'A'.repeat(200)}">b</a></section>`,
  );
  expect(text).toContain('<img src="data:image/png;base64,AAAA">');
  expect(files).toEqual([]);
});

test('a sign that browsers pass over does not make a page no text', () => {
  expect(imported('<section>a\0b</section>').text).toContain('ab');
});

test('a picture of ten megabytes is taken', () => {
  const large = Buffer.alloc(10_000_000, 7);
  const { files, texts } = imported(
    `<section><img alt="A" src="data:image/png;base64,${large.toString('base64')}"></section>`,
  );
  expect(files).toEqual(['media/embedded-1.png']);
  expect(texts.get('media/embedded-1.png')?.length).toBe(large.length);
});
