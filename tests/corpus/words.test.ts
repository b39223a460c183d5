/** The decks of decks.openmirage.org, served untouched, show on every slide what the original site showed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'parse5';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { loadSite } from '../../server/site/load.ts';
import type { Site } from '../../server/site/site.ts';
import { visibleWords } from '../deck/visible-words.ts';
import { CORPUS, originalDecks, originalSlides } from './original.ts';
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
} from './tree.ts';

const decks = originalDecks();
let cacheDirectory: string;
let site: Site;

beforeAll(async () => {
  cacheDirectory = mkdtempSync(join(tmpdir(), 'lectern-corpus-'));
  site = await loadSite({
    path: fileURLToPath(CORPUS),
    siteFile: fileURLToPath(new URL('site.yml', import.meta.url)),
    buildDirectory: inject('buildDirectory'),
    cacheDirectory,
  });
});

afterAll(() => rmSync(cacheDirectory, { recursive: true, force: true }));

function sectionsOf(node: Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes : [];
  return children.filter(isElement).filter((element) => element.tagName === 'section');
}

/** The slides of a deck's page, column by column. */
function servedSlides(name: string): Element[][] {
  const page = site.resources.get(`/${name}/`);
  if (page?.status !== 200 || !('bytes' in page.body)) throw new Error(`/${name}/ is not a page.`);
  const document = parse(Buffer.from(page.body.bytes).toString());
  const slides = descendants(document).find((element) => attributeOf(element, 'class') === 'slides');
  if (!slides) throw new Error(`/${name}/ has no slides.`);
  return sectionsOf(slides).map((section) => {
    const stack = sectionsOf(section);
    return stack.length > 0 ? stack : [section];
  });
}

/** `look` at each slide of both, by its place in the deck. */
function compare<T>(
  name: string,
  look: (slide: Node) => T,
): { served: [string, T][]; original: [string, T][] } {
  const deck = decks.find((candidate) => candidate.name === name);
  if (!deck) throw new Error(`decks.json does not list ${name}.`);
  const places = (columns: readonly (readonly Node[])[]): [string, T][] =>
    columns.flatMap((column, h) =>
      column.map((slide, v): [string, T] => [`${name}/#/${h}/${v}`, look(slide)]),
    );
  return { served: places(servedSlides(name)), original: places(originalSlides(deck)) };
}

describe.each(decks.map(({ name }) => name))('%s', (name) => {
  test('has the columns that decks.json counts', () => {
    const { columns } = decks.find((deck) => deck.name === name) ?? {};
    expect(servedSlides(name).map((column) => column.length)).toEqual(columns);
  });

  test('is listed under its own title, without an error', () => {
    const { title } = decks.find((deck) => deck.name === name) ?? {};
    expect(site.decks.find((deck) => deck.name === name)).toMatchObject({ title, errors: [] });
  });

  test('shows the words of the original on every slide', () => {
    const { served, original } = compare(name, visibleWords);
    expect(served).toEqual(original);
  });

  test('shows the headings, paragraphs, items and code blocks of the original, each once', () => {
    const { served, original } = compare(name, blocksOf);
    expect(served).toEqual(original);
  });

  test('has fragments where the author marked them', () => {
    const { served, original } = compare(name, fragmentsOf);
    expect(served).toEqual(original);
  });

  test('shows no mark of Markdown that the original did not show', () => {
    const { served, original } = compare(name, literalMarks);
    expect(served).toEqual(original);
  });

  test('asks only for addresses that the site has', () => {
    const base = new URL(`http://decks.test/${name}/`);
    const missing = compare(name, addressesOf)
      .served.flatMap(([, addresses]) => addresses)
      .map((address) => new URL(address, base))
      .filter((url) => url.host === base.host && !site.resources.has(decodeURIComponent(url.pathname)));
    expect(missing.map(String)).toEqual([]);
  });
});

test('the corpus has fragments and stacks to compare', () => {
  const columns = decks.flatMap((deck) => originalSlides(deck));
  expect(columns.filter((column) => column.length > 1).length).toBeGreaterThan(10);
  expect(columns.flat().flatMap((slide) => fragmentsOf(slide)).length).toBeGreaterThan(10);
});
