/** What the speaker view knows of the talk, and what can be done to it. Acts at once, agrees with the room after. No DOM. */
import { actOnTimer, stoppedTimer, timerAt } from '../../../server/live/room/timer.ts';
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
import { type Link, LinkMeter } from './link.ts';
import { type Outline, type Place, placeOf, positionOf } from './outline.ts';

/** The connection, as far as a session uses it. */
export interface Wire {
  send(message: ClientMessage): boolean;
  /** The server's time. */
  now(): number;
}

/** A deck, as far as a session knows it. */
export interface DeckVersion {
  readonly slides: Outline;
  readonly revision: string;
  readonly notes?: string;
}

/** Whom a session tells what. */
export interface SessionEvents {
  /** Something that the view shows is different. */
  readonly changed: () => void;
  /** The page carries an older deck than the room has. */
  readonly outdated: () => void;
  /** This browser is no presenter any more. */
  readonly dismissed: () => void;
  /** The deck is shown as it was before, for this reason; without words, as it is. */
  readonly mistaken: (mistake: Mistake) => void;
  /** Somebody points, or nobody any more. */
  readonly pointed: (at: { readonly x: number; readonly y: number } | undefined) => void;
}

/** One talk from this page's point of view. */
export class Session {
  readonly #wire: Wire;
  readonly #events: SessionEvents;
  readonly #lead: Lead;
  readonly #meter = new LinkMeter();
  #outline: Outline;
  #revision: string;
  #notes: string | undefined;
  #place: Place = { index: 0, f: -1 };
  #paused = false;
  #watching = 0;
  #kept = true;
  #timer: Timer | undefined;
  /** What was done to the clock without the room. */
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

  /** Somebody presents. */
  get live(): boolean {
    return this.#lead.room?.live ?? false;
  }

  /** How many of the audience are connected. */
  get watching(): number {
    return this.#watching;
  }

  get running(): boolean {
    return this.#timer?.running ?? false;
  }

  /** Milliseconds on the talk's clock, now. */
  get elapsed(): number {
    return this.#timer ? timerAt(this.#timer, this.#wire.now()).elapsed : 0;
  }

  /** How good the connection is. */
  link(now = performance.now()): Link {
    return this.#meter.quality(now, this.#kept);
  }

  /** Goes to a place: here at once, then everywhere. The first step of a talk starts its clock. */
  go(place: Place): void {
    if (place.index === this.#place.index && place.f === this.#place.f) return;
    const onward = place.index > this.#place.index || place.f > this.#place.f;
    this.#place = place;
    this.#act({ type: 'go', position: this.position });
    if (onward && this.#timer && !this.#timer.running && this.elapsed === 0) this.clock('start');
    this.#events.changed();
  }

  /** Makes every screen black, or shows the slide again. */
  pause(paused: boolean): void {
    this.#paused = paused;
    this.#act({ type: 'pause', paused });
    this.#events.changed();
  }

  /** Ends the talk: the audience is free. */
  end(): void {
    this.#act({ type: 'end' });
  }

  /** Starts, stops or resets the talk's clock. */
  clock(action: TimerAction): void {
    const now = this.#wire.now();
    this.#timer = actOnTimer(this.#timer ?? stoppedTimer(now), action, now);
    if (!this.#wire.send({ type: 'timer', action })) this.#owed = [...this.#owed, action].slice(-8);
    this.#events.changed();
  }

  /** Points at a part of the slide, or no longer. */
  point(at: { readonly x: number; readonly y: number } | undefined): void {
    this.#wire.send({ type: 'pointer', ...at });
  }

  /** Takes what the room says. */
  receive(message: ServerMessage): void {
    this.#meter.heard(performance.now(), message.type === 'state');
    this.#lead.receive(message);
    switch (message.type) {
      case 'welcome':
        // A room tells on joining only what is not well.
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
        // Many times in a second, and nothing else is different.
        this.#events.pointed(message.x === undefined ? undefined : { x: message.x, y: message.y });
        return;
    }
    this.#events.changed();
  }

  /** The room is there, or gone. */
  connected(connected: boolean): void {
    this.#meter.connected(performance.now(), connected);
    if (!connected) this.#lead.lost();
    this.#events.changed();
  }

  /** The page goes out of sight. */
  sleep(): void {
    this.#lead.sleep();
  }

  /** The deck was compiled anew: the talk stays on its slide. */
  replace(deck: DeckVersion): void {
    // By the room's own words: a slide that was away and is back is known by its name alone.
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

  /** Where nobody presents, the room's position is that of a former talk, and of no concern. */
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
