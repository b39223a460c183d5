/** The decks of decks.openmirage.org, served untouched, show on every slide what the original site showed. */
import { parse } from 'parse5';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { visibleWords } from '../deck/visible-words.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { type Answering, forms } from './forms.ts';
import { originalDecks, originalSlides } from './original.ts';
import {
  addressesOf,
  attributeOf,
  blocksOf,
  descendants,
  type Element,
  fragmentsOf,
  isElement,
  literalMarks,
  type Node,
  textOf,
} from './tree.ts';

const decks = originalDecks();

function sectionsOf(node: Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes : [];
  return children.filter(isElement).filter((element) => element.tagName === 'section');
}

/** The slides of a deck's page, column by column. */
function slidesOf(page: string): Element[][] {
  const slides = descendants(parse(page)).find((element) => attributeOf(element, 'class') === 'slides');
  if (!slides) throw new Error('The page has no slides.');
  return sectionsOf(slides).map((section) => {
    const stack = sectionsOf(section);
    return stack.length > 0 ? stack : [section];
  });
}

describe.each(forms)('$name', ({ open }) => {
  let folder: TestFolder;
  let site: Answering;
  beforeAll(async () => {
    folder = createFolder();
    site = await open(folder, inject('buildDirectory'));
    // A seal waits for every picture's smaller forms, which a small machine makes for minutes.
  }, 300_000);
  afterAll(async () => {
    await site.close();
    folder.remove('');
  });

  describe.each(decks)('$name', (deck) => {
    const { name, title, columns } = deck;
    let page = '';
    beforeAll(async () => {
      page = (await site.page(`/${name}/`)) ?? '';
    });

    /** `look` at each slide of both, by its place in the deck. */
    const compare = <T>(look: (slide: Node) => T): { served: [string, T][]; original: [string, T][] } => {
      const places = (slides: readonly (readonly Node[])[]): [string, T][] =>
        slides.flatMap((column, h) =>
          column.map((slide, v): [string, T] => [`${name}/#/${h}/${v}`, look(slide)]),
        );
      return { served: places(slidesOf(page)), original: places(originalSlides(deck)) };
    };

    test('has the columns that decks.json counts', () => {
      expect(slidesOf(page).map((column) => column.length)).toEqual(columns);
    });

    test('has its own title', () => {
      const named = descendants(parse(page)).find(({ tagName }) => tagName === 'title');
      expect(named && textOf(named)).toBe(title);
    });

    test('shows the words of the original on every slide', () => {
      const { served, original } = compare(visibleWords);
      expect(served).toEqual(original);
    });

    test('shows the headings, paragraphs, items and code blocks of the original, each once', () => {
      const { served, original } = compare(blocksOf);
      expect(served).toEqual(original);
    });

    test('has fragments where the author marked them', () => {
      const { served, original } = compare(fragmentsOf);
      expect(served).toEqual(original);
    });

    test('shows no mark of Markdown that the original did not show', () => {
      const { served, original } = compare(literalMarks);
      expect(served).toEqual(original);
    });

    test('asks only for addresses that the site has', async () => {
      const base = new URL(`http://decks.test/${name}/`);
      const own = compare(addressesOf)
        .served.flatMap(([, addresses]) => addresses)
        .map((address) => new URL(address, base))
        .filter((url) => url.host === base.host);
      const there = await Promise.all(own.map((url) => site.has(url.pathname)));
      expect(own.filter((_, i) => !there[i]).map(String)).toEqual([]);
    });
  });
});

test('the corpus has fragments and stacks to compare', () => {
  const columns = decks.flatMap((deck) => originalSlides(deck));
  expect(columns.filter((column) => column.length > 1).length).toBeGreaterThan(10);
  expect(columns.flat().flatMap((slide) => fragmentsOf(slide)).length).toBeGreaterThan(10);
});
