/** A room as a pure function: takes an event, and returns the room after it, what to send, and what to log. */
import type { Changes } from '../../wire/changes.ts';
import type {
  ClientMessage,
  MediaMessage,
  Mistake,
  MistakeMessage,
  NotesMessage,
  Role,
  ServerMessage,
} from '../../wire/protocol.ts';
import type { Command, Entry } from './log-entry.ts';
import { apply, type Moment, type Room, type RoomDeck } from './room-state.ts';
import { timerAt } from './timer.ts';

/** Milliseconds without a presenter after which a talk is over. */
export const ALONE_MS = 10 * 60_000;

/** How often, in milliseconds, the log notes that a presenter is connected: the accuracy that a crash may cost. */
const PRESENCE_MS = 60_000;

/** Media on one slide that are remembered for late joiners. */
const MEDIA_REMEMBERED = 16;

/** A connection, as the room knows it. */
export interface Peer {
  /** Unique to this connection. */
  readonly id: string;
  /** The page's name, the same for all its connections. */
  readonly page: string;
  readonly role: Role;
}

/** A message and its recipients; `others` is everyone but the peer that caused it. */
export interface Send {
  readonly to: 'everyone' | 'others' | 'presenters' | 'peer';
  readonly message: ServerMessage;
}

/** The result of one event. */
export interface Step {
  readonly room: Room;
  readonly send: readonly Send[];
  readonly log: readonly Entry[];
}

/** Handles a peer that joins. */
export function join(before: Room, peer: Peer, now: number): Step {
  const room = count(before, peer.role, 1);
  return { room, send: [...welcome(room, peer, now).send, countToPresenters(room)], log: [] };
}

/** Tells a peer, which is counted already, where the room is. */
export function welcome(room: Room, peer: Peer, now: number): Step {
  const { deck, state, timer, media, preview } = room;
  const { name, revision, audience } = deck;
  const toPeer: ServerMessage[] = [
    { type: 'welcome', role: peer.role, deck: name, revision, audience, at: now },
    state,
    ...(state.live ? [...media.map((medium) => mediaAt(medium, now)), preview] : []),
    ...(peer.role === 'presenter' ? [...notesOf(deck), timerAt(timer, now), ...problemsOf(room)] : []),
  ];
  return { room, send: toPeer.map((message) => ({ to: 'peer' as const, message })), log: [] };
}

/** Handles peers of other servers that carry the same room: by how many they are more than before. */
export function countElsewhere(
  before: Room,
  more: { readonly audience: number; readonly presenters: number },
  now: number,
): Step {
  const room = {
    ...before,
    audience: before.audience + more.audience,
    presenters: before.presenters + more.presenters,
    ...(more.presenters < 0 && { presenterSeenAt: now }),
  };
  return { room, send: more.audience === 0 ? [] : [countToPresenters(room)], log: [] };
}

/** Handles an entry of the log: what it changes, and who is told. */
export function enter(before: Room, entry: Entry, now: number): Step {
  const room = apply(before, entry);
  const state: Send = { to: 'everyone', message: room.state };
  const timer: Send = { to: 'presenters', message: timerAt(room.timer, now) };
  switch (entry.type) {
    case 'present':
      return { room, send: [], log: [entry] };
    case 'timer':
    case 'clock':
      return { room, send: [timer], log: [entry] };
    case 'expire':
    case 'end':
      return { room, send: [state, timer], log: [entry] };
    case 'go':
    case 'pause': {
      const begins = entry.epoch !== before.state.epoch;
      return { room, send: begins ? [state, timer] : [state], log: [entry] };
    }
  }
}

/** Handles a peer that is gone. */
export function leave(before: Room, peer: Peer, now: number): Step {
  const room = count(before, peer.role, -1);
  const send = [countToPresenters(room)];
  if (peer.role === 'audience') return { room, send, log: [] };
  const pointing = room.pointing === peer.id;
  return {
    room: { ...room, presenterSeenAt: now, pointing: pointing ? undefined : room.pointing },
    send: pointing ? [...send, { to: 'others', message: { type: 'pointer' } }] : send,
    log: [],
  };
}

