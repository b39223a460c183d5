/**
 * The messages between a room and its peers: text frames of JSON, two discriminated unions, their limits and
 * `decode`.
 *
 * Shared by server and client, so it imports nothing and stays small.
 *
 * A page cannot see WebSocket pings, so the room's heartbeat is the `deck` message, repeated: a page with that
 * revision has nothing to do. A page that has received nothing at all for `SILENCE_MS` may treat the connection
 * as dead. The server pings as well, in the same packet, and drops peers that do not answer; browsers answer by
 * themselves.
 */
import type { Changes } from './changes.ts';

/** How the audience may move: `audience` in a deck's front matter. */
export type AudienceMode = 'free' | 'follow' | 'shown-only';

/** What a socket may do; fixed at the handshake, from the presenter's cookie. */
export type Role = 'audience' | 'presenter';

/** A position in a deck. `slide` decides; where it is empty or unknown, as on an older page, `h` and `v` do. */
export interface Position {
  /** The slide's id. */
  readonly slide: string;
  /** Column, from 0. */
  readonly h: number;
  /** Row in the column, from 0. */
  readonly v: number;
  /** Index of the last fragment shown; −1 for none. */
  readonly f: number;
}

/** The first message on every connection. */
export interface Welcome {
  readonly type: 'welcome';
  readonly role: Role;
  readonly deck: string;
  readonly revision: string;
  readonly audience: AudienceMode;
  /**
   * The room's clock, in milliseconds since 1970, which every `at` refers to, until the next `timer` or `media`
   * message updates it.
   */
  readonly at: number;
}

/** The state of the room: whole, never a difference. The last one received is right. */
export interface State {
  readonly type: 'state';
  /** Names a run of the room. */
  readonly epoch: string;
  /** Counts the accepted commands of the run. */
  readonly seq: number;
  /** When this state began. */
  readonly at: number;
  readonly position: Position;
  /** Whether the screen is black. */
  readonly paused: boolean;
  /** Whether somebody presents. */
  readonly live: boolean;
}

/** The deck's current revision: sent when it changes, and as the heartbeat. */
export interface DeckMessage {
  readonly type: 'deck';
  readonly revision: string;
}

/** The changes from one revision of the deck to the next: sent before `deck`, where they are short. */
export interface ChangesMessage {
  readonly type: 'changes';
  /** The revision of the pages that it is for. */
  readonly from: string;
  readonly changes: Changes;
}

/** The revision of the notes, for presenters only: sent on joining, and when they change. */
export interface NotesMessage {
  readonly type: 'notes';
  readonly revision: string;
}

/** Where the presenter points, as fractions of the slide's width and height; nowhere without `x` and `y`. */
export type Pointer =
  | { readonly type: 'pointer'; readonly x: number; readonly y: number }
  | { readonly type: 'pointer'; readonly x?: never; readonly y?: never };

/** The state of a presenter's video or audio. */
export interface Media {
  readonly type: 'media';
  readonly slide: string;
  /** Index among the slide's media, in document order. */
  readonly index: number;
  readonly playing: boolean;
  /** Seconds from its beginning, as of `at`. */
  readonly time: number;
}

/** Media as the room sends it. */
export interface MediaMessage extends Media {
  readonly at: number;
}

/**
 * What is open in front of the slide, in reveal.js's lightbox: the index of the element that opens it, in
 * document order. No address is sent, so nobody is shown what the deck does not contain. Nothing without
 * `slide` and `index`.
 */
export type Preview =
  | { readonly type: 'preview'; readonly slide: string; readonly index: number }
  | { readonly type: 'preview'; readonly slide?: never; readonly index?: never };

/** The number of connected viewers. */
export interface AudienceCount {
  readonly type: 'audience';
  readonly count: number;
}

/** The talk's timer. */
export interface Timer {
  readonly type: 'timer';
  readonly running: boolean;
  /** Milliseconds, as of `at`. */
  readonly elapsed: number;
  readonly at: number;
}

/** Whether the log can be stored: sent to presenters when that changes, and on joining while it cannot. */
export interface LogMessage {
  readonly type: 'log';
  readonly kept: boolean;
}

/** Why a previous version of a deck is shown. */
export interface Mistake {
  readonly sentence: string;
  /** What is wrong and where, or what to do. It may quote notes. */
  readonly text: string;
}

/**
 * A deck's mistake: sent to presenters when it changes, and on joining while there is one. Empty when it is
 * mended.
 */
export interface MistakeMessage extends Mistake {
  readonly type: 'mistake';
}

/**
 * The server has lost what it shares with others, and with it the room: until the next `welcome`, on this connection or
 * another, the page is as without a network.
 */
export interface AwayMessage {
  readonly type: 'away';
  readonly role: Role;
}

/** The sender may not do this; the connection stays open. */
export interface ErrorMessage {
  readonly type: 'error';
  readonly code: 'forbidden';
  readonly message: string;
}

/** Every message of a room. */
export type ServerMessage =
  | Welcome
  | State
  | DeckMessage
  | ChangesMessage
  | NotesMessage
  | Pointer
  | MediaMessage
  | Preview
  | AudienceCount
  | Timer
  | LogMessage
  | MistakeMessage
  | AwayMessage
  | ErrorMessage;

/** The state that a command was based on. */
export interface Basis {
  /** The newest `seq` that the sender knew. */
  readonly seen: number;
  /** The run of that `seq`; absent for the current one. */
  readonly epoch?: string;
}

