/** What a room is, and how it follows from its accepted commands. Pure. */
import type { AudienceMode, MediaMessage, Mistake, Preview, State, Timer } from '../../wire/protocol.ts';
import type { Command, Entry } from './record.ts';
import { actOnTimer, stoppedTimer, timerAt } from './timer.ts';

/** What a room knows of its deck. */
export interface DeckFacts {
  readonly name: string;
  readonly revision: string;
  /** Names its notes, where they may change. */
  readonly notes?: string;
  readonly audience: AudienceMode;
  /** Why it is shown as it was before, where it is. */
  readonly mistake?: Mistake | undefined;
  /** The ids of its slides by column and row, where it holds back what has not been shown. */
  readonly columns?: readonly (readonly string[])[] | undefined;
}

/** A room: one deck's live state, as a value. */
export interface Room {
  readonly deck: DeckFacts;
  readonly state: State;
  /** The page whose command is the newest; empty before the first. */
  readonly lastBy: string;
  /** The newest `seq` of the run that is not from `lastBy`; 0 for none. */
  readonly otherSeq: number;
  readonly timer: Timer;
  /** What the media on the current slide do, the latest for each. */
  readonly media: readonly MediaMessage[];
  /** What is shown in front of the current slide. */
  readonly preview: Preview;
  /** Id of the peer that shows a pointer. */
  readonly pointing: string | undefined;
  /** Peers of each role. */
  readonly audience: number;
  readonly presenters: number;
  /** When a presenter was last known to be there; of no meaning while one is. */
  readonly presentAt: number;
  /** When something was last logged. */
  readonly notedAt: number;
  /** Whether the log is kept where it was meant to be. */
  readonly isKept: boolean;
}

/** When something happens, and what a run that begins with it is called. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A name that no other run has. */
  readonly epoch: string;
}

/** Nothing is in front of the slide. */
const NO_PREVIEW: Preview = { type: 'preview' };

/** A room without memory. */
export function createRoom(deck: DeckFacts, { now, epoch }: Moment): Room {
  return {
    deck,
    state: {
      type: 'state',
      epoch,
      seq: 0,
      at: now,
      position: { slide: '', h: 0, v: 0, f: -1 },
      paused: false,
      live: false,
    },
    lastBy: '',
    otherSeq: 0,
    timer: stoppedTimer(now),
    media: [],
    preview: NO_PREVIEW,
    pointing: undefined,
    audience: 0,
    presenters: 0,
    presentAt: now,
    notedAt: now,
    isKept: true,
  };
}

/** The room that a log leads to. */
export function resumeRoom(deck: DeckFacts, entries: readonly Entry[], moment: Moment): Room {
  return entries.reduce(apply, createRoom(deck, moment));
}

/** The room after an accepted command: the one place where a room's state changes, for the living and for the log. */
export function apply(room: Room, entry: Entry): Room {
  const noted = { ...room, presentAt: Math.max(entry.at, 0), notedAt: entry.at };
  switch (entry.type) {
    case 'present':
      return noted;
    case 'clock':
      return moveAlong(room, entry.by);
    case 'timer': {
      const state = { ...room.state, epoch: entry.epoch };
      return { ...noted, state, timer: actOnTimer(room.timer, entry.action, entry.at) };
    }
    case 'expire':
      return over(noted, { ...room.state, at: entry.at });
    case 'go':
    case 'pause':
    case 'end':
      return applyCommand(noted, entry);
  }
}

function applyCommand(room: Room, command: Command): Room {
  const { epoch, seq, at, by } = command;
  const isNewRun = epoch !== room.state.epoch;
  const counted = {
    ...room,
    lastBy: by,
    otherSeq: isNewRun ? 0 : by === room.lastBy ? room.otherSeq : room.state.seq,
    // A clock that runs was started for this run; one that stands shows the former.
    timer: isNewRun && !room.timer.running ? stoppedTimer(at) : room.timer,
  };
  const state = { ...room.state, epoch, seq, at, live: true };
  switch (command.type) {
    case 'go': {
      const { position } = command;
      const media = room.media.filter(({ slide }) => slide === position.slide);
      return { ...counted, state: { ...state, position }, media, preview: NO_PREVIEW };
    }
    case 'pause':
      return { ...counted, state: { ...state, paused: command.paused } };
    case 'end':
      return over(counted, state);
  }
}

/** The room when its clock has leapt: all that it remembers moves along, so that what lasts is as long as it was. */
function moveAlong(room: Room, by: number): Room {
  const { state, timer, media, presentAt, notedAt } = room;
  return {
    ...room,
    state: { ...state, at: state.at + by },
    timer: { ...timer, at: timer.at + by },
    media: media.map((medium) => ({ ...medium, at: medium.at + by })),
    presentAt: presentAt + by,
    notedAt: notedAt + by,
  };
}

/** Nobody presents any more: the screens are free, the clock stands. */
function over(room: Room, state: State): Room {
  const timer = { ...timerAt(room.timer, state.at), running: false };
  return { ...room, state: { ...state, paused: false, live: false }, timer, media: [], preview: NO_PREVIEW };
}
