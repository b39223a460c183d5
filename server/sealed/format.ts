/** How a site lies in a sealed file: what the build writes and the sealed server reads. Plain values; bytes stand behind the code. */
import type { PageShell } from '../pages/error-page.ts';
import type { Resource, SiteDeck } from '../site/site.ts';

/** What a sealed file holds beside the code. */
export interface Payload {
  readonly site: SealedSite;
  /** Where each body ends in the file's tail (tail.ts) or the program's asset, by number; each distinct one is there once. */
  readonly ends: readonly number[];
}

/** The names of a program's assets: the payload as JSON, and the bodies one after the other. */
export const programAssets = { payload: 'payload', bodies: 'bodies' } as const;

/** A site, its bodies by number. */
export interface SealedSite {
  readonly title: string;
  readonly decks: readonly SealedDeck[];
  /** The deck that is served at the site's own address. */
  readonly atRoot?: string;
  readonly frame: PageShell;
  readonly notFound: SealedResource;
  readonly resources: readonly SealedEntry[];
  /** For each deck that holds back, the body with its `HeldPage` as JSON. */
  readonly held: readonly (readonly [deck: string, body: SealedBody])[];
  /** The body with the licences of all that is in it, compressed by brotli. */
  readonly licenses: SealedBody;
  /** What only presenters may read, encrypted with their key. */
  readonly vault?: Vault;
}

/** What the terminal and the room need of a deck; what its author is told of its sources stays with the author. */
export type SealedDeck = Pick<
  SiteDeck,
  'name' | 'title' | 'date' | 'slides' | 'unlisted' | 'revision' | 'audience'
>;

/** An address with its resource. */
export type SealedEntry = readonly [address: string, resource: SealedResource];

/** A resource whose body is elsewhere. */
export interface SealedResource extends Omit<Resource, 'body'> {
  readonly body: SealedBody;
}

/** Where a body is, and in which forms it is sent. */
export interface SealedBody {
  /** Its number. */
  readonly number: number;
  /** Stored compressed by brotli, in which form it is sent, too; the others are made from it. */
  readonly brotli: boolean;
  /** Sent compressed by gzip, too. */
  readonly gzip: boolean;
}

/** Bytes that were encrypted by AES-256-GCM, with a key that scrypt derives from the presenter's. */
export interface Vault {
  /** All as base64. */
  readonly salt: string;
  readonly nonce: string;
  readonly tag: string;
  /** The number of the body; decrypted and decompressed it is a `Secret` as JSON. */
  readonly number: number;
}

/** What a vault holds: resources that take the place of those at the same addresses. */
export interface Secret {
  readonly resources: readonly SealedEntry[];
  /** As base64. */
  readonly bodies: readonly string[];
}