/** Every message of a presenter. `go`, `pause` and `end` are the commands that `seq` counts. */
export type ClientMessage =
  | ({ readonly type: 'go'; readonly position: Position } & Basis)
  | ({ readonly type: 'pause'; readonly paused: boolean } & Basis)
  | { readonly type: 'end' }
  | { readonly type: 'timer'; readonly action: TimerAction }
  | Pointer
  | Media
  | Preview;

export type TimerAction = 'start' | 'pause' | 'reset';

/** Longest message in UTF-8 bytes: the longest `go` with an id of `MAX_NAME` characters of any script fits in. */
export const MAX_MESSAGE_BYTES = 4096;

/** Longest slide id and epoch, in UTF-16 units: headings become ids, and some are whole sentences. */
export const MAX_NAME = 512;

/** Highest index of a column, row, fragment or medium: ten times what any deck has. */
export const MAX_INDEX = 99_999;

/** Milliseconds between heartbeats: presenters must notice a dead connection soon, the audience need not. */
export const BEAT_MS: Readonly<Record<Role, number>> = { presenter: 3_000, audience: 15_000 };

/** Milliseconds of silence after which a connection is dead: two heartbeats and a slow packet. */
export const SILENCE_MS: Readonly<Record<Role, number>> = { presenter: 8_000, audience: 35_000 };

/**
 * Query parameter of the socket's address: a name that a presenter's page keeps across reconnects, see
 * `PAGE_NAME`.
 */
export const PAGE_PARAMETER = 'page';

/** The form of such a name. */
export const PAGE_NAME = /^[\w-]{1,32}$/;

/**
 * Milliseconds within which pages return whose server ended: spread, since all of them go to another server, or
 * wait for the same one. Presenters are few, and the talk waits for them.
 */
export const RETURN_MS: Readonly<Record<Role, number>> = { presenter: 500, audience: 2_000 };

/** Why the server closes a connection (RFC 6455, 7.4.1, and IANA’s list of close codes). */
export const CLOSE = {
  /** Binary data, where only text is understood. */
  binary: 1003,
  /** An unknown message, too many messages, or a presenter who was signed out: the reason says which. */
  refused: 1008,
  /** Longer than `MAX_MESSAGE_BYTES`. */
  tooLong: 1009,
  /** The server ends or restarts: reconnect at a random moment within `RETURN_MS`. */
  restart: 1012,
  /** Evicted in favour of others: reconnect later. */
  full: 1013,
} as const;

/** A decoded message, or a sentence on why there is none. */
export type Decoded = { readonly message: ClientMessage } | { readonly reason: string };

type Fields = Readonly<Record<string, unknown>>;

/** Decodes what a peer sent. Unknown fields are dropped. */
export function decode(text: string): Decoded {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { reason: 'The message is not JSON.' };
  }
  if (!isFields(value)) return { reason: 'The message is not an object.' };
  const { type } = value;
  if (typeof type !== 'string' || !Object.hasOwn(decoders, type))
    return { reason: 'The message is unknown.' };
  // `decoders` has `type`, as checked above.
  const message = decoders[type as ClientMessage['type']](value);
  return message ? { message } : { reason: `The ${type} message is malformed.` };
}

const decoders: Readonly<Record<ClientMessage['type'], (fields: Fields) => ClientMessage | undefined>> = {
  go(fields) {
    const position = decodePosition(fields.position);
    const basis = decodeBasis(fields);
    return position && basis && { type: 'go', position, ...basis };
  },
  pause(fields) {
    const { paused } = fields;
    const basis = decodeBasis(fields);
    return typeof paused === 'boolean' && basis ? { type: 'pause', paused, ...basis } : undefined;
  },
  end: () => ({ type: 'end' }),
  timer: ({ action }) =>
    action === 'start' || action === 'pause' || action === 'reset' ? { type: 'timer', action } : undefined,
  pointer({ x, y }) {
    if (x === undefined && y === undefined) return { type: 'pointer' };
    return isWithin(x, 1) && isWithin(y, 1) ? { type: 'pointer', x, y } : undefined;
  },
  media({ slide, index, playing, time }) {
    if (!isName(slide) || !isIndex(index) || typeof playing !== 'boolean') return undefined;
    return isWithin(time, Number.MAX_SAFE_INTEGER)
      ? { type: 'media', slide, index, playing, time }
      : undefined;
  },
  preview({ slide, index }) {
    if (slide === undefined && index === undefined) return { type: 'preview' };
    return isName(slide) && isIndex(index) ? { type: 'preview', slide, index } : undefined;
  },
};

/** Decodes a position, from a peer or from a log. */
export function decodePosition(value: unknown): Position | undefined {
  if (!isFields(value)) return undefined;
  const { slide, h, v, f } = value;
  if (!isName(slide) || !isIndex(h) || !isIndex(v)) return undefined;
  return f === -1 || isIndex(f) ? { slide, h, v, f } : undefined;
}

function decodeBasis({ seen, epoch }: Fields): Basis | undefined {
  if (!isWithin(seen, Number.MAX_SAFE_INTEGER) || !Number.isInteger(seen)) return undefined;
  if (epoch === undefined) return { seen };
  return isName(epoch) ? { seen, epoch } : undefined;
}

/** Tells an object from every other value. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Tells an id from every other value. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_NAME;
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && isWithin(value, MAX_INDEX);
}

/** Returns whether a value is a number from 0 to `most`. */
function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}
