/** `lectern pdf` in a real browser, its results read with poppler's and qpdf's tools. */
import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, type Ended, runNode } from '../setup/command.ts';
import { createFolder } from '../setup/folder.ts';

const deck = `---
title: Tides & other movements
speakers: [Ada Byron, Käthe Kollwitz]
lang: en-GB
---

# Tides

Note: Whisper this to the printer.

---

## Two

- first <!-- .element: class="fragment" -->
- second <!-- .element: class="fragment" -->

[To below](#/below), [by place](#/2/0), [outside](https://tides.example/a?b=c), [another deck](/other/#/there)

---

## Three

![A dot](dot.svg)

----

## Below

[Back](#/two)

---

## Too much

${'A line that stands below the one before it.\n\n'.repeat(40)}The very last line.
`;
const folder = createFolder({
  'decks/talk/deck.md': deck,
  'decks/talk/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>',
  'decks/other.md': '# Other\n',
  'decks/broken.md': '---\nclient: nowhere.js\n---\n# Broken\n',
});

const run = (...args: string[]): Promise<Ended> => runNode([command, 'pdf', ...args], { cwd: folder.path });
const tool = (name: string, ...args: string[]): string =>
  execFileSync(name, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const textOf = (file: string): string => tool('pdftotext', file, '-');

/** What pdfinfo says, by name. */
function factsOf(file: string): Readonly<Record<string, string>> {
  const rows = tool('pdfinfo', file).matchAll(/^([^:\n]+): +(.*)$/gm);
  return Object.fromEntries([...rows].map(([, name = '', value = '']) => [name, value]));
}

interface Bookmark {
  readonly title: string;
  readonly destpageposfrom1: number;
  readonly kids: readonly Bookmark[];
}

function bookmarksOf(file: string): (readonly [title: string, page: number])[] {
  // What qpdf documents of its JSON.
  const { outlines } = JSON.parse(tool('qpdf', '--json', '--json-key=outlines', file)) as {
    outlines: readonly Bookmark[];
  };
  const flat = (marks: readonly Bookmark[]): (readonly [string, number])[] =>
    marks.flatMap(({ title, destpageposfrom1, kids }) => [[title, destpageposfrom1], ...flat(kids)]);
  return flat(outlines);
}

afterAll(() => folder.remove('.'));

describe('slides', () => {
  const file = folder.at('out/talk.pdf');
  let ended: Ended;
  beforeAll(async () => {
    ended = await run('talk', '--out', 'out', '--url', 'https://talks.example/');
  });

  test('progress is told, and the file at the end', () => {
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^out.talk\.pdf: \d+ kB\n$/) });
    expect(ended.stderr).toMatch(/^Laying out talk\nPrinting talk: 5 slides$/m);
  });

  test('there is a page for each, with its title, its author and its language', () => {
    expect(factsOf(file)).toMatchObject({
      Title: 'Tides & other movements',
      Author: 'Ada Byron, Käthe Kollwitz',
      Tagged: 'yes',
      Pages: '5',
    });
    expect(tool('qpdf', '--qdf', file, '-')).toContain('/Lang (en-GB)');
    expect(tool('qpdf', '--check', file)).toContain('No syntax or stream encoding errors found');
  });

  test('text is text, all of it, and the notes are not there', () => {
    const pages = textOf(file).split('\f');
    expect(pages[1]).toMatch(/Two[\s\S]*first[\s\S]*second/);
    expect(pages[4]).toContain('The very last line.');
    expect(textOf(file)).not.toContain('Whisper');
  });

  test('each slide has a bookmark', () => {
    expect(bookmarksOf(file)).toEqual([
      ['Tides', 1],
      ['Two', 2],
      ['Three', 3],
      ['Below', 4],
      ['Too much', 5],
    ]);
  });

  test('links lead to pages, and those to elsewhere to where the site is for everyone', () => {
    const links = [...tool('pdfinfo', '-url', file).matchAll(/^ *(\d+) +Annotation +(.*)$/gm)];
    expect(links.map(([, page, url]) => [page, url])).toEqual([
      ['2', 'https://tides.example/a?b=c'],
      ['2', 'https://talks.example/other/#/there'],
    ]);
    const places = [...tool('pdfinfo', '-dests', file).matchAll(/^ *(\d+) \[.*"(.*)"$/gm)];
    expect(places.map(([, page, id]) => [page, id])).toEqual([
      ['2', 'two'],
      ['3', 'three'],
      ['4', 'below'],
    ]);
  });

  test('screen readers find headings, lists, links and what pictures show', () => {
    const tags = tool('pdfinfo', '-struct', file);
    expect(tags.match(/^ +(?:H1|H2|L|LI|Link|Figure)\b/gm)?.map((tag) => tag.trim())).toEqual([
      ...['H1', 'H2', 'L', 'LI', 'LI', 'Link', 'Link', 'Link', 'Link'],
      ...['H2', 'Figure', 'H2', 'Link', 'H2'],
    ]);
    expect(tool('qpdf', '--qdf', file, '-')).toContain('/Alt (A dot)');
  });
});

