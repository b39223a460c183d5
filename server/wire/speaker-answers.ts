/** What a speaker view asks its server for over HTTP, each an answer in JSON. */

/** One slide of a run. */
export interface RunSlide {
  readonly slide: string;
  readonly h: number;
  readonly v: number;
  /** Milliseconds on it, all visits together. */
  readonly duration: number;
  readonly visits: number;
}

/** One run: from its first command until it ended, or until a presenter was last seen. */
export interface Run {
  readonly epoch: string;
  /** Milliseconds since 1970, as `ended` is. */
  readonly started: number;
  readonly ended: number;
  /** Milliseconds from the first command to the end. */
  readonly total: number;
  /** Whether it was ended, by a presenter or for want of one. */
  readonly over: boolean;
  /** In the order of the first visit. */
  readonly slides: readonly RunSlide[];
}

/** `runs.json`: what the room's log tells, the newest run first. */
export interface Runs {
  readonly runs: readonly Run[];
}

/** `phone`: the address that makes a phone a presenter's, once. */
export interface Invitation {
  readonly address: string;
  /** By which the server is asked what has become of it. */
  readonly name: string;
  /** When it ends, in milliseconds since 1970 on the server's clock. */
  readonly expires: number;
}

/** What has become of the token in an invitation. */
export type TokenState = 'open' | 'redeemed' | 'gone';

/** `phone/NAME`: the same of one invitation. */
export interface PhoneState {
  readonly state: TokenState;
}

/** `paper.json`: whether the server can print. */
export interface PaperAnswer {
  readonly isThere: boolean;
}
