/** `lectern import`, as users run it. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { command, runNode } from '../setup/command.ts';
import { createFolder, type Files, type TestFolder } from '../setup/folder.ts';

const folders: TestFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove('.');
});

function home(files: Files) {
  const folder = createFolder(files);
  folders.push(folder);
  return {
    folder,
    run: (...words: string[]) => runNode([command, 'import', ...words], { cwd: folder.path }),
  };
}

const MARP = '---\nmarp: true\n---\n# A\n\n<!-- secret -->\n\n---\n\n![bg](img/b.svg)\n';

test('a deck is written into a folder of its name, with its files and a report', async () => {
  const { folder, run } = home({ 'talk.md': MARP, 'img/b.svg': '<svg/>' });
  const { code, stdout, stderr } = await run('talk.md');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /^talk.deck\.md is written: 2 slides of talk\.md, which was written for Marp\.\nEverything was carried over; /,
  );
  expect(readdirSync(folder.at('talk'), { recursive: true }).map(String).sort().join()).toMatch(
    /^deck\.md,img,img.b\.svg,import-report\.md$/,
  );
  expect(readFileSync(folder.at('talk/deck.md'), 'utf8')).toBe(
    '# A\n\nNote:\nsecret\n\n---\n\n<!-- .slide: data-background-image="img/b.svg" -->\n',
  );
});

test('what Pandoc makes of beamer’s LaTeX is known by its frames alone', async () => {
  const frames = '::: frame\nOutline\n:::\n\n::: frame\nNext\n:::\n';
  const { folder, run } = home({ 'waves.md': `---\ntitle: Waves\n---\n\n${frames}` });
  expect(await run('waves.md')).toMatchObject({ code: 0, stderr: '' });
  expect(readFileSync(folder.at('waves/deck.md'), 'utf8')).toMatch(/\n## Outline\n\n---\n\n## Next\s*$/);
});

test('--out names the folder, and the folders above it are made', async () => {
  const { folder, run } = home({ 'talk.md': MARP, 'img/b.svg': '<svg/>' });
  expect(await run('talk.md', '--out', 'a/b')).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(folder.at('a/b'))).toContain('deck.md');
});

test.each<readonly [string, readonly string[], Files, number, string]>([
  [
    'what is there already',
    ['talk.md'],
    { 'talk.md': MARP, 'talk/x': '' },
    2,
    'talk is there already, and nothing is written over. Name another folder: lectern import talk.md --out talk-deck.',
  ],
  [
    'no file',
    [],
    {},
    2,
    'A deck is imported from a file or a folder: lectern import FILE, such as lectern import slides.md.',
  ],
  [
    'a file that is not there',
    ['no.md'],
    {},
    1,
    'There is no file or folder no.md. Name a deck, or the folder that it is in.',
  ],
  [
    'a deck without a sign',
    ['a.md'],
    { 'a.md': '# A\n\n---\n\n# B\n' },
    1,
    'a.md has no sign of a tool that Lectern imports from. If slides are parted by lines of ---, it is served as it is: lectern a.md.',
  ],
  [
    'a deck of ours, though others part slides and write notes alike',
    ['a.md'],
    { 'a.md': '---\ntheme: folio\n---\n# A\n\nNote: mine\n\n----\n\n# B\n' },
    1,
    'a.md is a deck of Lectern already, and is served as it is: lectern a.md.',
  ],
  [
    'a deck with what only ours have',
    ['a.md'],
    { 'a.md': '# A\n\n- x\n- y\n\n{.fragments}\n\nNote: mine\n\n---\n\n<!-- include: b.md -->\n' },
    1,
    'a.md is a deck of Lectern already, and is served as it is: lectern a.md.',
  ],
  [
    'no text',
    ['a.md'],
    { 'a.md': new Uint8Array([137, 80, 78, 71, 0, 0, 0, 13, 73]) },
    1,
    'a.md is no text, and no deck that Lectern reads.',
  ],
  ['an empty file', ['a.md'], { 'a.md': '\n \n' }, 1, 'a.md is empty.'],
  [
    'a notebook',
    ['a.ipynb'],
    { 'a.ipynb': '{"cells": []}' },
    1,
    'a.ipynb is a notebook. Jupyter makes a page of it, which is imported then: jupyter nbconvert --to slides a.ipynb.',
  ],
  [
    'an outline of Org',
    ['a.org'],
    { 'a.org': '* A' },
    1,
    'a.org is an outline of Org. Pandoc makes Markdown of it, which is imported then: pandoc a.org -s -t markdown -o a.md.',
  ],
  [
    'reStructuredText',
    ['a.rst'],
    { 'a.rst': 'A\n=' },
    1,
    'a.rst is reStructuredText. Pandoc makes Markdown of it, which is imported then: pandoc -f rst a.rst -s -t markdown -o a.md.',
  ],
  [
    'LaTeX',
    ['a.tex'],
    { 'a.tex': '\\documentclass{beamer}' },
    1,
    'a.tex is LaTeX. Pandoc makes Markdown of it, without notes and steps, which is imported then: pandoc a.tex -s -t markdown -o a.md.',
  ],
  [
    'AsciiDoc',
    ['a.adoc'],
    { 'a.adoc': '= A' },
    1,
    'a.adoc is AsciiDoc. Asciidoctor makes a page of it, which is imported then: npx asciidoctor-revealjs a.adoc.',
  ],
  [
    'a page of Marp',
    ['a.html'],
    {
      'a.html':
        '<div class="marpit"><svg data-marpit-svg=""><section data-marpit-pagination="1">a</section></svg></div>',
    },
    1,
    'a.html is a page that Marp made, and has none of its notes and directives. Import the Markdown that it was made of.',
  ],
  [
    'a page of Slidev',
    ['a.html'],
    { 'a.html': '<meta property="slidev:version" content="52.0.0"><section>a</section><div id="app"></div>' },
    1,
    'a.html is a page that Slidev made, which draws its slides by scripts. Import the Markdown that it was made of.',
  ],
  [
    'a page whose only section is its footnotes',
    ['a.html'],
    { 'a.html': '<h1>A</h1><section class="footnotes" role="doc-endnotes"><ol><li>b</li></ol></section>' },
    1,
    'a.html is a page without slides: those of reveal.js, remark, Slidy, S5, DZSlides and impress.js are read. If Markdown was what it was made of, import that.',
  ],
  [
    'a page without slides',
    ['a.html'],
    { 'a.html': '<h1>A</h1>' },
    1,
    'a.html is a page without slides: those of reveal.js, remark, Slidy, S5, DZSlides and impress.js are read. If Markdown was what it was made of, import that.',
  ],
  [
    'another kind of file',
    ['a.csv'],
    { 'a.csv': 'a,b' },
    1,
    'a.csv is no deck that is read here: those are Markdown (.md, .qmd, .Rmd), pages (.html) and presentations (.pptx).',
  ],
  ['settings that cannot be read', ['a.md'], { 'a.md': '---\nmarp: true\na: [\n---\n' }, 1, ''],
  [
    'several decks',
    ['x', '--out', 'o'],
    { 'x/a.md': MARP, 'x/b.md': MARP },
    1,
    'There are several decks in x: a.md, b.md. Name one of them.',
  ],
  [
    'a path that leads outside',
    ['x/a.md', '--out', 'o'],
    { 'x/package.json': '{}', 'x/a.md': `${MARP}\n![](../../y.png)`, 'x/img/b.svg': '<svg/>' },
    1,
    '',
  ],
  [
    'a link that leads outside',
    ['x', '--out', 'o'],
    { 'x/deck.md': MARP, 'x/img/b.svg': { link: '../../y.svg' }, 'y.svg': '<svg/>' },
    1,
    '',
  ],
])('%s is one sentence, and nothing is written', async (_, words, files, exit, sentence) => {
  const { folder, run } = home(files);
  const before = readdirSync(folder.path, { recursive: true });
  const { code, stdout, stderr } = await run(...words);
  expect([code, stdout, stderr.split('\n').length]).toEqual([exit, '', 2]);
  if (sentence !== '') expect(stderr).toBe(`lectern: ${sentence}\n`);
  expect(readdirSync(folder.path, { recursive: true })).toEqual(before);
});
