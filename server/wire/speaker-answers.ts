/** The JSON responses that a speaker view requests from its server over HTTP. */

/** One slide of a run. */
export interface RunSlide {
  readonly slide: string;
  readonly h: number;
  readonly v: number;
  /** Total milliseconds on the slide, over all visits. */
  readonly duration: number;
  readonly visits: number;
}

/** One run: from its first command to its end, or to when a presenter was last connected. */
export interface Run {
  readonly epoch: string;
  /** Milliseconds since 1970; so is `ended`. */
  readonly started: number;
  readonly ended: number;
  /** Milliseconds from `started` to `ended`. */
  readonly total: number;
  /** Whether the run has ended, by a presenter's command or because no presenter was connected. */
  readonly over: boolean;
  /** In the order of their first visits. */
  readonly slides: readonly RunSlide[];
}

/** Response of `runs.json`: the runs in the room's log, newest first. */
export interface Runs {
  readonly runs: readonly Run[];
}

/** Response of `phone`: an address that makes a phone a presenter's, once. */
export interface Invitation {
  readonly address: string;
  /** Name under which the token's state is requested. */
  readonly name: string;
  /** Expiry in milliseconds since 1970, by the server's clock. */
  readonly expires: number;
}

/** The state of an invitation's token. */
export type TokenState = 'open' | 'redeemed' | 'gone';

/** Response of `phone/NAME`: the state of one invitation's token. */
export interface PhoneState {
  readonly state: TokenState;
}

/** Response of `paper.json`: whether the server can print. */
export interface PaperAnswer {
  readonly isThere: boolean;
}
