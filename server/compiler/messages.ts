/** The messages between the server and its compiler process. */

import type { SourcePlace } from '../compile/model/compiled.ts';
import type { DeckText, ReadPlace } from '../compile/model/supervision.ts';
import type { SourcePicture } from '../compile/pictures/store.ts';
import type { LoaderOptions, LoadRequest } from '../site/loader.ts';
import type { Resource } from '../site/site.ts';
import type { Signatures, SiteParcel } from './parcel.ts';

/** A deck's text that exceeded a limit, and where. */
export interface StoppedDeck {
  readonly deck: DeckText;
  readonly place: ReadPlace;
  /** The message for the author. */
  readonly reason: string;
  /** Hash of the file that contains the place: when it changes, the deck is tried again. */
  readonly placeHash: string;
}

/** The first message, with the options of loading. */
export interface StartMessage {
  readonly options: Omit<LoaderOptions, 'report' | 'supervision' | 'progress' | 'clientBuilt'>;
  /** Whether the client is built; if not, a request tells when it is. */
  readonly isClientBuilt: boolean;
  /** Decks that an author has open. */
  readonly openInDev: readonly string[];
  readonly stopped: readonly StoppedDeck[];
  /** The resources that the server has already. */
  readonly known: Signatures;
}

/** The requests of the server and their answers. */
export interface Requests {
  load: {
    readonly asked: LoadRequest;
    readonly answer: {
      readonly parcel: SiteParcel;
      /** `same` if they are those of the previous answer. */
      readonly files: readonly string[] | 'same';
      readonly complete: boolean;
    };
  };
  /** A page that was left out of the last parcel, by address. */
  page: { readonly asked: string; readonly answer: Resource | undefined };
  openInDev: { readonly asked: string; readonly answer: undefined };
  /** The client is built. */
  clientBuilt: { readonly asked: undefined; readonly answer: undefined };
  /** What deserves a look, a message each. */
  check: { readonly asked: undefined; readonly answer: readonly string[] };
  picture: {
    readonly asked: SourcePicture;
    readonly answer: { readonly made: number; readonly told: readonly string[] };
  };
  /** One deck in another theme, for its author: a site of its own. */
  inTheme: {
    readonly asked: { readonly deck: string; readonly theme: string | undefined };
    readonly answer: SiteParcel;
  };
  place: {
    readonly asked: { readonly deck: string; readonly slide: string };
    readonly answer: SourcePlace | undefined;
  };
}

/** A request with its id. */
export interface Request {
  readonly id: number;
  readonly type: keyof Requests;
  readonly asked: unknown;
}

/** Properties of errors of the system. */
export const ERROR_FACTS = ['code', 'path', 'syscall'] as const;

/** A serialised error: a mistake in the site, a system error, or a fault in our code, with its stack. */
export interface SentError {
  readonly kind: 'site' | 'system' | 'fault';
  readonly message: string;
  readonly stack: string;
  /** What the system, or Node, says of it, from which its remedy follows. */
  readonly facts: Readonly<Partial<Record<(typeof ERROR_FACTS)[number], string>>>;
}

/** What the process sends: an answer, an error, a message about slow work, or how many decks of how many are loaded. */
export type Reply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: SentError }
  | { readonly report: string }
  | { readonly progress: readonly [loaded: number, all: number] };

/** File descriptor of the stream to which the process writes each place before it reads it, synchronously. */
export const PLACES_FD = 3;

/** A place in a deck's text. */
export type DeckPlace = readonly [file: string, hash: string, shown: string, line: number];

/**
 * A line of that stream: a place; nothing, when the event loop was free; or the processor time used, in
 * milliseconds, from a thread of its own.
 */
export type PlaceLine = DeckPlace | readonly [] | readonly [milliseconds: number];
