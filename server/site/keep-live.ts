/** Decides which site is served during talks: the newest, but the last version that compiled of each deck in a talk. */

import { contentHash } from '../files/hash.ts';
import { once } from '../files/once.ts';
import { mistakeAside } from '../pages/mistake-aside.ts';
import { OFFLINE_LIST } from '../wire/offline-list.ts';
import { heldDeck } from './held.ts';
import { type HeldDeck, type LastGood, type Resource, type Site, type SiteDeck, standsAt } from './site.ts';

/**
 * Returns the names of decks whose current version cannot be shown as it is: those that do not compile, those that
 * are gone since `former` or recently, and those that have lost a file since.
 */
export function unshowable(next: Site, former: Site): readonly string[] {
  return [...new Set([...lacking(next, former), ...lostFiles(next, former).keys()])];
}

/** Returns the names of decks that do not compile, or are gone. */
function lacking({ decks, lastGood }: Site, former: Site): readonly string[] {
  const names = new Set(decks.map(({ name }) => name));
  const broken = decks.filter(({ errors, revision }) => errors.length > 0 && revision === '');
  const shown = former.decks.filter(({ revision }) => revision !== '').map(({ name }) => name);
  const gone = [...new Set([...shown, ...lastGood.keys()])].filter((name) => !names.has(name));
  return [...broken.map(({ name }) => name), ...gone];
}

/**
 * Returns by deck, of those that are still there, the files that it had in `former` and has no more. A folder is
 * removed file by file: before its deck is gone, it has lost pictures.
 */
function lostFiles(next: Site, former: Site): ReadonlyMap<string, readonly Address[]> {
  const lost = [...former.resources].filter(([path]) => !next.resources.has(path));
  const found = new Map<string, readonly Address[]>();
  for (const { name } of next.decks) {
    const address = standsAt(former, name);
    if (address === '/' || !next.resources.has(address)) continue;
    const own = lost.filter(([path]) => path.startsWith(address));
    if (own.length > 0) found.set(name, own);
  }
  return found;
}

/** A path with what is sent for it. */
type Address = readonly [path: string, resource: Resource];

/**
 * Returns the next site. Decks in `live` whose current version cannot be shown are replaced, for everyone, by their
 * last version that compiled: by the one in `next.lastGood`, else by the one in `former`, the site served until now.
 * The others keep the files that they have lost.
 */
export function keepLive(next: Site, former: Site, live: ReadonlySet<string>): Site {
  const kept = new Map<string, LastGood>();
  const names = new Set(next.decks.map(({ name }) => name));
  const late = new Map(next.late);
  const lost = [...lostFiles(next, former)].filter(([name]) => live.has(name));
  for (const name of lacking(next, former)) {
    if (!live.has(name)) continue;
    const lastGood = next.lastGood.get(name);
    // For a deck that is gone, the stored version may be older than the one on the screens.
    const shown = lastGood && names.has(name) ? undefined : formIn(former, next, name);
    const form = shown ?? lastGood;
    if (form) kept.set(name, form);
    if (shown) for (const [address, page] of lateIn(former, next, name)) late.set(address, page);
  }
  if (kept.size === 0 && lost.length === 0) return next;
  const resources = new Map(next.resources);
  for (const [path, file] of lost.flatMap(([, files]) => files)) resources.set(path, file);
  const held = new Map(next.held);
  for (const [name, form] of kept) {
    for (const [address, resource] of form.resources) resources.set(address, resource);
    const list = standsAt(former, name) + OFFLINE_LIST;
    const [formerList, formerHeld] = [former.resources.get(list), former.held.get(name)];
    if (formerList) resources.set(list, formerList);
    if (held.has(name)) continue;
    if (form.held) {
      const holding = heldDeck({ page: form.held, files: resources });
      held.set(name, holding);
      shut(resources, holding);
    } else if (formerHeld) {
      held.set(name, formerHeld);
      keepShut(resources, former, formerHeld);
    }
  }
  for (const [name] of lost) {
    const holding = held.get(name);
    if (holding) shut(resources, holding);
  }
  const gone = [...kept.values()]
    .filter(({ deck }) => !names.has(deck.name))
    .map(({ deck }) => ({ ...deck, isGone: true as const }));
  return {
    ...next,
    decks: [...next.decks.map((deck) => kept.get(deck.name)?.deck ?? deck), ...gone],
    resources,
    ...(late.size > 0 && { late }),
    held,
    lastGood: new Map([...next.lastGood].filter(([name]) => !kept.has(name))),
  };
}

