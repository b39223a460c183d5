/** The index: its order, what it says of decks, and the covers. */
import { describe, expect, test } from 'vitest';
import { indexPage, type ShelfCover, type ShelfDeck } from '../../server/pages/index-page.ts';

const cover: ShelfCover = {
  html: '<section><h1>Hello</h1></section>',
  stylesheet: 'cover.1f.css',
  width: 960,
  height: 700,
  margin: 0.04,
  center: true,
  background: '',
  picture: '',
  contrast: '',
};

function deckOf(part: Partial<ShelfDeck>): ShelfDeck {
  return {
    name: 'talk',
    title: 'Talk',
    date: '',
    venue: '',
    speakers: [],
    lang: 'en',
    slides: 3,
    cover,
    ...part,
  };
}

const pageOf = (...decks: readonly ShelfDeck[]) =>
  indexPage({ title: 'Talks & more', decks, fontFaces: '', styles: '', icon: './_/icon.svg' });

/** What the page says of decks, tags left out. */
const metaOf = (part: Partial<ShelfDeck>) =>
  [...pageOf(deckOf(part)).matchAll(/<p class="meta">(.*?)<\/p>/g)].map(([, text]) => text);

describe('the order', () => {
  test('is newest first; then by title; decks without a date come last', () => {
    const dates = { a: '', b: 'July 2013', c: '2014-07', d: '2014-07-20', e: '2013-01-01', f: 'soon' };
    const decks = Object.entries(dates).map(([title, date]) => deckOf({ title, date }));
    const titles = [...pageOf(...decks).matchAll(/<h2><a[^>]*>(\w)</g)].map(([, title]) => title);
    expect(titles.join('')).toBe('dcebaf');
  });

  test('counts as people do', () => {
    const decks = ['Part 10', 'Part 9'].map((title) => deckOf({ title }));
    expect(pageOf(...decks)).toMatch(/Part 9.*Part 10/s);
  });
});

describe('a deck', () => {
  test.each([
    ['2013-07-26', '<time datetime="2013-07-26">26 July 2013</time>'],
    ['2013-07-26T10:00:00Z', '<time datetime="2013-07-26">26 July 2013</time>'],
    ['2013-07', '<time datetime="2013-07">July 2013</time>'],
    ['2013-13-40', '2013-13-40'],
    ['26. Juli <2013>', '26. Juli &lt;2013&gt;'],
  ])('of the date %s says %s', (date, said) => {
    expect(metaOf({ date, venue: 'A & B' })[0]).toBe(`${said} · A &amp; B`);
  });

  test('says who speaks and how many slides it has', () => {
    expect(metaOf({ speakers: ['Ann', 'Bo'] })).toEqual(['Ann, Bo · 3 slides']);
    expect(metaOf({ slides: 1 })).toEqual(['1 slide']);
  });

  test('is linked by its encoded name', () => {
    expect(pageOf(deckOf({ name: 'a b#?%ü' }))).toContain('<a href="a%20b%23%3F%25%C3%BC/">Talk</a>');
  });

  test('in a folder is linked by its path, below the name of the folder', () => {
    const page = pageOf(deckOf({ name: '2026/a b#?/ü' }));
    expect(page).toContain('<h2 class="folder"><span>2026 / </span>a b#?</h2>');
    expect(page).toContain('<h3><a href="2026/a%20b%23%3F/%C3%BC/">Talk</a></h3>');
    // Without a title, it goes by its name, which that of the folder is not said in again.
    expect(pageOf(deckOf({ name: '2026/b', title: '2026/b' }))).toContain('<a href="2026/b/">b</a>');
  });

  test('in another language says so', () => {
    expect(pageOf(deckOf({ lang: 'de' }))).toContain('<h2 lang="de">');
    expect(pageOf(deckOf({ lang: 'en' }))).toContain('<h2>');
  });

  test('that failed to compile is marked', () => {
    const page = pageOf(deckOf({ cover: undefined, slides: 0 }));
    expect(page).toContain('This deck cannot be shown until its author has repaired it.');
    expect(page).not.toContain('<template');
  });
});

describe('a cover', () => {
  test('stands in a shadow root with its own style sheet, out of reach of keyboard and screen reader', () => {
    expect(pageOf(deckOf({}))).toContain(
      '<div class="cover" aria-hidden="true" inert><div style="--w:960;--h:700;--m:0.04">' +
        '<template shadowrootmode="open"><link rel="stylesheet" href="./_/cover.1f.css">' +
        '<div class="reveal center" style="visibility:hidden"><div class="slides"><section><h1>Hello</h1></section></div></div></template>',
    );
  });

  test('takes the slide’s background and its brightness', () => {
    const dark = { ...cover, background: '#123', contrast: 'has-dark-background', picture: '<div></div>' };
    expect(pageOf(deckOf({ cover: dark }))).toContain(
      '<div class="reveal center has-dark-background" style="visibility:hidden;background:#123"><div></div><div class="slides">',
    );
  });
});

test('without decks it says so', () => {
  expect(pageOf()).toContain('<p>There are no decks on this shelf yet.</p>');
});

test('what stands in titles and names is text', () => {
  const deck = deckOf({ title: '<b>"A"</b>', speakers: ['B & <C>'] });
  const page = indexPage({ title: '<i>', decks: [deck], fontFaces: '', styles: '', icon: '' });
  for (const written of [
    '<title>&lt;i&gt;<',
    '<h1>&lt;i&gt;<',
    '>&lt;b&gt;&quot;A&quot;',
    'B &amp; &lt;C&gt;',
  ])
    expect(page).toContain(written);
});

test('words from right to left leave what is around them in order', () => {
  const deck = deckOf({ title: 'כלי (3)', name: 'tool', venue: 'אולם', lang: 'he' });
  expect(pageOf(deck)).toContain('<a href="tool/"><bdi>כלי (3)</bdi></a>');
  expect(metaOf({ venue: 'אולם', speakers: ['דנה', 'Ana'] })).toEqual([
    '<bdi>אולם</bdi>',
    '<bdi>דנה</bdi>, Ana · 3 slides',
  ]);
});
