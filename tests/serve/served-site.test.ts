/** What is served from one load, and one talk, to the next. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ServedSite } from '../../server/serve/served-site.ts';
import type { Site, SiteDeck } from '../../server/site/site.ts';
import { resource, siteOf } from '../setup/site.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function site(...revisions: readonly string[]): Site {
  const decks = revisions.map(
    (revision): SiteDeck => ({
      name: 'talk',
      title: 'Talk',
      slides: 1,
      unlisted: false,
      source: '',
      revision,
      audience: 'free',
      errors: revision === '' ? ['wrong'] : [],
      warnings: [],
      diagnostics: [],
    }),
  );
  return { ...siteOf({}), decks };
}

/** A served site whose talk is live when it is said, and the revisions that were served. */
function served(first: Site) {
  const talk = { isLive: false, asked: 0, fails: false };
  const seen: (string | undefined)[] = [];
  const it = new ServedSite(first, {
    async isLive() {
      talk.asked += 1;
      if (talk.fails) throw new Error('The log cannot be read.');
      return talk.isLive;
    },
    changed: ({ decks }) => seen.push(decks[0]?.revision),
  });
  return { it, talk, seen };
}

test('a site whose decks compile is served at once, and nobody is asked', () => {
  const { it, talk, seen } = served(site('1'));
  void it.update(site('2'));
  expect([seen, talk.asked, vi.getTimerCount()]).toEqual([['2'], 0, 0]);
});

test.each([
  ['does not compile', site(''), ''],
  ['is gone', site(), undefined],
])('a deck that %s stays until its talk ends, without another save', async (_, next, after) => {
  const { it, talk, seen } = served(site('1'));
  talk.isLive = true;
  await it.update(next);
  await vi.advanceTimersByTimeAsync(5000);
  expect(seen).toEqual(['1']);
  talk.isLive = false;
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen).toEqual(['1', after]);
});

test('a deck that is gone is asked about no longer when its talk is over', async () => {
  const { it, talk } = served(site('1'));
  await it.update(site());
  await vi.advanceTimersByTimeAsync(2000);
  const { asked } = talk;
  await vi.advanceTimersByTimeAsync(10_000);
  expect([talk.asked, vi.getTimerCount()]).toEqual([asked, 0]);
});

test('a talk that begins while its deck does not compile gets what it had', async () => {
  const { it, talk, seen } = served(site('1'));
  const reserve = { deck: { ...site('1').decks[0], errors: ['wrong'] } as SiteDeck, resources: new Map() };
  await it.update({ ...site(''), lastGood: new Map([['talk', reserve]]) });
  talk.isLive = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen).toEqual(['', '1']);
});

test('a deck that is mended is served as it is, while it was still being asked, too', async () => {
  const { it, talk, seen } = served(site('1'));
  talk.isLive = true;
  const asking = it.update(site(''));
  void it.update(site('2'));
  await asking;
  await vi.advanceTimersByTimeAsync(5000);
  expect([seen, it.now.decks[0]?.revision]).toEqual([['2'], '2']);
});

test('a room that cannot be asked is no talk', async () => {
  const { it, talk, seen } = served(site('1'));
  talk.fails = true;
  await it.update(site(''));
  expect(seen).toEqual(['']);
});

test('fonts of a former site are there for a minute, for pages that are being opened, and nothing else of it', async () => {
  const font = (part = {}) => resource({ type: 'font/woff2', cache: 'immutable', ...part });
  const { it } = served({
    ...site('1'),
    resources: new Map([
      ['/_/whole.woff2', font()],
      ['/_/both.woff2', font()],
      ['/talk/own.woff2', font({ cache: 'revalidate' })],
      ['/_/picture.png', font({ type: 'image/png' })],
    ]),
  });
  void it.update({ ...site('2'), resources: new Map([['/_/both.woff2', font()]]) });
  const addresses = ['/_/whole.woff2', '/_/both.woff2', '/talk/own.woff2', '/_/picture.png'];
  const kept = () => addresses.filter((address) => it.formerFont(address));
  expect(kept()).toEqual(['/_/whole.woff2']);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(kept()).toEqual(['/_/whole.woff2']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(kept()).toEqual([]);
});
