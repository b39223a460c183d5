/** Publishes the resources of one deck: its pages, and the files that it shows. */

import { join } from 'node:path';
import type { CompiledDeck, CompiledPage, GoodDeck, HashedFile } from '../../compile/model/compiled.ts';
import type { LoadedDeck } from '../../compile/model/loaded.ts';
import type { PictureFile, PictureStore } from '../../compile/pictures/store.ts';
import { contentType, hasNotes, isPublic } from '../../files/file-types.ts';
import { wayToSite } from '../../wire/deck-address.ts';
import { bodyOf, hashedResource } from '../client-files.ts';
import { isShut } from '../held-files.ts';
import type { SitePages } from '../make-site-pages.ts';
import type { LastGood, Resource } from '../site.ts';
import type { FilePublisher } from './file-publisher.ts';

/** Who gets a deck's last version that compiled while it does not compile. */
export type KeepsLast = 'for-everyone' | 'for-presenters';

/** Where a deck is published, and how. */
export interface Target {
  /** Address of its page, with a trailing slash. */
  readonly address: string;
  readonly pages: SitePages;
  readonly store: PictureStore;
  readonly keepsLast: KeepsLast;
  readonly files: FilePublisher;
  readonly resources: Map<string, Resource>;
  /** Whether its folder is gone, so that it has no pages of its own. */
  readonly isGone: boolean;
}

/** A deck's last version that compiled, before it is described. */
export type Reserve = Omit<LastGood, 'deck'> & { readonly loaded: LoadedDeck; readonly lastGood: GoodDeck };

/** Publishes a deck. Returns its last version that compiled, if it does not compile now. */
export async function publishDeck(loaded: LoadedDeck, target: Target): Promise<Reserve | undefined> {
  const { address, pages, store, files, resources } = target;
  const { files: deck, listing, compiled, lastGood } = loaded;
  // The pictures and fonts of the last version that compiled stay published, since pages that show it are open.
  const shown = lastGood ?? compiled;
  const reader = isShut(shown) ? 'presenter' : 'anyone';
  const pagesOf = async (version: CompiledDeck): Promise<readonly (readonly [string, Resource])[]> => {
    const { page: own, speaker } = version.error === undefined ? version : {};
    const failed = async () => page(await failing(pages.frame, compiled, deck.name), 500, 'presenter');
    return [
      [address, own ? page(own, 200, reader) : page(await failedAt(pages.failed, deck.name), 500)],
      [`${address}speaker`, speaker ? page(speaker, 200, 'presenter') : await failed()],
    ];
  };
  const present = target.isGone ? [] : await pagesOf(shownOf(loaded, target.keepsLast));
  for (const [path, resource] of present) resources.set(path, resource);
  for (const path of listing.own)
    if (isPublic(path) && !hasNotes(path)) files.add(address + path, join(deck.directory, path), reader);
  if (shown.error === undefined) {
    for (const asset of shown.assets) addHashed(asset, resources);
    for (const [name, file] of shown.borrowed) files.add(`/_/${name}`, file);
    for (const made of shown.made)
      resources.set(`${isShut(shown) ? address : '/'}_/${made.name}`, madePicture(made, store, reader));
    for (const path of shown.named) files.add(address + path, join(deck.directory, path), reader);
    for (const [path, file] of shown.included) files.add(address + path, file, reader);
  }
  if (!lastGood) return undefined;
  const { held } = lastGood;
  const before = await pagesOf(await besideMistake(lastGood, compiled));
  return { loaded, lastGood, resources: new Map(before), ...(held && { held }) };
}

/** Returns the version of a deck that is served. */
export function shownOf({ compiled, lastGood }: LoadedDeck, keepsLast: KeepsLast): CompiledDeck {
  return keepsLast === 'for-everyone' ? (lastGood ?? compiled) : compiled;
}

/** Returns the resource of a smaller version of a picture, which is sent from the picture store. */
function madePicture({ name, size }: PictureFile, store: PictureStore, reader: Resource['reader']): Resource {
  return {
    status: 200,
    type: contentType(name),
    etag: `"${name}"`,
    cache: 'immutable',
    reader,
    body: { file: store.path(name), size },
    headers: {},
  };
}

/** Publishes a file with a content hash in its name below `/_/`. */
export function addHashed(file: HashedFile, resources: Map<string, Resource>): void {
  resources.set(
    `/_/${file.name}`,
    hashedResource(file.name, () => file),
  );
}

/** Returns the resource of a page, whose bytes may be written on first access. */
export function page(
  compiled: CompiledPage,
  status: Resource['status'],
  reader: Resource['reader'] = 'anyone',
): Resource {
  return {
    status,
    type: 'text/html; charset=utf-8',
    cache: 'revalidate',
    reader,
    headers: { 'content-security-policy': compiled.policy },
    get etag() {
      return `"${compiled.hash}"`;
    },
    get body() {
      return bodyOf(compiled);
    },
  };
}

/** Returns the last version that compiled, with the current error in its speaker view. */
async function besideMistake(lastGood: GoodDeck, { error }: CompiledDeck): Promise<GoodDeck> {
  const { speakerBefore } = await import('../../compile/model/failed-speaker.ts');
  const { speaker } = lastGood;
  return { ...lastGood, speaker: speaker && (await speakerBefore(speaker, error ?? '')) };
}

/** Returns the speaker view of a deck that does not compile; its code is loaded only then. */
async function failing(
  frame: SitePages['frame'],
  { error }: CompiledDeck,
  name: string,
): Promise<CompiledPage> {
  const { failedSpeaker } = await import('../../compile/model/failed-speaker.ts');
  return failedSpeaker(frame, error ?? '', wayToSite(name));
}

/** Returns the page of a deck that does not compile, for its address. */
async function failedAt(failed: CompiledPage, name: string): Promise<CompiledPage> {
  if (!name.includes('/')) return failed;
  const { failedBelow } = await import('../../compile/model/failed-speaker.ts');
  return failedBelow(failed, wayToSite(name));
}