/** Handles a peer's message. */
export function receive(room: Room, peer: Peer, message: ClientMessage, moment: Moment): Step {
  if (peer.role !== 'presenter') {
    const what = 'Only presenters may do this. Open the speaker view to become one.';
    return answer(room, { type: 'error', code: 'forbidden', message: what });
  }
  const { now } = moment;
  switch (message.type) {
    case 'pointer': {
      const { pointing } = room;
      const gone = message.x === undefined;
      // Another presenter has shown a pointer since: hiding that one would make it blink.
      if (gone && pointing !== peer.id) return { room, send: [], log: [] };
      const next = { ...room, pointing: gone ? undefined : peer.id };
      return { room: next, send: [{ to: 'others', message }], log: [] };
    }
    case 'media': {
      const told: MediaMessage = { ...message, at: now };
      const rest = room.media.filter(({ slide, index }) => slide !== told.slide || index !== told.index);
      const media = [...rest, told].slice(-MEDIA_REMEMBERED);
      return { room: { ...room, media }, send: [{ to: 'others', message: told }], log: [] };
    }
    case 'preview':
      return { room: { ...room, preview: message }, send: [{ to: 'others', message }], log: [] };
    case 'timer': {
      const { action } = message;
      return enter(room, { at: now, epoch: room.state.epoch, type: 'timer', action }, now);
    }
    case 'end':
      if (!room.state.live) return answer(room, room.state);
      return accept(room, peer, message, moment);
    case 'go':
    case 'pause':
      if (isOutdated(room, peer, message)) return answer(room, room.state);
      return accept(room, peer, message, moment);
  }
}

/** Handles the passing of time. */
export function tick(room: Room, now: number): Step {
  const { state, presenters, presenterSeenAt, loggedAt } = room;
  if (state.live && presenters === 0 && now - presenterSeenAt >= ALONE_MS) {
    // The talk ended when the last presenter left, not when that became certain.
    return enter(room, { at: presenterSeenAt, epoch: state.epoch, type: 'expire' }, now);
  }
  return now - loggedAt >= PRESENCE_MS ? logPresence(room, now) : { room, send: [], log: [] };
}

/**
 * Logs that a presenter is connected, while time matters to the room, so that a restart knows how long the talk
 * has lasted.
 */
export function logPresence(room: Room, now: number): Step {
  if (!isOngoing(room) || room.presenters === 0) return { room, send: [], log: [] };
  return enter(room, { at: now, epoch: room.state.epoch, type: 'present' }, now);
}

/** Returns whether the room is live or its timer runs. */
function isOngoing({ state, timer }: Room): boolean {
  return state.live || timer.running;
}

/**
 * Handles a clock that has leapt to `now`, by this many milliseconds. Logged only while time matters to the
 * room.
 */
export function leap(room: Room, by: number, now: number): Step {
  const entry: Entry = { at: Math.max(now, 0), epoch: room.state.epoch, type: 'clock', by };
  const step = enter(room, entry, now);
  return isOngoing(room) ? step : { ...step, log: [] };
}

/** Handles a log that can be stored again, or no longer. */
export function logChanged(before: Room, isKept: boolean): Step {
  const room = { ...before, isKept };
  return { room, send: [{ to: 'presenters', message: { type: 'log', kept: isKept } }], log: [] };
}

/**
 * Handles a deck that was compiled again. `changes` are those since the room's revision, where they are to be
 * sent.
 */
