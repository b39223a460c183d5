/** What the speaker view knows of the talk, and what can be done to it. Acts at once, agrees with the room after. No DOM. */
import { applyTimerAction, stoppedTimer, timerAt } from '../../../server/live/room/timer.ts';
import type {
  ClientMessage,
  Mistake,
  Position,
  ServerMessage,
  State,
  Timer,
  TimerAction,
} from '../../../server/wire/protocol.ts';
import { type Act, Lead } from '../../room/lead.ts';
import { type Link, LinkQualityMeter } from './link-quality.ts';
import { type Outline, type Place, placeOf, positionOf } from './outline.ts';

/** The part of a connection that a session uses. */
export interface Wire {
  send(message: ClientMessage): boolean;
  /** The server's time. */
  now(): number;
}

/** The part of a deck that a session uses. */
export interface DeckVersion {
  readonly slides: Outline;
  readonly revision: string;
  readonly notes?: string;
}

/** Callbacks of a session. */
export interface SessionEvents {
  /** Called when something visible has changed. */
  readonly changed: () => void;
  /** Called when the room has a newer deck than the page. */
  readonly outdated: () => void;
  /** Called when this browser is no longer signed in. */
  readonly dismissed: () => void;
  /** Called with the reason why a previous version of the deck is shown; with empty texts when it is not. */
  readonly mistaken: (mistake: Mistake) => void;
  /** Called when somebody points, or stops pointing. */
  readonly pointed: (at: { readonly x: number; readonly y: number } | undefined) => void;
}

/** A talk from this page's point of view. */
export class Session {
  readonly #wire: Wire;
  readonly #events: SessionEvents;
  readonly #lead: Lead;
  readonly #meter = new LinkQualityMeter();
  #outline: Outline;
  #revision: string;
  #notes: string | undefined;
  #place: Place = { index: 0, f: -1 };
  #paused = false;
  #watching = 0;
  #kept = true;
  #timer: Timer | undefined;
  /** Timer actions made while the room was disconnected. */
  #owed: readonly TimerAction[] = [];

  constructor(wire: Wire, deck: DeckVersion, events: SessionEvents) {
    this.#wire = wire;
    this.#events = events;
    this.#outline = deck.slides;
    this.#revision = deck.revision;
    this.#notes = deck.notes;
    this.#lead = new Lead({
      send: (message) => wire.send(message),
      show: (state) => this.#follow(state),
      shown: () => ({ position: this.position, paused: this.#paused }),
    });
  }

  get place(): Place {
    return this.#place;
  }

  get position(): Position {
    return positionOf(this.#outline, this.#place);
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Whether somebody presents. */
  get live(): boolean {
    return this.#lead.room?.live ?? false;
  }

  /** Number of connected viewers. */
  get watching(): number {
    return this.#watching;
  }

  get running(): boolean {
    return this.#timer?.running ?? false;
  }

  /** Milliseconds on the talk's timer, now. */
  get elapsed(): number {
    return this.#timer ? timerAt(this.#timer, this.#wire.now()).elapsed : 0;
  }

  /** Returns the quality of the connection. */
  link(now = performance.now()): Link {
    return this.#meter.quality(now, this.#kept);
  }

  /** Goes to a place: here at once, then everywhere. The first step of a talk starts its timer. */
  go(place: Place): void {
    if (place.index === this.#place.index && place.f === this.#place.f) return;
    const onward = place.index > this.#place.index || place.f > this.#place.f;
    this.#place = place;
    this.#act({ type: 'go', position: this.position });
    if (onward && this.#timer && !this.#timer.running && this.elapsed === 0) this.clock('start');
    this.#events.changed();
  }

  /** Steps to a place. Where the screen is black, the slide is shown again instead: nobody would see the step. */
  step(place: Place): void {
    if (this.#paused) this.pause(false);
    else this.go(place);
  }

  /** Makes every screen black, or shows the slide again. */
  pause(paused: boolean): void {
    this.#paused = paused;
    this.#act({ type: 'pause', paused });
    this.#events.changed();
  }

  /** Ends the talk, which releases the audience. */
  end(): void {
    this.#act({ type: 'end' });
  }

  /** Starts, pauses or resets the talk's timer. */
  clock(action: TimerAction): void {
    const now = this.#wire.now();
    this.#timer = applyTimerAction(this.#timer ?? stoppedTimer(now), action, now);
    if (!this.#wire.send({ type: 'timer', action })) this.#owed = [...this.#owed, action].slice(-8);
    this.#events.changed();
  }

  /** Points at a part of the slide, or stops pointing. */
  point(at: { readonly x: number; readonly y: number } | undefined): void {
    this.#wire.send({ type: 'pointer', ...at });
  }

  /** Handles a message from the room. */
  receive(message: ServerMessage): void {
    this.#meter.heard(performance.now(), message.type === 'state');
    this.#lead.receive(message);
    switch (message.type) {
      case 'welcome':
        // On joining, a room only reports problems, so everything is fine until it does.
        this.#kept = true;
        this.#events.mistaken({ sentence: '', text: '' });
        if (message.role !== 'presenter') this.#events.dismissed();
        if (message.revision !== this.#revision) this.#events.outdated();
        break;
      case 'deck':
        if (message.revision !== this.#revision) this.#events.outdated();
        break;
      case 'notes':
        if (message.revision !== this.#notes) this.#events.outdated();
        break;
      case 'audience':
        this.#watching = message.count;
        break;
      case 'timer':
        this.#takeTimer(message);
        break;
      case 'log':
        this.#kept = message.kept;
        break;
      case 'mistake':
        this.#events.mistaken(message);
        break;
      case 'pointer':
        // Sent many times a second, and nothing else changes.
        this.#events.pointed(message.x === undefined ? undefined : { x: message.x, y: message.y });
        return;
    }
    this.#events.changed();
  }

  /** Handles a connected or disconnected room. */
  connected(connected: boolean): void {
    this.#meter.connected(performance.now(), connected);
    if (!connected) this.#lead.lost();
    this.#events.changed();
  }

  /** Handles a page that is hidden. */
  sleep(): void {
    this.#lead.sleep();
  }

  /** Replaces the deck, and stays on the slide. */
  replace(deck: DeckVersion): void {
    // By the room's own position: a slide that was removed and is back is found by its id alone.
    const position = this.#lead.agreed ?? this.position;
    this.#outline = deck.slides;
    this.#revision = deck.revision;
    this.#notes = deck.notes;
    this.#place = placeOf(deck.slides, position);
    this.#events.changed();
  }

  #act(act: Act): void {
    this.#meter.sent(performance.now());
    this.#lead.act(act);
  }

  /** Follows the room. Where nobody presents, its position is from a past talk, and ignored. */
  #follow({ live, position, paused }: State): void {
    if (live) this.#place = placeOf(this.#outline, position);
    this.#paused = paused;
  }

  #takeTimer(timer: Timer): void {
    this.#timer = timer;
    const owed = this.#owed;
    this.#owed = [];
    for (const action of owed) this.clock(action);
  }
}
