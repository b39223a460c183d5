/** Gives the addresses of one deck their resources: its pages, and the files that it shows. */

import { join } from 'node:path';
import type { CompiledDeck, CompiledPage, GoodDeck, HashedFile } from '../../compile/model/compiled.ts';
import type { LoadedDeck } from '../../compile/model/loaded.ts';
import type { PictureFile, PictureStore } from '../../compile/pictures/store.ts';
import { contentType, isPublic } from '../../files/file-types.ts';
import { bodyOf, hashedResource } from '../client-files.ts';
import { isShut } from '../held-files.ts';
import type { SitePages } from '../make-site-pages.ts';
import type { LastGood, Resource } from '../site.ts';
import type { FilePublisher } from './file-publisher.ts';

/** Who gets a deck as it compiled last while it does not compile. */
export type KeepsLast = 'for-everyone' | 'for-presenters';

/** Where a deck is published, and how. */
export interface Target {
  /** Address of its page, with a slash at its end. */
  readonly address: string;
  readonly pages: SitePages;
  readonly store: PictureStore;
  readonly keepsLast: KeepsLast;
  readonly files: FilePublisher;
  readonly resources: Map<string, Resource>;
  /** Its folder is gone: it has no pages any more. */
  readonly isGone: boolean;
}

/** A deck in reserve, before it is described. */
export type Reserve = Omit<LastGood, 'deck'> & { readonly loaded: LoadedDeck; readonly lastGood: GoodDeck };

/** Publishes a deck; returns what is kept in reserve of it. */
export async function publishDeck(loaded: LoadedDeck, target: Target): Promise<Reserve | undefined> {
  const { address, pages, store, files, resources } = target;
  const { files: deck, listing, compiled, lastGood } = loaded;
  // Its pictures and fonts stay: pages that show it are open.
  const shown = lastGood ?? compiled;
  const reader = isShut(shown) ? 'presenter' : 'anyone';
  const pagesOf = async (version: CompiledDeck): Promise<readonly (readonly [string, Resource])[]> => {
    const { page: own, speaker } = version.error === undefined ? version : {};
    const failed = async () => page(await failing(pages.frame, compiled), 500, 'presenter');
    return [
      [address, own ? page(own, 200, reader) : page(pages.failed, 500)],
      [`${address}speaker`, speaker ? page(speaker, 200, 'presenter') : await failed()],
    ];
  };
  const present = target.isGone ? [] : await pagesOf(shownOf(loaded, target.keepsLast));
  for (const [path, resource] of present) resources.set(path, resource);
  for (const path of listing.own)
    if (isPublic(path)) files.add(address + path, join(deck.directory, path), reader);
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

/** The form of a deck that whoever asks gets. */
export function shownOf({ compiled, lastGood }: LoadedDeck, keepsLast: KeepsLast): CompiledDeck {
  return keepsLast === 'for-everyone' ? (lastGood ?? compiled) : compiled;
}

/** A file made of a picture: sent from where it is kept. */
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

/** Publishes a file below `/_/`. */
export function addHashed(file: HashedFile, resources: Map<string, Resource>): void {
  resources.set(
    `/_/${file.name}`,
    hashedResource(file.name, () => file),
  );
}

/** A page's bytes may be written only when they are asked for. */
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

/** A deck as it compiled last, whose speaker view tells what is wrong now. */
async function besideMistake(lastGood: GoodDeck, { error }: CompiledDeck): Promise<GoodDeck> {
  const { speakerBefore } = await import('../../compile/model/failed-speaker.ts');
  const { speaker } = lastGood;
  return { ...lastGood, speaker: speaker && (await speakerBefore(speaker, error ?? '')) };
}

/** What a failed deck's presenters see; the pages' writer is loaded only for them. */
async function failing(frame: SitePages['frame'], { error }: CompiledDeck): Promise<CompiledPage> {
  const { failedSpeaker } = await import('../../compile/model/failed-speaker.ts');
  return failedSpeaker(frame, error ?? '');
}
