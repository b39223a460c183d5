/** What open pages are told of the versions of their decks. */
import { expect, test } from 'vitest';
import type { DeckContent } from '../../server/compile/model/content.ts';
import { DeckVersions } from '../../server/serve/deck-versions.ts';
import type { SiteDeck } from '../../server/site/site.ts';
import { bytesOf, decodedForms } from '../setup/loading.ts';

const around = {
  lang: 'en',
  dir: '',
  title: 'Talk',
  fontFaces: '',
  styles: '',
  options: '{}',
  features: '',
  client: '',
};

/** A version of a deck: its slides' HTML by id. */
function version(revision: string, slides: Record<string, string>, more: Partial<DeckContent> = {}) {
  const content: DeckContent = {
    revision,
    slides: new Map(Object.entries(slides)),
    columns: Object.keys(slides).map((id) => ['', [id]]),
    around,
    frame: 'policy',
    ...more,
  };
  const deck: SiteDeck = {
    name: 'talk',
    title: 'Talk',
    slides: 1,
    unlisted: false,
    source: '',
    revision,
    audience: 'free',
    content,
    errors: [],
    warnings: [],
    diagnostics: [],
  };
  return { decks: [deck], held: new Set<string>() };
}

/** The decks' versions, one after the other. */
function after(...versions: readonly ReturnType<typeof version>[]): DeckVersions {
  const changes = new DeckVersions();
  for (const each of versions) changes.update(each);
  return changes;
}

const since = async (changes: DeckVersions, revision: string): Promise<unknown> => {
  const answer = await changes.since('talk', revision);
  return answer && JSON.parse(Buffer.from(bytesOf(answer)).toString('utf8'));
};

const one = version('1', { a: 'A', b: 'B' });

test('only the slides that are different are told, and the order only where it is another', async () => {
  const changes = after(one, version('2', { a: 'A', b: 'B changed' }));
  expect(await since(changes, '1')).toEqual({ revision: '2', slides: { b: 'B changed' } });
  changes.update(version('3', { b: 'B changed', a: 'A', c: 'C' }));
  const columns = ['b', 'a', 'c'].map((id) => ['', [id]]);
  expect(await since(changes, '2')).toEqual({ revision: '3', slides: { c: 'C' }, columns });
});

test('what stands around the slides is told where it is another, and a page is loaded anew for its frame', async () => {
  const changes = after(
    one,
    version('2', { a: 'A', b: 'B' }, { around: { ...around, title: 'A talk' }, frame: 'another policy' }),
  );
  expect(await since(changes, '1')).toEqual({ revision: '2', slides: {}, title: 'A talk', reload: true });
});

test('the language and the direction are told where they are others', async () => {
  const changes = after(
    one,
    version('2', { a: 'A', b: 'B' }, { around: { ...around, lang: 'ar', dir: 'auto' } }),
  );
  expect(await since(changes, '1')).toEqual({ revision: '2', slides: {}, lang: 'ar', dir: 'auto' });
  changes.update(version('3', { a: 'A', b: 'B' }, { around: { ...around, lang: 'ar' } }));
  expect(await since(changes, '2')).toEqual({ revision: '3', slides: {}, dir: '' });
});

test('whoever is several versions behind is told all at once, and what was undone is no change', async () => {
  const changes = after(one, version('2', { a: 'A2', b: 'B' }), version('3', { a: 'A2', b: 'B3' }));
  expect(await since(changes, '1')).toEqual({ revision: '3', slides: { a: 'A2', b: 'B3' } });
  changes.update(one);
  expect(await since(changes, '3')).toEqual({ revision: '1', slides: { a: 'A', b: 'B' } });
  expect(await since(changes, '2')).toEqual({ revision: '1', slides: { a: 'A' } });
});

test('of an unknown deck or version nothing is told, nor of one that is thirty behind', async () => {
  const changes = after(one);
  expect([changes.since('other', '1'), changes.since('talk', '0')]).toEqual([undefined, undefined]);
  for (let i = 2; i <= 31; i++) changes.update(version(`${i}`, { a: `${i}` }));
  expect(changes.since('talk', '1')).toBeUndefined();
  expect(await since(changes, '2')).toMatchObject({ revision: '31' });
});

test('a deck that does not compile for a while is still known', async () => {
  const changes = after(one, { ...one, decks: one.decks.map(({ content: _, ...deck }) => deck) });
  expect(await since(changes, '1')).toEqual({ revision: '1', slides: {} });
});

test('of a deck that holds back nothing is told, though it did not before', async () => {
  const changes = after(one, version('2', { a: 'A2', b: 'B' }));
  changes.update({ ...one, held: new Set(['talk']) });
  expect([changes.since('talk', '1'), changes.shortSince('talk', '1')]).toEqual([undefined, undefined]);
  changes.update(version('2', { a: 'A2', b: 'B' }));
  expect(await since(changes, '1')).toEqual({ revision: '2', slides: { a: 'A2' } });
});

test('long changes are left to be fetched, and the same answer is compressed once for all readers', async () => {
  const changes = after(one, version('2', { a: 'x'.repeat(20_000), b: 'B' }));
  expect(changes.shortSince('talk', '1')).toBeUndefined();
  expect(changes.since('talk', '1')).toBe(changes.since('talk', '1'));
  const answer = await changes.since('talk', '1');
  const [plain, ...compressed] = answer ? decodedForms(answer) : [];
  expect(compressed).toEqual([plain, plain]);
  changes.update(version('3', { a: 'short', b: 'B' }));
  const told = changes.shortSince('talk', '1');
  expect(told).toEqual({ revision: '3', slides: { a: 'short' } });
  expect(changes.shortSince('talk', '1')).toBe(told);
});
