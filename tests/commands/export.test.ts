/** `lectern export`, as users run it: a page of reveal.js that stands without Lectern, and without what is private. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { command, runNode } from '../setup/command.ts';
import { createFolder } from '../setup/folder.ts';

const folder = createFolder({
  'tide/deck.md':
    '---\ntitle: Tides\nrevealOptions: { transition: fade }\n---\n# Tides\n\n![A tide](tide.svg)\n\n<!-- SECRET -->\n\nNote: SECRET\n\n---\n\n- a\n- b\n\n{.fragments}\n\n---\n\n{data-visibility=hidden}\n\nSECRET\n',
  'tide/tide.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>',
  'moon.md': '# Moon\n',
  'course/reveal-md.json': '{"theme": "white"}',
  'course/img/wave.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>',
  'course/one/waves.md': '# Waves\n\n![up](../img/wave.svg) ![root](/img/wave.svg)\n',
  'course/two/README.md': '# Harbour\n\n---\n\n![up](../img/wave.svg)\n',
  'files/deck.md': [
    '---\ntheme: blueprint\nlang: ar\nclient: own.js\n---\n# Names',
    '![a](<Photo 1, left + right & more.svg>) ![b](<100%25 über.svg>) ![c](<"q" it\'s.svg>)',
    '![Film](film.webm)',
    '![Here](qr:)',
    '```js [1|2]\na();\nb();\n```',
  ].join('\n\n---\n\n'),
  'files/own.js': 'export default () => {};',
  'files/film.webm': '',
  'files/Photo 1, left + right & more.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>',
  'files/100% über.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>',
  'files/"q" it\'s.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>',
  'framing/deck.md': '# Framing\n\n<iframe src="demo/page.html" title="A page"></iframe>\n',
  'framing/demo/page.html': '<!doctype html><title>Demo</title><img src="../img/a%20b.svg" alt="">',
  'framing/img/a b.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>',
  'framing/img/other.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>',
  'framed/deck.md': '# Framed\n\n<iframe src="index.html" title="A page"></iframe>\n',
  'framed/index.html': '<!doctype html><title>Mine</title>',
  'behind/deck.md':
    '<!-- .slide: data-background-image="C#.svg" -->\n\nA\n\n---\n\n<!-- .slide: data-background-image="a b.svg" -->\n\nB',
  'behind/C#.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>',
  'behind/a b.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>',
  'held.md': '---\naudience: shown-only\n---\n# Held\n',
});
afterAll(() => folder.remove('.'));
const run = (...words: string[]) => runNode([command, 'export', ...words], { cwd: folder.path });

test('a page with its files is written, and says nothing private', async () => {
  const { code, stdout, stderr } = await run('tide');
  expect([code, stdout.split('\n')[0]], stderr).toEqual([
    0,
    expect.stringMatching(/^tide-reveal.index\.html is written: /),
  ]);
  const files = readdirSync(folder.at('tide-reveal'), { recursive: true }).map(String);
  expect(files).toEqual(
    expect.arrayContaining(['index.html', 'deck.css', 'reveal.css', 'reveal.js', 'tide.svg']),
  );
  const page = readFileSync(folder.at('tide-reveal/index.html'), 'utf8');
  expect(page).toContain('<title>Tides</title>');
  expect(page.match(/href="[\w.]+\.css"/g)).toEqual(['href="reveal.css"', 'href="deck.css"']);
  expect(page.match(/<section/g)).toHaveLength(2);
  expect(page.match(/fragment/g)).toHaveLength(2);
  expect(page).toMatch(/Reveal\.initialize\(\{.*"transition":"fade"/);
  expect(page).not.toContain('narrowWidth');
  expect(page).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  const everything = files
    .filter((file) => /\.(?:html|css)$/.test(file))
    .map((file) => readFileSync(folder.at(`tide-reveal/${file}`), 'utf8'));
  expect(everything.join()).not.toContain('SECRET');
});

test('what was exported is no deck of the folder that it is in', async () => {
  await run('tide', '--out', 'exported');
  expect(await run('mars')).toMatchObject({
    code: 2,
    stderr: expect.not.stringContaining('exported'),
  });
});

test('a deck of the current folder is known by its name, where there is no folder of decks', async () => {
  expect(await run('moon')).toMatchObject({ code: 0, stderr: expect.not.stringContaining('no moon') });
  expect(await run('mars')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/there is no mars among .*held, .*\bmoon, tide/),
  });
});

test.each([
  ['course/one/waves.md', 'one-waves'],
  ['course/two', 'two'],
])('a deck within folders, %s, brings the settings and files above it', async (path, name) => {
  expect(await run(path)).toMatchObject({ code: 0, stderr: expect.not.stringContaining('wave.svg') });
  const files = readdirSync(folder.at(`${name}-reveal`), { recursive: true }).map(String);
  expect(files).toContain(join('img', 'wave.svg'));
  expect(readFileSync(folder.at(`${name}-reveal/deck.css`), 'utf8')).toMatch(/--r-background-color: ?#fff/);
});

test('what is wrong with the deck is told, as by build', async () => {
  folder.write({
    'faults/gap.md': '# Gap\n\n![Gone](gone.svg)\n',
    'faults/broken.md': '<!-- include: no.md -->\n',
  });
  expect(await run(join('faults', 'gap.md'))).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('there is no picture `gone.svg`'),
  });
  expect(await run(join('faults', 'broken.md'))).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/there is no file `no\.md`[\s\S]*did not compile/),
  });
});

test('what is there already, and what holds slides back, is refused', async () => {
  folder.write({ 'there/x': '' });
  expect(await run('tide', '--out', 'there')).toMatchObject({
    code: 2,
    stderr:
      'lectern: there is there already, and nothing is written over. Name another folder: lectern export tide --out tide-page.\n',
  });
  expect(await run('held.md')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      'held holds slides back (audience: shown-only), and a page of files cannot.',
    ),
  });
});

test('files come along whatever is in their names', async () => {
  expect(await run('files', '--out', 'named')).toMatchObject({ code: 0 });
  const files = readdirSync(folder.at('named')).filter((file) => file.endsWith('.svg'));
  expect(files.sort()).toEqual(['"q" it\'s.svg', '100% über.svg', 'Photo 1, left + right & more.svg']);
});

test('pictures of a page in a frame come along', async () => {
  await run('framing');
  expect(readdirSync(folder.at('framing-reveal/img'))).toEqual(['a b.svg']);
});

test('films show themselves, and slides keep their own direction, without any script of ours', async () => {
  await run('files', '--out', 'plain');
  expect(readFileSync(folder.at('plain/index.html'), 'utf8')).toMatch(/<video (?![^>]*preload)/);
  const styles = readFileSync(folder.at('plain/reveal.css'), 'utf8');
  expect(styles).not.toMatch(/\.reveal\.rtl[^{]*\{[^}]*font-family/);
  expect(styles).toContain('.reveal .speaker-notes');
});

test('what needs scripts is told', async () => {
  expect(await run('files', '--out', 'told')).toMatchObject({
    stdout: expect.stringContaining(
      'What scripts show is missing: long code that scrolls to the lines of its step, QR codes that lead to the deck itself, the deck’s own scripts (client).\n',
    ),
  });
});

test('pictures behind slides that reveal.js alone does not find are told', async () => {
  expect(await run('behind')).toMatchObject({
    stdout: expect.stringContaining(
      'reveal.js finds no picture behind a slide by these addresses, rename them: C%23.svg.\n',
    ),
  });
  expect(readdirSync(folder.at('behind-reveal'))).toEqual(expect.arrayContaining(['C#.svg', 'a b.svg']));
});

test('a file of the deck never takes the place of the page', async () => {
  expect(await run('framed')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      'framed has a file of its own at index.html, where the exported page has another. Rename it to export the deck.',
    ),
  });
});

test('of two exports at once to one folder, the later is refused in a sentence', async () => {
  const out = join('above', 'both');
  const both = await Promise.all([run('moon', '--out', out), run('moon', '--out', out)]);
  expect(both.map(({ code }) => code).sort()).toEqual([0, 2]);
  expect(both.map(({ stderr }) => stderr).join('')).toContain(`${out} is there already`);
  expect(readdirSync(folder.at(out))).toContain('index.html');
  expect(readdirSync(folder.at('above'))).toEqual(['both']);
});