export function revise(room: Room, deck: RoomDeck, changes?: Changes): Step {
  const { revision } = deck;
  const from = room.deck.revision;
  const told: ServerMessage[] = [
    ...(changes ? [{ type: 'changes' as const, from, changes }] : []),
    { type: 'deck' as const, revision },
  ];
  return {
    room: { ...room, deck },
    send: [
      ...(revision === from ? [] : told).map((message) => ({ to: 'everyone' as const, message })),
      ...[
        ...(deck.notes === room.deck.notes ? [] : notesOf(deck)),
        ...(isSame(deck.mistake, room.deck.mistake) ? [] : [mistakeOf(deck)]),
      ].map((message) => ({ to: 'presenters' as const, message })),
    ],
    log: [],
  };
}

function isSame(one: Mistake | undefined, other: Mistake | undefined): boolean {
  return one?.sentence === other?.sentence && one?.text === other?.text;
}

function problemsOf({ isKept, deck }: Room): ServerMessage[] {
  return [
    ...(isKept ? [] : [{ type: 'log' as const, kept: false }]),
    ...(deck.mistake ? [mistakeOf(deck)] : []),
  ];
}

/** Returns the message about a deck's mistake; with empty texts where there is none. */
export function mistakeOf({ mistake }: RoomDeck): MistakeMessage {
  return { type: 'mistake', sentence: mistake?.sentence ?? '', text: mistake?.text ?? '' };
}

function notesOf({ notes }: RoomDeck): NotesMessage[] {
  return notes === undefined ? [] : [{ type: 'notes', revision: notes }];
}

type CommandMessage = Extract<ClientMessage, { type: 'go' | 'pause' | 'end' }>;

function accept(room: Room, { page }: Peer, message: CommandMessage, { now, epoch }: Moment): Step {
  const { state } = room;
  const begins = !state.live && state.seq > 0;
  const stamp = begins
    ? { at: now, epoch, seq: 1, by: page }
    : { at: now, epoch: state.epoch, seq: state.seq + 1, by: page };
  return enter(room, toCommand(withSlideId(message, room.deck), stamp), now);
}

/**
 * Adds the slide's id to a command without one, as older pages send it: a deck that withholds slides records
 * them by id.
 */
function withSlideId(message: CommandMessage, { columns }: RoomDeck): CommandMessage {
  if (message.type !== 'go' || message.position.slide !== '') return message;
  const { position } = message;
  return { ...message, position: { ...position, slide: columns?.[position.h]?.[position.v] ?? '' } };
}

function toCommand(message: CommandMessage, stamp: Omit<Command, 'type' | 'position' | 'paused'>): Command {
  switch (message.type) {
    case 'go':
      return { ...stamp, type: 'go', position: message.position };
    case 'pause':
      return { ...stamp, type: 'pause', paused: message.paused };
    case 'end':
      return { ...stamp, type: 'end' };
  }
}

/**
 * Returns whether another presenter's page has acted since the state that a command was based on. A command
 * based on another run passes only while no other page has acted in this one: a room without history takes over
 * what the first returning page shows.
 */
function isOutdated(room: Room, { page }: Peer, { seen, epoch }: { seen: number; epoch?: string }): boolean {
  const { state, lastBy, otherSeq } = room;
  const newestByOther = page === lastBy ? otherSeq : state.seq;
  // A `seq` that this run has not reached, without an epoch, is from another run.
  const ofThisRun = epoch === undefined ? seen <= state.seq : epoch === state.epoch;
  return (ofThisRun ? seen : 0) < newestByOther;
}

function answer(room: Room, message: ServerMessage): Step {
  return { room, send: [{ to: 'peer', message }], log: [] };
}

function count(room: Room, role: Role, change: 1 | -1): Room {
  return role === 'presenter'
    ? { ...room, presenters: room.presenters + change }
    : { ...room, audience: room.audience + change };
}

function countToPresenters({ audience }: Room): Send {
  return { to: 'presenters', message: { type: 'audience', count: audience } };
}

/** Returns a medium as it is at `now`: while it plays, its time has moved on. */
export function mediaAt(media: MediaMessage, now: number): MediaMessage {
  const passed = media.playing ? Math.max(0, now - media.at) / 1000 : 0;
  return { ...media, time: media.time + passed, at: now };
}
