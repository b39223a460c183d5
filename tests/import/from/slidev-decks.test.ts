/** What decks of Slidev have besides the constructs of its manual: utilities as attributes, conditions, their own styles. */
import { expect, test } from 'vitest';
import { convertSlidev } from '../../../server/import/from/slidev/slidev.ts';
import { converted } from '../converted.ts';

const slidev = (text: string, beside = {}) => converted(convertSlidev, text, 'slides.md', beside);

/** What a slide after the first becomes. */
const second = (text: string): string =>
  slidev(`# One\n\n---\n${text}`).markdown.replace('# One\n\n---\n\n', '');

test.each([
  [
    'what is shown from a number of clicks on',
    '\n<div v-if="$slidev.nav.clicks >= 2">a</div>\n<b v-show="$clicks > 2">b</b>',
    '<div class="fragment" data-fragment-index="2">a</div>\n<b class="fragment" data-fragment-index="3">b</b>',
  ],
  [
    'what is shown up to a number of clicks',
    '\n<div v-if="$clicks < 2">a</div>\n<b v-if="$clicks === 0">b</b>',
    '<div class="fragment fade-out" data-fragment-index="2">a</div>\n<b class="fragment fade-out" data-fragment-index="1">b</b>',
  ],
  [
    'what is shown at one click',
    '\n<div v-if="$slidev.nav.clicks === 3">a</div>',
    '<div class="fragment current-visible" data-fragment-index="3">a</div>',
  ],
  ['what is always shown', '\n<div v-if="$slidev.nav.currentPage === 2">a</div>', '<div>a</div>'],
  ['what is never shown', '\na\n\n<div v-show="false">\n\n```ts\nsecret\n```\n\n</div>\n\nb', 'a\n\nb'],
  [
    'utilities as attributes',
    '\n<div text-sm op50>a</div>\n<p text="center xl">b</p>\n<div grid="~ cols-[1fr_2fr] gap-4">\n\na\n\n</div>',
    '<div class="small soft">a</div>\n<p class="center large">b</p>\n<div class="columns">\n\na\n\n</div>',
  ],
  [
    'grids of any width',
    '\n<div class="grid grid-cols-5">\n<div class="col-span-3">a</div>\n</div>\n<div class="grid md:grid-cols-2">b</div>',
    '<div class="columns">\n<div>a</div>\n</div>\n<div class="columns">b</div>',
  ],
  [
    'rows',
    '\n<div class="flex gap-4">\n<b>a</b>\n</div>\n<div flex="~ col">b</div>',
    '<div class="r-hstack">\n<b>a</b>\n</div>\n<div>b</div>',
  ],
  [
    'elements that are only space',
    '\na\n\n<div mt-4 />\n\n<div h-4 data-id="x" />b',
    'a\n\n<div data-id="x"></div>b',
  ],
  [
    'components by their names in HTML',
    '\n<auto-fit-text>Big</auto-fit-text>',
    '<div class="r-fit-text">Big</div>',
  ],
  [
    'a page that is shown by its number',
    '\n<tweet scale="0.7" id="20" />',
    '[x.com/i/status/20](https://x.com/i/status/20)',
  ],
  [
    'words in the layout of quotes',
    'layout: quote\n---\n# “Words”\n\nAda',
    '{.statement}\n\n# “Words”\n\nAda',
  ],
  [
    'what hides with a click',
    '\n<p v-click-hide>a</p> <b v-click.hide="2">b</b>',
    '<p class="fragment fade-out">a</p> <b class="fragment fade-out" data-fragment-index="2">b</b>',
  ],
  [
    'colours of utilities',
    '\n<b class="text-green-500">a</b> <b text-red>b</b> <b class="text-gray-400">c</b>',
    '<b class="accent">a</b> <b class="accent">b</b> <b class="soft">c</b>',
  ],
])('%s', (_, source, markdown) => {
  expect(second(source)).toBe(markdown);
});

test('classes of utilities in braces, with `mdc`', () => {
  const source =
    '---\nmdc: true\n---\n# A{.text-3em}\n\n![a](a.svg){.w-30.mt--10 width=30}\n\n[b]{.text-sm} {Vue} {.x';
  expect(slidev(source).markdown).toBe('{.title}\n\n# A\n\n![a](a.svg){width=30}\n\n[b]{.small} {Vue} {.x');
});

test('icons as elements are told', () => {
  const { markdown, losses } = slidev(
    '# A\n\na <div i-carbon:arrow-right mt-4 /> <span class="i-ri-user-line" /> b',
  );
  expect(markdown).toBe('{.title}\n\n# A\n\na   b'.replace('{.title}\n\n', ''));
  expect(losses).toEqual([
    '3: `<div i-carbon:arrow-right mt-4 />`: icons are not carried over; use an emoji or a picture.',
    '3: `<span class="i-ri-user-line" />`: icons are not carried over; use an emoji or a picture.',
  ]);
});

test.each(['style.css', 'styles.css', 'styles/index.css'])('the deck’s own styles in %s', (name) => {
  const sheet = '.slidev-layout h1 { color: red }\n.kicker { letter-spacing: 1px }\n';
  const { markdown, css } = slidev('# A\n\n---\n\n<p class="kicker gap">b</p>\n', { [name]: sheet });
  expect(markdown).toBe('# A\n\n---\n\n<p class="kicker">b</p>');
  expect(css.replace(/\s+/g, ' ')).toBe(
    '.reveal .slides { section h1 { color: red } .kicker { letter-spacing: 1px } } ',
  );
});

test('slides of a file that is not there leave none', () => {
  const { markdown, losses } = slidev('# A\n\n---\nsrc: ./gone.md\n---\n\n---\n\n# B');
  expect(markdown).toBe('# A\n\n---\n\n# B');
  expect(losses).toEqual(['3: `src: ./gone.md`: the file is not there, so its slides are missing.']);
});

test('settings that ask for nothing are not told', () => {
  const source = '---\ndrawings:\n  persist: false\naddons: []\nmonaco: false\n---\n# A';
  expect(slidev(source).losses).toEqual([]);
  expect(slidev('---\ndrawings: { persist: true }\n---\n# A').losses).toHaveLength(1);
});

test('braces of formulas stay, with `mdc`', () => {
  const formulas = '$10^{.5} \\frac{#1}{.5}$\n\n$$\nx^{.a}\n$$';
  expect(slidev(`---\nmdc: true\n---\n# A\n\n${formulas}`).markdown).toBe(`# A\n\n${formulas}`);
});

test('what is never shown stays away, within a line, too', () => {
  const { markdown } = slidev(
    '# A\n\nb <span v-if="false">secret <b>x</b></span> c <img v-show="false" src="x.png"> d',
  );
  expect(markdown).toBe('# A\n\nb  c  d');
  expect(slidev('# A\n\n<div v-if="false">secret\n`x`\n</div> b').markdown).toBe('# A\n\n b');
  expect(slidev('# A\n\n`<b v-if="false">c</b>`').markdown).toBe('# A\n\n`<b v-if="false">c</b>`');
});