test('with --steps there is a page for each step, and one bookmark for each slide', async () => {
  await run('talk', '--steps', '--out', 'out');
  const file = folder.at('out/talk-steps.pdf');
  expect(factsOf(file).Pages).toBe('7');
  const [, one, two, three] = textOf(file).split('\f');
  expect([one, two, three].map((text) => /first/.test(text ?? '') && !/second/.test(text ?? ''))).toEqual([
    false,
    true,
    false,
  ]);
  expect(bookmarksOf(file).map(([title, page]) => `${title} ${page}`)).toEqual([
    'Tides 1',
    'Two 2',
    'Three 5',
    'Below 6',
    'Too much 7',
  ]);
  // Without an address for everyone, what is elsewhere on this site cannot be linked to.
  expect(tool('pdfinfo', '-url', file)).not.toMatch(/other|lectern/);
});

describe('a handout', () => {
  test('has three slides on a page of A4 and no notes', async () => {
    await run('talk', '--handout', '--out', 'out');
    const file = folder.at('out/talk-handout.pdf');
    expect(factsOf(file)).toMatchObject({ Pages: '2', 'Page size': expect.stringContaining('A4') });
    const [first, second] = textOf(file).split('\f');
    expect(first).toMatch(/Tides[\s\S]*Two[\s\S]*Three/);
    expect(second).toMatch(/Below[\s\S]*Too much/);
    expect(textOf(file)).not.toContain('Whisper');
    expect(bookmarksOf(file)).toHaveLength(5);
  });

  test('has the notes of its slides where they are asked for', async () => {
    await run('decks/talk', '--handout', '--notes', '--per-page', '2', '--out', 'out');
    const file = folder.at('out/talk-notes.pdf');
    expect(factsOf(file).Pages).toBe('3');
    expect(textOf(file).split('\f')[0]).toContain('Whisper this to the printer.');
  });
});

test('with --png there is a picture for each slide', async () => {
  const { stdout } = await run('talk', '--png', '--out', 'out');
  expect(stdout).toMatch(/^out.talk-pictures: 5 pictures\n$/);
  const names = readdirSync(folder.at('out/talk-pictures'));
  expect(names).toEqual(['1.png', '2.png', '3.png', '4.png', '5.png']);
  const [width, height] = sizeOf(readFileSync(folder.at('out/talk-pictures/1.png')));
  expect(width).toBeGreaterThan(1900);
  expect(width / height).toBeCloseTo(16 / 9, 1);
});

test('pictures of a version with more slides go, and other files stay', async () => {
  const pictures = ['01.png', '12.png', 'cover.png'];
  for (const name of pictures) folder.write({ [`out/talk-pictures/${name}`]: 'former' });
  await run('talk', '--png', '--out', 'out');
  expect(readdirSync(folder.at('out/talk-pictures'))).toEqual([
    '1.png',
    '2.png',
    '3.png',
    '4.png',
    '5.png',
    'cover.png',
  ]);
  folder.remove('out/talk-pictures/cover.png');
});

test('a PDF takes the place of a former one as a whole, so that a full disk spoils none', async () => {
  folder.write({ 'whole/other.pdf': 'former' });
  linkSync(folder.at('whole/other.pdf'), folder.at('whole/former.pdf'));
  await run('other', '--out', 'whole');
  expect(readFileSync(folder.at('whole/former.pdf'), 'utf8')).toBe('former');
  expect(readdirSync(folder.at('whole'))).toEqual(['former.pdf', 'other.pdf']);
});

test('no form takes the place of another', async () => {
  await run('talk', '--png', '--steps', '--out', 'out');
  expect(readdirSync(folder.at('out')).sort()).toEqual([
    'talk-handout.pdf',
    'talk-notes.pdf',
    'talk-pictures',
    'talk-steps-pictures',
    'talk-steps.pdf',
    'talk.pdf',
  ]);
  expect(factsOf(folder.at('out/talk.pdf')).Pages).toBe('5');
  expect(textOf(folder.at('out/talk-handout.pdf'))).not.toContain('Whisper');
});

/** Width and height, from where PNG has them. */
function sizeOf(png: Buffer): [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe('what cannot be printed', () => {
  test('a deck that is not there is told with those that are', async () => {
    const { code, stderr } = await run('talc');
    // None is compiled for that.
    expect([code, stderr]).toEqual([
      1,
      'lectern: There is nothing at talc, and no deck of that name in decks, which has broken, other, talk.\n',
    ]);
  });

  test('a deck that does not compile leaves nothing behind', async () => {
    const { code, stderr } = await run('broken', '--out', 'none');
    expect(code).toBe(1);
    expect(stderr).toContain('decks/broken.md'.replace('decks/', ''));
    expect(stderr).toContain('lectern: broken did not compile. Repair what is said of it, and try again.');
    expect(existsSync(folder.at('none'))).toBe(false);
  });

  test('without a browser, it is said how to get one', async () => {
    const missing = folder.at('no-browser');
    const { code, stderr } = await runNode([command, 'pdf', 'talk'], {
      cwd: folder.path,
      env: { CHROMIUM_PATH: missing },
    });
    expect([code, stderr.split('\n').at(-2)]).toEqual([
      1,
      `lectern: CHROMIUM_PATH names ${missing}, which is no program: point it at a Chromium, or unset it.`,
    ]);
  });
});
