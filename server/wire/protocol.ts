/**
 * What travels between a room and its peers: text frames of JSON, two discriminated unions, their limits and `decode`.
 *
 * Server and client share it, so it imports nothing and stays small.
 *
 * A page cannot see WebSocket pings, so the room's heartbeat is the `deck` message, repeated: whoever has the revision that
 * it names has nothing to do. Whoever has heard nothing at all for as long as `SILENCE_MS` may take the connection for
 * dead. The server pings as well, in the same packet, and drops whoever does not answer; browsers do so by themselves.
 */
import type { Changes } from './changes.ts';

/** How the audience may move: see `audience` in a deck's front matter. */
export type AudienceMode = 'free' | 'follow' | 'shown-only';

/** What a socket may do; fixed at the handshake, from the presenter's cookie. */
export type Role = 'audience' | 'presenter';

/** A place in a deck. `slide` decides; where it is empty or unknown, as on an older page, `h` and `v` do. */
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
  /** The room's clock, in milliseconds since 1970: what every `at` counts by, until the next `timer` or `media` says another time. */
  readonly at: number;
}

/** Where the room is: whole, never a difference. The one received last is right. */
export interface State {
  readonly type: 'state';
  /** Names a run of the room. */
  readonly epoch: string;
  /** Counts the accepted commands of the run. */
  readonly seq: number;
  /** When it became so. */
  readonly at: number;
  readonly position: Position;
  /** The screen is black. */
  readonly paused: boolean;
  /** Somebody presents. */
  readonly live: boolean;
}

/** The deck as it is compiled now: told when it changes, and as the heartbeat. */
export interface DeckMessage {
  readonly type: 'deck';
  readonly revision: string;
}

/** What makes a page of one revision of the deck a page of the next: told before `deck`, where it is short. */
export interface ChangesMessage {
  readonly type: 'changes';
  /** The revision of the pages that it is for. */
  readonly from: string;
  readonly changes: Changes;
}

/** The notes as they are now, which only presenters have: told on joining, and when they change. */
export interface NotesMessage {
  readonly type: 'notes';
  readonly revision: string;
}

/** Where the presenter points, as parts of the slide's width and height; without `x` and `y`, nowhere. */
export type Pointer =
  | { readonly type: 'pointer'; readonly x: number; readonly y: number }
  | { readonly type: 'pointer'; readonly x?: never; readonly y?: never };

/** What a presenter's video or audio does. */
export interface Media {
  readonly type: 'media';
  readonly slide: string;
  /** Which of the slide's media, from 0, in document order. */
  readonly index: number;
  readonly playing: boolean;
  /** Seconds from its beginning, as of `at`. */
  readonly time: number;
}

/** Media as the room tells it. */
export interface MediaMessage extends Media {
  readonly at: number;
}

/**
 * What of a slide is shown in front of it, in reveal.js's lightbox: which of the elements that open it, from 0, in document
 * order. No address travels, so nobody is shown what the deck does not hold. Without `slide` and `index`, nothing.
 */
export type Preview =
  | { readonly type: 'preview'; readonly slide: string; readonly index: number }
  | { readonly type: 'preview'; readonly slide?: never; readonly index?: never };

/** How many of the audience are connected. */
export interface AudienceCount {
  readonly type: 'audience';
  readonly count: number;
}

/** The talk's clock. */
export interface Timer {
  readonly type: 'timer';
  readonly running: boolean;
  /** Milliseconds, as of `at`. */
  readonly elapsed: number;
  readonly at: number;
}

/** Whether steps are kept in the log: told to presenters when that changes, and on joining while they are not. */
export interface LogMessage {
  readonly type: 'log';
  readonly kept: boolean;
}

/** Why a deck is shown as it was before. */
export interface Mistake {
  readonly sentence: string;
  /** What is wrong and where, or what to do. It may quote notes. */
  readonly text: string;
}

/** A deck's mistake: told to presenters when that changes, and on joining while there is one. Empty where there is none any more. */
export interface MistakeMessage extends Mistake {
  readonly type: 'mistake';
}

/** Something that the sender may not do; the connection stays. */
export interface ErrorMessage {
  readonly type: 'error';
  readonly code: 'forbidden';
  readonly message: string;
}

/** What a room sends. */
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
  | ErrorMessage;

/** The state that a command was made upon. */
export interface Basis {
  /** The newest `seq` that its sender knew. */
  readonly seen: number;
  /** The run of that `seq`; when absent, the current one. */
  readonly epoch?: string;
}

/** What a presenter may send. `go`, `pause` and `end` are the commands that `seq` counts. */
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

/** A room's heartbeat in milliseconds: presenters must know soon that they are alone, the audience need not. */
export const BEAT_MS: Readonly<Record<Role, number>> = { presenter: 3_000, audience: 15_000 };

/** Silence after which a connection is dead: two beats and the time a bad network takes for a packet. */
export const SILENCE_MS: Readonly<Record<Role, number>> = { presenter: 8_000, audience: 35_000 };

/** Query parameter of the socket's address: a name that a presenter's page keeps over reconnects, `PAGE_NAME`. */
export const PAGE_PARAMETER = 'page';

/** What such a name looks like. */
export const PAGE_NAME = /^[\w-]{1,32}$/;

/** Why the server closes a connection (RFC 6455, 7.4.1). */
export const CLOSE = {
  /** The server ends or restarts: come back. */
  away: 1001,
  /** Binary, where only text is understood. */
  binary: 1003,
  /** An unknown message, too many messages, or no presenter any more: the reason says which. */
  refused: 1008,
  /** Longer than `MAX_MESSAGE_BYTES`. */
  tooLong: 1009,
  /** Had to give way to others: come back later. */
  full: 1013,
} as const;

/** A message, or one sentence on why there is none. */
export type Decoded = { readonly message: ClientMessage } | { readonly reason: string };

type Fields = Readonly<Record<string, unknown>>;

/** Decodes what a peer sent. Fields that no message has are left out. */
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
  // `decoders` has `type`, as the line above found.
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

/** A number from 0 to `most`. */
function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}