/** Restricts all resources that a held deck owns, except for those below `/_/`, to presenters. */
function shut(resources: Map<string, Resource>, { owns }: HeldDeck): void {
  for (const [path, resource] of resources)
    if (resource.reader === 'anyone' && !path.startsWith('/_/') && owns(path))
      resources.set(path, { ...resource, reader: 'presenter' });
}

/** Keeps resources restricted to presenters that a held deck owned which is now gone. */
function keepShut(resources: Map<string, Resource>, former: Site, { owns }: HeldDeck): void {
  for (const [path, { reader }] of former.resources) {
    const now = resources.get(path);
    if (reader === 'presenter' && now?.reader === 'anyone' && owns(path))
      resources.set(path, { ...now, reader });
  }
}

/**
 * Returns a deck as `former` shows it: its pages, and those of its files that `next` does not have. Resources below
 * `/_/`, whose names contain content hashes, and in folders that decks share cannot be attributed to decks: all of
 * them are kept.
 */
function formIn(former: Site, next: Site, name: string): LastGood | undefined {
  const deck = former.decks.find((each) => each.name === name);
  if (!deck || deck.revision === '') return undefined;
  const address = standsAt(former, name);
  const pages = new Set([address, `${address}speaker`]);
  const others = former.decks.filter((each) => each !== deck).map((each) => standsAt(former, each.name));
  const isOwn = (path: string) =>
    (address === '/' || path.lastIndexOf('/') > 0) && !others.some((other) => path.startsWith(other));
  const resources = new Map<string, Resource>();
  for (const [path, resource] of former.resources)
    if (pages.has(path) || (isOwn(path) && !next.resources.has(path))) resources.set(path, resource);
  const told = next.decks.find((each) => each.name === name);
  const speaker = resources.get(`${address}speaker`);
  if (speaker) resources.set(`${address}speaker`, withAside(speaker, asideOf(next, name)));
  return { deck: told ? { ...deck, ...mistakesOf(told) } : deck, resources };
}

/**
 * Returns those of a deck's pages that are still to be written, and starts writing them: later, their data may be
 * gone.
 */
function lateIn(former: Site, next: Site, name: string): NonNullable<Site['late']> {
  const address = standsAt(former, name);
  const aside = asideOf(next, name);
  const pages = new Map<string, () => Promise<Resource>>();
  const take = (path: string, changed: (page: Resource) => Resource) => {
    const page = former.late?.get(path);
    if (page)
      pages.set(
        path,
        once(() => page().then(changed)),
      );
  };
  take(address, (page) => page);
  take(`${address}speaker`, (speaker) => withAside(speaker, aside));
  take(address + OFFLINE_LIST, (list) => list);
  for (const page of pages.values()) void page();
  return pages;
}

function mistakesOf({ errors, warnings, diagnostics }: SiteDeck) {
  return { errors, warnings, diagnostics };
}

/** Returns the HTML that a deck's speaker view shows about the deck's errors. */
function asideOf({ decks }: Site, name: string): string {
  return mistakeAside(decks.find((deck) => deck.name === name)?.errors ?? []);
}

/** Returns a speaker view with `aside` appended, unless it ends with it already. */
function withAside(speaker: Resource, aside: string): Resource {
  const before = 'bytes' in speaker.body ? Buffer.from(speaker.body.bytes) : Buffer.alloc(0);
  if (before.toString('utf8', before.length - Buffer.byteLength(aside)) === aside) return speaker;
  const bytes = Buffer.concat([before, Buffer.from(aside)]);
  return { ...speaker, etag: `"${contentHash(bytes)}"`, body: { bytes } };
}
