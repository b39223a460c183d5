/**
 * Lists the files that a deck's page needs without a network, for client/offline/saved-decks.ts. Made on first
 * request.
 */
import { brotliCompressSync } from 'node:zlib';
import { mayLoad, usesOf } from '../bundle/client-parts.ts';
import { ATTRIBUTE, plainText } from '../deck/html/serialized.ts';
import { contentHash } from '../files/hash.ts';
import { once } from '../files/once.ts';
import { encodePath, siteAddress } from '../files/paths.ts';
import type { OfflineList } from '../wire/offline-list.ts';
import type { Resource } from './site.ts';

/** Maximum size in bytes of a video or sound that is saved, to spare the network of the venue. */
const MOST_OF_RECORDING = 5_000_000;

/** Maximum total size in bytes of a saved deck. Recordings are left out first, then the last pictures. */
const MOST_OF_DECK = 30_000_000;

/** Size in bytes above which a script is taken for a bundled library, which references no other file. */
const MOST_OF_SCRIPT = 1_000_000;

/** Content types that pages display or run; a PDF behind a link, for example, is not saved. */
const SHOWN = /^(?:image|font|text|audio|video)\/|javascript|json|xml|asciicast|wasm/;

/** An `<img>` with several files to choose from. */
const CHOICE = new RegExp(String.raw`<img(?=[^<>]* srcset="([^"]*\d+w)")(?:${ATTRIBUTE})*>`, 'g');

/**
 * The same for a slide's background, as written by server/deck/features/pictures/backgrounds.ts: the original file,
 * then the others.
 */
const CHOICE_BEHIND = new RegExp(
  ` data-background-image="([^"]*)"((?:${ATTRIBUTE})*?) data-background-srcset="([^"]*)"`,
  'g',
);

/**
 * Strings that may be or contain addresses: attribute values, and what is between quotes or brackets in styles and
 * scripts.
 */
const WRITTEN = /="([^"]*)"|["'`(]([^"'`()<>\s]*)(?=["'`)])/g;

/** A deck whose files are listed. */
export interface ListedDeck {
  /** The page's address, with a trailing slash. */
  readonly address: string;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Names of the built client's files below `/_/`. */
  readonly client: ReadonlySet<string>;
}

/** Returns the list as a resource, whose body is made on first access. */
export function offlineList(deck: ListedDeck): Resource {
  const body = once(() => {
    const bytes = Buffer.from(JSON.stringify({ files: filesOf(deck) } satisfies OfflineList));
    return { bytes, brotli: brotliCompressSync(bytes) };
  });
  return {
    status: 200,
    type: 'application/json; charset=utf-8',
    cache: 'revalidate',
    reader: 'anyone',
    headers: {},
    get etag() {
      return `"${contentHash(body().bytes)}"`;
    },
    get body() {
      return body();
    },
  };
}

function filesOf({ address, resources, client }: ListedDeck): (string | string[])[] {
  const { single, choices } = walk({ address, resources, client });
  const isRecording = (each: string) => /^(?:audio|video)\//.test(resources.get(each)?.type ?? '');
  const size = (each: string) => sizeOf(resources.get(each));
  const groups = [
    ...single.filter((each) => !isRecording(each)).map((each) => [each]),
    ...choices,
    ...single.filter((each) => isRecording(each) && size(each) <= MOST_OF_RECORDING).map((each) => [each]),
  ];
  let left = MOST_OF_DECK;
  const kept = groups.filter((group) => {
    const most = Math.max(...group.map(size));
    if (most > left) return false;
    left -= most;
    return true;
  });
  const written = (each: string) => write(each, address, resources.get(each));
  return [
    ...kept.map((group) => (group.length === 1 ? group.map(written).join() : group.map(written))),
    written(address),
  ];
}

/**
 * Returns all addresses that a page references, in its order: `single` ones, and `choices`, of which browsers load
 * one.
 */
function walk({ address, resources, client }: ListedDeck) {
  const page = textOf(resources.get(address));
  const uses = usesOf([page], { holdsBack: false });
  const isNeeded = (each: string) => {
    const name = each.replace(/^\/_\//, '');
    return !client.has(name) || mayLoad(name, uses);
  };
  const find = (written: string, from: string): string | undefined => {
    const found = siteAddress(written, from);
    const resource = found === undefined ? undefined : resources.get(found);
    if (found === undefined || resource?.reader !== 'anyone' || resource.status !== 200) return undefined;
    return !found.endsWith('/') && SHOWN.test(resource.type) && isNeeded(found) ? found : undefined;
  };
  const choices = new Map<string, string[]>();
  const single = new Set<string>();
  /** Adds a group of files to choose from; returns false where one of them does not exist. */
  const choose = (list: string, ...own: string[]): boolean => {
    const written = [...list.split(',').map((candidate) => candidate.trim().split(/\s/)[0] ?? ''), ...own];
    const group = written.map((each) => find(each, address));
    const found = group.filter((each) => each !== undefined);
    if (found.length < group.length) return false;
    choices.set(found.join('\n'), [...new Set(found)]);
    return true;
  };
  const rest = page
    .replace(CHOICE, (whole, list: string) => (choose(list) ? '' : whole))
    .replace(CHOICE_BEHIND, (whole, own: string, between: string, list: string) =>
      choose(list, plainText(own)) ? between : whole,
    );
  const look = (text: string, from: string): void => {
    for (const written of writtenIn(text)) {
      const found = find(written, from);
      if (found === undefined || found === address || single.has(found)) continue;
      single.add(found);
      look(textOf(resources.get(found)), found);
    }
  };
  look(rest, address);
  return { single: [...single], choices: [...choices.values()] };
}

function writtenIn(text: string): ReadonlySet<string> {
  const plain = text.replaceAll('&quot;', "'").replaceAll('&amp;', '&');
  const values = [...plain.matchAll(WRITTEN)].map(([, value, quoted = '']) => value ?? quoted);
  // Styles, options and lists are values that may contain several addresses.
  const all = values
    .filter((each) => each.includes('.'))
    .flatMap((each) => [each, ...each.split(/[\s,'"`()]+/)]);
  return new Set(all);
}

function write(address: string, from: string, resource: Resource | undefined): string {
  const way = address.startsWith(from) ? `./${address.slice(from.length)}` : `../${address.slice(1)}`;
  return encodePath(way) + (resource?.cache === 'immutable' ? '' : `?${resource?.etag.replaceAll('"', '')}`);
}

function sizeOf(resource: Resource | undefined): number {
  if (!resource) return 0;
  const { body } = resource;
  return 'bytes' in body ? body.bytes.length : body.size;
}

/** Returns the text of a resource that may reference further addresses; empty for others. */
function textOf(resource: Resource | undefined): string {
  if (!resource || !/^text\/(?:html|css)|javascript|svg/.test(resource.type)) return '';
  if (resource.type.includes('javascript') && sizeOf(resource) > MOST_OF_SCRIPT) return '';
  return 'bytes' in resource.body ? Buffer.from(resource.body.bytes).toString('utf8') : '';
}
