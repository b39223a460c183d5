/** reveal.js from its sources, with our patches. */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { patch, readPatch } from '../../server/bundle/scripts/reveal-source.ts';

const folder = join(import.meta.dirname, '../../client/reveal');
const sources = dirname(dirname(realpathSync(createRequire(import.meta.url).resolve('reveal.js'))));
const names = readdirSync(folder).sort();

test('a patch is a unified diff behind a message', () => {
  const text = [
    ...['Say why', '', 'More of it.', '', 'diff --git a/js/a.js b/js/a.js'],
    ...['--- a/js/a.js', '+++ b/js/a.js', '@@ -1,3 +1,3 @@ function a()'],
    ...[' one', '-two', '+three', '+four', ' ', '@@ -9 +9 @@', '-nine', '+ten', ''],
  ].join('\n');
  expect(readPatch(text)).toEqual([
    { file: 'js/a.js', before: 'one\ntwo\n', after: 'one\nthree\nfour\n' },
    { file: 'js/a.js', before: 'nine', after: 'ten' },
  ]);
});

const hunk = { file: 'js/a.js', before: 'two', after: '$& 2' };

test('it replaces passages of its file, and leaves others alone', () => {
  expect(patch('one two', 'js/a.js', [hunk])).toBe('one $& 2');
  expect(patch('one two', 'js/b.js', [hunk])).toBe('one two');
});

test.each(['one', 'two two'])('a passage that is not there, or twice, is refused: %s', (code) => {
  expect(() => patch(code, 'js/a.js', [hunk])).toThrow('reveal.js has changed in js/a.js');
});

// When one fails, reveal.js has changed what it is about: see whether it is still needed.
test.each(names)('%s applies to the installed reveal.js, after those before it', (name) => {
  const before = names.slice(0, names.indexOf(name)).flatMap(hunksOf);
  const hunks = hunksOf(name);
  expect(hunks).not.toEqual([]);
  for (const file of new Set(hunks.map((each) => each.file))) {
    const prepared = patch(readFileSync(join(sources, file), 'utf8'), file, before);
    expect(patch(prepared, file, hunks)).not.toBe(prepared);
  }
});

function hunksOf(name: string) {
  return readPatch(readFileSync(join(folder, name), 'utf8'));
}
