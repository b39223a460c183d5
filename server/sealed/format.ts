/**
 * The format of a site in a sealed file, which the build writes and the sealed server reads. Plain values;
 * bytes follow the code.
 */
import type { PageShell } from '../pages/error-page.ts';
import type { Resource, SiteDeck } from '../site/site.ts';

/** The contents of a sealed file besides the code. */
export interface Payload {
  readonly site: SealedSite;
  /**
   * End of each body in the file's tail (tail.ts), the program's asset or the image's file, by number; equal bodies are
   * stored once.
   */
  readonly ends: readonly number[];
}

/** Where the server is in a sealed file. */
export interface LoadedServer {
  /** Number of the body with its code, compressed with brotli. */
  readonly server: number;
}

/** Names of a program's assets: the payload as JSON, and the concatenated bodies. */
export const programAssets = { payload: 'payload', bodies: 'bodies' } as const;

/** Paths of the same in an image that boots, and of the server: files that no start has to take apart and decompress. */
export const bootedFiles = { server: '/server.cjs', payload: '/payload.json', bodies: '/bodies' } as const;

/** Returns concatenated bodies by number. */
export function bodiesAt<Bytes extends Uint8Array>(
  bytes: Bytes,
  { ends }: Pick<Payload, 'ends'>,
): (number: number) => Bytes {
  // A view, of the class of the whole.
  return (number) => bytes.subarray(ends[number - 1] ?? 0, ends[number]) as Bytes;
}

/** A site whose bodies are numbers. */
export interface SealedSite {
  readonly title: string;
  readonly decks: readonly SealedDeck[];
  /** The deck that is served at the root of the site. */
  readonly atRoot?: string;
  readonly frame: PageShell;
  readonly notFound: SealedResource;
  readonly resources: readonly SealedEntry[];
  /** For each withholding deck, the body with its `HeldPage` as JSON. */
  readonly held: readonly (readonly [deck: string, body: SealedBody])[];
  /** The body with the licences of everything in the file, compressed with brotli. */
  readonly licenses: SealedBody;
  /** Number of the body with what servers need that share talks by Redis, where it was asked for. */
  readonly sharing?: number;
  /** What only presenters may read, encrypted with their key. */
  readonly vault?: Vault;
}

/** What the terminal and the room need of a deck. Messages about its sources are for its author, and left out. */
export type SealedDeck = Pick<
  SiteDeck,
  'name' | 'title' | 'date' | 'slides' | 'unlisted' | 'revision' | 'audience'
>;

/** An address with its resource. */
export type SealedEntry = readonly [address: string, resource: SealedResource];

/** A resource with a reference to its body. */
export interface SealedResource extends Omit<Resource, 'body'> {
  readonly body: SealedBody;
  /** Whether it is a page that states figures of the machine that was booted. */
  readonly statesMachine?: boolean;
}

/** A reference to a body, and the forms in which it is sent. */
export interface SealedBody {
  /** Number of the body. */
  readonly number: number;
  /** Whether it is stored and sent compressed with brotli; the other forms are made from it. */
  readonly brotli: boolean;
  /** Whether it is also sent compressed with gzip. */
  readonly gzip: boolean;
}

/** Bytes encrypted by AES-256-GCM, with a key that scrypt derives from the presenter's. */
export interface Vault {
  /** All in base64. */
  readonly salt: string;
  readonly nonce: string;
  readonly tag: string;
  /** Number of the body; decrypted and decompressed, it is a `Secret` as JSON. */
  readonly number: number;
}

/** The contents of a vault: resources that replace those at the same addresses. */
export interface Secret {
  readonly resources: readonly SealedEntry[];
  /** As base64. */
  readonly bodies: readonly string[];
}
