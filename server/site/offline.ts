/** What a deck's page needs where there is no network: a list for client/offline/saved-decks.ts, made when it is first asked for. */
import { brotliCompressSync } from 'node:zlib';
import { mayLoad, usesOf } from '../bundle/client-parts.ts';
import { ATTRIBUTE, plainText } from '../deck/html/serialized.ts';
import { contentHash } from '../files/hash.ts';
import { once } from '../files/once.ts';
import { encodePath, siteAddress } from '../files/paths.ts';
import type { OfflineList } from '../wire/offline-list.ts';
import type { Resource } from './site.ts';

/** Videos and sounds with more bytes are not kept: a hall's network has better to do. */
const MOST_OF_RECORDING = 5_000_000;

/** Most bytes that a deck is kept with; recordings are the first to be left out, then the last pictures. */
const MOST_OF_DECK = 30_000_000;

/** A script with more bytes is a library in one piece, which names no other. */
const MOST_OF_SCRIPT = 1_000_000;

/** What pages show or run; a PDF behind a link, for example, is neither. */
const SHOWN = /^(?:image|font|text|audio|video)\/|javascript|json|xml|asciicast|wasm/;

/** Pictures with a list to choose from. */
const CHOICE = new RegExp(String.raw`<img(?=[^<>]* srcset="([^"]*\d+w)")(?:${ATTRIBUTE})*>`, 'g');

/** The same behind slides, as server/deck/features/pictures/backgrounds.ts writes it: the picture's own file, then the others. */
const CHOICE_BEHIND = new RegExp(
  ` data-background-image="([^"]*)"((?:${ATTRIBUTE})*?) data-background-srcset="([^"]*)"`,
  'g',
);

/** What may be or hold addresses: the value of an attribute, and what stands in quotes or brackets of styles and scripts. */
const WRITTEN = /="([^"]*)"|["'`(]([^"'`()<>\s]*)(?=["'`)])/g;

/** A deck whose list is made. */
export interface ListedDeck {
  /** The page's, ending in a slash. */
  readonly address: string;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Names of the built client's files below `/_/`. */
  readonly client: ReadonlySet<string>;
}

/** The list, made when it is first asked for. */
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

/** All that a page leads to, in the order of the page: what is the only one, and what browsers choose from. */
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
  /** Notes those that a browser chooses from; answers whether all are there. */
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
  // Styles, options and lists are values that hold several.
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

/** What may name further addresses. */
function textOf(resource: Resource | undefined): string {
  if (!resource || !/^text\/(?:html|css)|javascript|svg/.test(resource.type)) return '';
  if (resource.type.includes('javascript') && sizeOf(resource) > MOST_OF_SCRIPT) return '';
  return 'bytes' in resource.body ? Buffer.from(resource.body.bytes).toString('utf8') : '';
}
