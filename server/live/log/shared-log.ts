/** A room's log that several servers append to, and what they tell each other beside it. */
import type { MediaMessage, Pointer, Preview } from '../../wire/protocol.ts';
import type { Entry } from '../room/log-entry.ts';
import type { Peer } from '../room/room.ts';
import type { RoomLog } from './room-log.ts';

/** How many peers are connected to one server. */
export interface Counts {
  readonly audience: number;
  readonly presenters: number;
}

/** What servers tell each other of a room and nobody stores. */
export type Aside =
  /** What a presenter points at, plays or opens. */
  | { readonly type: 'said'; readonly peer: Peer; readonly message: Pointer | MediaMessage | Preview }
  | ({ readonly type: 'counts' } & Counts)
  /** A server that has just opened the room wants to know what the others would tell a late-comer. */
  | { readonly type: 'hello' }
  | { readonly type: 'scene'; readonly media: readonly MediaMessage[]; readonly preview: Preview };

/** What a room hears from its log. */
export interface SharedLogListener {
  /** Entries were appended, by whichever server; called in their order, once for each. */
  entered(entries: readonly Entry[]): void;
  /** The log is another than was known: entries that were known are not in it. */
  replaced(entries: readonly Entry[]): void;
  /** The log can be reached again, and everything in it has been told; or it can no longer be reached. */
  reached(isReachable: boolean): void;
  /** Another server, which has this name, tells something. */
  told(server: string, aside: Aside): void;
}

/** A log that several servers append to. */
export interface SharedLog extends RoomLog {
  readonly isReachable: boolean;
  /**
   * Appends entries, unless another server has appended since what this one was told of. Returns whether they are in the
   * log. Whatever is in it by then has been told to the listener, these entries included.
   */
  tryAppend(entries: readonly Entry[]): Promise<boolean>;
  /** Compares with the log whether anything was missed. */
  check(): void;
  /** Tells the other servers something. */
  tell(aside: Aside): void;
  listen(listener: SharedLogListener): void;
}

/** Returns whether several servers append to a log. */
export function isShared(log: RoomLog): log is SharedLog {
  return 'tryAppend' in log;
}
