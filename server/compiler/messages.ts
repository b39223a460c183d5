/** What a server and the process that compiles for it say to each other. */

import type { SourcePlace } from '../compile/model/compiled.ts';
import type { DeckText, ReadPlace } from '../compile/model/supervision.ts';
import type { SourcePicture } from '../compile/pictures/store.ts';
import type { LoaderOptions, LoadRequest } from '../site/loader.ts';
import type { Resource } from '../site/site.ts';
import type { Signatures, SiteParcel } from './parcel.ts';

/** A text that went over a limit, and where. */
export interface Stopped {
  readonly deck: DeckText;
  readonly place: ReadPlace;
  /** What the author is told. */
  readonly reason: string;
  /** Hash of the file in which the place is: where that is another one, the deck is tried again. */
  readonly placeHash: string;
}

/** The first message: what is compiled. */
export interface Beginning {
  readonly options: Omit<LoaderOptions, 'report' | 'supervision'>;
  /** Decks that an author has open. */
  readonly openInDev: readonly string[];
  readonly stopped: readonly Stopped[];
  /** The resources that the server has already. */
  readonly known: Signatures;
}

/** What the server asks for. */
export interface Requests {
  load: {
    readonly asked: LoadRequest;
    readonly answer: {
      readonly parcel: SiteParcel;
      /** `same` where they are those of the answer before. */
      readonly files: readonly string[] | 'same';
      readonly complete: boolean;
    };
  };
  /** A page that the parcel before came without, by address. */
  page: { readonly asked: string; readonly answer: Resource | undefined };
  openInDev: { readonly asked: string; readonly answer: undefined };
  /** What deserves a look, a message each. */
  check: { readonly asked: undefined; readonly answer: readonly string[] };
  picture: {
    readonly asked: SourcePicture;
    readonly answer: { readonly made: number; readonly told: readonly string[] };
  };
  place: {
    readonly asked: { readonly deck: string; readonly slide: string };
    readonly answer: SourcePlace | undefined;
  };
}

/** One request. */
export interface Request {
  readonly id: number;
  readonly type: keyof Requests;
  readonly asked: unknown;
}

/** An error on its way: a mistake in the site, what the system refused, or a fault of ours, with where it arose. */
export interface SentError {
  readonly kind: 'site' | 'system' | 'fault';
  readonly message: string;
  readonly stack: string;
}

/** What the process says: an answer, why there is none, or what takes long. */
export type Reply =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: SentError }
  | { readonly report: string };

/** The stream to which the process writes each place before it reads it: a write is done before it goes on. */
export const PLACES_FD = 3;

/** A place in a deck's text. */
export type DeckPlace = readonly [file: string, hash: string, shown: string, line: number];

/**
 * A line of that stream: a place; nothing, where the process was free to do something else; or the milliseconds of processor
 * time that it has used, which a thread of its own tells.
 */
export type PlaceLine = DeckPlace | readonly [] | readonly [milliseconds: number];
