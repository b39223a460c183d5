/** Which form of a deck is served while its talk is live. */
import { expect, test } from 'vitest';
import { mistakeAside } from '../../server/pages/mistake-aside.ts';
import { keepLive, unshowable } from '../../server/site/keep-live.ts';
import type { Resource, Site, SiteDeck } from '../../server/site/site.ts';
import { bytesOf } from '../setup/loading.ts';
import { resource, siteOf } from '../setup/site.ts';

const page = (text: string, part: Partial<Resource> = {}) =>
  resource({ body: { bytes: Buffer.from(text) }, ...part });

function deck(name: string, part: Partial<SiteDeck> = {}): SiteDeck {
  return {
    name,
    title: name,
    slides: 1,
    unlisted: false,
    source: '',
    revision: `${name} 1`,
    audience: 'free',
    errors: [],
    warnings: [],
    diagnostics: [],
    ...part,
  };
}

const broken = deck('talk', { revision: '', slides: 0, errors: ['talk.md:1:1: wrong'] });
const failed = { '/talk/': page('500', { status: 500 }), '/talk/speaker': page('frame', { status: 500 }) };
const good = {
  '/talk/': page('talk'),
  '/talk/speaker': page('notes', { reader: 'presenter' }),
  '/talk/pic.png': page('pic'),
  '/talk/offline.json': page('list'),
  '/_/font.1.woff2': page('font'),
  // Not of a deck: only this one refers to it.
  '/img/logo.png': page('logo'),
};

function site(
  decks: readonly SiteDeck[],
  resources: Record<string, Resource>,
  part: Partial<Site> = {},
): Site {
  return { ...siteOf({ '/': page('index'), ...resources }), decks, ...part };
}

const former = site([deck('talk'), deck('other')], { ...good, '/other/': page('other') });
const live = new Set(['talk']);
const none = new Set<string>();
const texts = ({ resources }: Site) =>
  Object.fromEntries(
    [...resources].map(([address, { body }]) => [address, 'bytes' in body && String(body.bytes)]),
  );

test('a site whose decks compile is served as it is', () => {
  const next = site([deck('talk'), deck('new')], good);
  expect(keepLive(next, former, live)).toBe(next);
  expect(unshowable(next, site([deck('talk')], {}))).toEqual([]);
});

test('a deck that does not compile is what the site has in reserve, for everyone', () => {
  const reserve = {
    deck: deck('talk', { revision: 'talk 2', errors: broken.errors }),
    resources: new Map([
      ['/talk/', page('talk in reserve')],
      ['/talk/speaker', page('its notes')],
    ]),
  };
  const next = site(
    [broken],
    { ...failed, '/talk/pic.png': page('new pic') },
    { lastGood: new Map([['talk', reserve]]) },
  );
  expect(unshowable(next, former)).toEqual(['talk', 'other']);
  const served = keepLive(next, former, live);
  expect(texts(served)).toEqual({
    '/': 'index',
    '/talk/': 'talk in reserve',
    '/talk/speaker': 'its notes',
    '/talk/pic.png': 'new pic',
    '/talk/offline.json': 'list',
  });
  expect([served.decks, [...served.lastGood]]).toEqual([[reserve.deck], []]);
  expect(keepLive(next, former, none)).toBe(next);
});

test('a deck that does not compile, and of which nothing is in reserve, stays as it was, and its mistake is told', () => {
  const served = keepLive(site([broken], failed), former, live);
  const aside = mistakeAside(broken.errors);
  expect(texts(served)).toEqual({ ...texts(site([], good)), '/talk/speaker': `notes${aside}` });
  expect(served.decks).toEqual([{ ...deck('talk'), errors: broken.errors }]);
});

test('a deck that is gone stays as it was, but for what the site has at its addresses', () => {
  const next = site([deck('other')], { '/other/': page('other'), '/talk/pic.png': page('left behind') });
  const served = keepLive(next, former, live);
  const speaker = `notes${mistakeAside([])}`;
  expect(texts(served)).toEqual({
    ...texts(former),
    '/talk/pic.png': 'left behind',
    '/talk/speaker': speaker,
  });
  expect(served.decks).toEqual([deck('other'), { ...deck('talk'), isGone: true }]);
  expect(texts(keepLive(next, served, live))['/talk/speaker']).toBe(speaker);
  expect(keepLive(next, served, live).decks).toEqual(served.decks);
  expect(keepLive(next, served, none)).toBe(next);
});

test('a page that was to be written when its deck went is the newest one, though something older is remembered', async () => {
  let asked = 0;
  const late = new Map([
    ['/talk/', async () => page(`the newest ${++asked}`)],
    ['/talk/speaker', async () => page('its notes')],
    ['/other/', async () => page('of no concern')],
  ]);
  const reserve = { deck: deck('talk'), resources: new Map([['/talk/', page('the oldest')]]) };
  const next = site([deck('other')], {}, { lastGood: new Map([['talk', reserve]]) });
  const served = keepLive(next, { ...former, late }, live);
  // It was asked for at once: the process that knows it may be gone a moment later.
  expect(asked).toBe(1);
  const again = keepLive(next, served, live);
  const written = async (address: string) =>
    String(bytesOf((await again.late?.get(address)?.()) ?? page('')));
  expect([...(again.late?.keys() ?? [])]).toEqual(['/talk/', '/talk/speaker']);
  expect(await written('/talk/')).toBe('the newest 1');
  expect(await written('/talk/speaker')).toBe(`its notes${mistakeAside([])}`);
  expect(texts(served)['/talk/']).toBe('talk');
});

test('a file that a deck has lost stays until its talk is over, to nobody who may not see it', () => {
  const { '/talk/pic.png': _, ...rest } = good;
  const next = site([deck('talk'), deck('other')], { ...rest, '/other/': page('other') });
  expect(unshowable(next, former)).toEqual(['talk']);
  const served = keepLive(next, former, live);
  expect(texts(served)).toEqual(texts(former));
  expect(served.decks).toEqual(next.decks);
  expect(unshowable(next, served)).toEqual(['talk']);
  expect(keepLive(next, served, none)).toBe(next);
  // Since then, the deck holds back what has not been shown.
  const held = { page: {} as never, owns: (path: string) => path.startsWith('/talk/pic') } as never;
  const holding = keepLive({ ...next, held: new Map([['talk', held]]) }, former, live);
  expect(holding.resources.get('/talk/pic.png')?.reader).toBe('presenter');
});

test('what is held back stays held back', () => {
  const held = { page: {} as never, answer: () => undefined } as never;
  const holding = { ...former, held: new Map([['talk', held]]) };
  const next = site([deck('other')], {});
  expect(keepLive(next, holding, live).held.get('talk')).toBe(held);
  expect(keepLive(next, holding, none).held.size).toBe(0);
});

test('a deck that never compiled is not shown', () => {
  const next = site([broken], failed);
  expect(keepLive(next, next, live)).toBe(next);
});

test('the only deck of a site stays at the site’s own address', () => {
  const alone = (decks: readonly SiteDeck[], text: string) =>
    site(decks, { '/': page(text), '/pic.png': page('pic') }, { atRoot: 'talk' });
  const served = keepLive(alone([broken], '500'), alone([deck('talk')], 'talk'), live);
  expect(texts(served)).toMatchObject({ '/': 'talk', '/pic.png': 'pic' });
});
