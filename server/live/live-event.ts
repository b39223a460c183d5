/** What happens in the rooms, for whoever runs the server. Holds no keys, no names of people and no addresses. */

/** Why something was refused: a socket, a message, a command or a sign-in. */
export type RefusalReason =
  /** No request of a page: another protocol, host, origin or deck. */
  | 'protocol'
  | 'host'
  | 'origin'
  | 'no-deck'
  /** As many as may watch are watching, of all addresses or of one; or a connection gave way to a page. */
  | 'full'
  | 'full-address'
  | 'evicted'
  /** The server ends. */
  | 'ending'
  /** What a socket sent: too much, or nothing that a page says. */
  | 'too-much'
  | 'unreadable'
  /** A command of the audience, or one based on a state that another presenter has changed since. */
  | 'forbidden'
  | 'outdated'
  /** A sign-in, the last one because too many keys are tried. */
  | 'wrong-key'
  | 'wrong-token'
  | 'too-many-keys';

/** One event. Times are in seconds. */
export type LiveEvent =
  | { readonly type: 'command'; readonly deck: string; readonly command: 'go' | 'pause' | 'end' | 'timer' }
  /** A command was written to the last socket of its room. */
  | { readonly type: 'told'; readonly seconds: number }
  /** What was to be stored, was: in the log, or in Redis. */
  | { readonly type: 'stored'; readonly store: 'log' | 'redis'; readonly seconds: number }
  | { readonly type: 'refusal'; readonly reason: RefusalReason }
  | { readonly type: 'talk-begins' | 'talk-ends'; readonly deck: string }
  | { readonly type: 'sign-in'; readonly deck: string; readonly by: 'key' | 'token' }
  | { readonly type: 'sign-out' | 'revocation'; readonly deck: string };

/** Is told of every event. */
export type Observe = (event: LiveEvent) => void;

/** How many are connected to a room, and how it is. */
export interface RoomCensus {
  readonly deck: string;
  readonly viewers: number;
  readonly presenters: number;
  /** Sockets that cannot be written to at the moment, since their ends are behind. */
  readonly slow: number;
  readonly isLive: boolean;
  /** Whether its log is stored where it should be. */
  readonly isKept: boolean;
}
