/** Which site is served while there are talks: the newest, but of each deck in a talk the last form that compiled. */

import { contentHash } from '../files/hash.ts';
import { once } from '../files/once.ts';
import { mistakeAside } from '../pages/mistake-aside.ts';
import { OFFLINE_LIST } from '../wire/offline-list.ts';
import { heldDeck } from './held.ts';
import { type HeldDeck, type LastGood, type Resource, type Site, type SiteDeck, standsAt } from './site.ts';

/** The decks that cannot be shown as they are now: those that don't compile, and those that are gone since `former`, or lately. */
export function unshowable({ decks, lastGood }: Site, former: Site): readonly string[] {
  const names = new Set(decks.map(({ name }) => name));
  const broken = decks.filter(({ errors, revision }) => errors.length > 0 && revision === '');
  const shown = former.decks.filter(({ revision }) => revision !== '').map(({ name }) => name);
  const gone = [...new Set([...shown, ...lastGood.keys()])].filter((name) => !names.has(name));
  return [...broken.map(({ name }) => name), ...gone];
}

/**
 * The next site; of decks that are `live` and cannot be shown as they are now, the last form that compiled, for everyone:
 * the one that `next` has in reserve, else the one that `former` shows, the site that was served until now.
 */
export function keepLive(next: Site, former: Site, live: ReadonlySet<string>): Site {
  const kept = new Map<string, LastGood>();
  const names = new Set(next.decks.map(({ name }) => name));
  const late = new Map(next.late);
  for (const name of unshowable(next, former)) {
    if (!live.has(name)) continue;
    const lastGood = next.lastGood.get(name);
    // What is remembered of one that is gone may be older than what everybody sees.
    const shown = lastGood && names.has(name) ? undefined : formIn(former, next, name);
    const form = shown ?? lastGood;
    if (form) kept.set(name, form);
    if (shown) for (const [address, page] of lateIn(former, next, name)) late.set(address, page);
  }
  if (kept.size === 0) return next;
  const resources = new Map(next.resources);
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

/** What a deck holds back of what lies beside it is for presenters. */
function shut(resources: Map<string, Resource>, { owns }: HeldDeck): void {
  for (const [path, resource] of resources)
    if (resource.reader === 'anyone' && !path.startsWith('/_/') && owns(path))
      resources.set(path, { ...resource, reader: 'presenter' });
}

/** What a deck has held back of what lies beside it is not open to all because the deck is gone. */
function keepShut(resources: Map<string, Resource>, former: Site, { owns }: HeldDeck): void {
  for (const [path, { reader }] of former.resources) {
    const now = resources.get(path);
    if (reader === 'presenter' && now?.reader === 'anyone' && owns(path))
      resources.set(path, { ...now, reader });
  }
}

/**
 * A deck as it was shown until now: its pages, and of its files those that the next site has not. What stands below `/_/`
 * is not told apart by decks: its names hold its content, so that all of it may stay.
 */
function formIn(former: Site, next: Site, name: string): LastGood | undefined {
  const deck = former.decks.find((each) => each.name === name);
  if (!deck || deck.revision === '') return undefined;
  const address = standsAt(former, name);
  const pages = new Set([address, `${address}speaker`]);
  const isOwn = (path: string) => path.startsWith('/_/') || (address !== '/' && path.startsWith(address));
  const resources = new Map<string, Resource>();
  for (const [path, resource] of former.resources)
    if (pages.has(path) || (isOwn(path) && !next.resources.has(path))) resources.set(path, resource);
  const told = next.decks.find((each) => each.name === name);
  const speaker = resources.get(`${address}speaker`);
  if (speaker) resources.set(`${address}speaker`, withAside(speaker, asideOf(next, name)));
  return { deck: told ? { ...deck, ...mistakesOf(told) } : deck, resources };
}

/** What of a deck's pages is still to be written. It is asked for now: later nobody may know it any more. */
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

/** What a deck's speaker view says of the state of its files. */
function asideOf({ decks }: Site, name: string): string {
  return mistakeAside(decks.find((deck) => deck.name === name)?.errors ?? []);
}

/** A speaker view with something behind its end, where it has that not yet. */
function withAside(speaker: Resource, aside: string): Resource {
  const before = 'bytes' in speaker.body ? Buffer.from(speaker.body.bytes) : Buffer.alloc(0);
  if (before.toString('utf8', before.length - Buffer.byteLength(aside)) === aside) return speaker;
  const bytes = Buffer.concat([before, Buffer.from(aside)]);
  return { ...speaker, etag: `"${contentHash(bytes)}"`, body: { bytes } };
}
