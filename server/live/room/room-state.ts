/** The state of a room, and how it follows from its log entries. Pure functions. */

import type { AudienceMode, MediaMessage, Mistake, Preview, State, Timer } from '../../wire/protocol.ts';
import type { Command, Entry } from './log-entry.ts';
import { applyTimerAction, stoppedTimer, timerAt } from './timer.ts';

/** What a room knows about its deck. */
export interface RoomDeck {
  readonly name: string;
  readonly revision: string;
  /** Revision of its notes, where they may change. */
  readonly notes?: string;
  readonly audience: AudienceMode;
  /** Why a previous version is shown, if it is. */
  readonly mistake?: Mistake | undefined;
  /** The ids of its slides by column and row, if it withholds what has not been shown. */
  readonly columns?: readonly (readonly string[])[] | undefined;
}

/** A room: one deck's live state, as a value. */
export interface Room {
  readonly deck: RoomDeck;
  readonly state: State;
  /** The page that sent the newest command; empty before the first. */
  readonly lastBy: string;
  /** The newest `seq` of the run that is not from `lastBy`; 0 for none. */
  readonly otherSeq: number;
  readonly timer: Timer;
  /** The latest message for each medium on the current slide. */
  readonly media: readonly MediaMessage[];
  /** What is open in front of the current slide. */
  readonly preview: Preview;
  /** Id of the peer whose pointer is shown. */
  readonly pointing: string | undefined;
  /** Number of connected peers of each role. */
  readonly audience: number;
  readonly presenters: number;
  /** When a presenter was last known to be connected; meaningless while one is. */
  readonly presenterSeenAt: number;
  /** When the last entry was logged. */
  readonly loggedAt: number;
  /** Whether the log is stored where it should be. */
  readonly isKept: boolean;
}

/** The time of an event, and a name for the run that it may begin. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A name that no other run has. */
  readonly epoch: string;
}

/** Nothing is in front of the slide. */
const NO_PREVIEW: Preview = { type: 'preview' };

/** Creates a room without history. */
export function createRoom(deck: RoomDeck, { now, epoch }: Moment): Room {
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
    presenterSeenAt: now,
    loggedAt: now,
    isKept: true,
  };
}

/** Restores a room from its log. */
export function resumeRoom(deck: RoomDeck, entries: readonly Entry[], moment: Moment): Room {
  return entries.reduce(apply, createRoom(deck, moment));
}

/**
 * Returns the room after a log entry: the only function that changes what the log restores, for new commands and when
 * replaying the log.
 */
export function apply(room: Room, entry: Entry): Room {
  const noted = { ...room, presenterSeenAt: Math.max(entry.at, 0), loggedAt: entry.at };
  switch (entry.type) {
    case 'present':
      return noted;
    case 'clock':
      return shiftTimes(room, entry.by);
    case 'timer': {
      const state = { ...room.state, epoch: entry.epoch };
      return { ...noted, state, timer: applyTimerAction(room.timer, entry.action, entry.at) };
    }
    case 'expire':
      return endTalk(noted, { ...room.state, at: entry.at });
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
    // A running timer was started for this run; a stopped one shows the previous run.
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
      return endTalk(counted, state);
  }
}

/** Returns the room after its clock has leapt: all its times are shifted, so that durations stay the same. */
function shiftTimes(room: Room, by: number): Room {
  const { state, timer, media, presenterSeenAt, loggedAt } = room;
  return {
    ...room,
    state: { ...state, at: state.at + by },
    timer: { ...timer, at: timer.at + by },
    media: media.map((medium) => ({ ...medium, at: medium.at + by })),
    presenterSeenAt: presenterSeenAt + by,
    loggedAt: loggedAt + by,
  };
}

/** Returns the room when a talk is over: the audience is free, the timer stopped. */
function endTalk(room: Room, state: State): Room {
  const timer = { ...timerAt(room.timer, state.at), running: false };
  return { ...room, state: { ...state, paused: false, live: false }, timer, media: [], preview: NO_PREVIEW };
}
