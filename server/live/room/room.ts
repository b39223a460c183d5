/** A room as a pure function: who comes, goes or says what → the room after it, what to send, and what to log. */
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
import type { Command, Entry } from './record.ts';
import { apply, type DeckFacts, type Moment, type Room } from './state.ts';
import { timerAt } from './timer.ts';

/** Without a presenter for as long as this, in milliseconds, a talk is over. */
export const ALONE_MS = 10 * 60_000;

/** How often, in milliseconds, the log notes that a presenter is there: what a crash may cost in accuracy. */
const NOTE_MS = 60_000;

/** More media than these on one slide are not remembered for late joiners. */
const MEDIA_REMEMBERED = 16;

/** A connection, as the room knows it. */
export interface Peer {
  /** This connection's alone. */
  readonly id: string;
  /** The page's, over all its connections. */
  readonly page: string;
  readonly role: Role;
}

/** A message and whom it is for; `others` is everyone but the peer that caused it. */
export interface Send {
  readonly to: 'everyone' | 'others' | 'presenters' | 'peer';
  readonly message: ServerMessage;
}

/** What follows from one event. */
export interface Step {
  readonly room: Room;
  readonly send: readonly Send[];
  readonly log: readonly Entry[];
}

/** A peer comes. */
export function join(before: Room, peer: Peer, now: number): Step {
  const room = count(before, peer.role, 1);
  const { deck, state, timer, media, preview } = room;
  const { name, revision, audience } = deck;
  const toPeer: ServerMessage[] = [
    { type: 'welcome', role: peer.role, deck: name, revision, audience, at: now },
    state,
    ...(state.live ? [...media.map((medium) => mediaAt(medium, now)), preview] : []),
    ...(peer.role === 'presenter' ? [...notesOf(deck), timerAt(timer, now), ...troubleOf(room)] : []),
  ];
  return {
    room,
    send: [...toPeer.map((message) => ({ to: 'peer' as const, message })), countToPresenters(room)],
    log: [],
  };
}

/** A peer is gone. */
export function leave(before: Room, peer: Peer, now: number): Step {
  const room = count(before, peer.role, -1);
  const send = [countToPresenters(room)];
  if (peer.role === 'audience') return { room, send, log: [] };
  const pointing = room.pointing === peer.id;
  return {
    room: { ...room, presentAt: now, pointing: pointing ? undefined : room.pointing },
    send: pointing ? [...send, { to: 'others', message: { type: 'pointer' } }] : send,
    log: [],
  };
}

/** A peer says something. */
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
      // Taking a pointer away that another has taken over since would make that one blink.
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
      const entry: Entry = { at: now, epoch: room.state.epoch, type: 'timer', action };
      const after = apply(room, entry);
      return { room: after, send: [{ to: 'presenters', message: after.timer }], log: [entry] };
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

/** Time passes. */
export function tick(room: Room, now: number): Step {
  const { state, presenters, presentAt, notedAt } = room;
  if (state.live && presenters === 0 && now - presentAt >= ALONE_MS) {
    // It was over when the last presenter went, not when that became certain.
    const entry: Entry = { at: presentAt, epoch: state.epoch, type: 'expire' };
    const after = apply(room, entry);
    return { room: after, send: [{ to: 'everyone', message: after.state }, timerOf(after)], log: [entry] };
  }
  return now - notedAt >= NOTE_MS ? note(room, now) : { room, send: [], log: [] };
}

/** Notes that a presenter is there, where something lasts, so that a restart knows at least how long it has lasted. */
export function note(room: Room, now: number): Step {
  if (!lasts(room) || room.presenters === 0) return { room, send: [], log: [] };
  const entry: Entry = { at: now, epoch: room.state.epoch, type: 'present' };
  return { room: apply(room, entry), send: [], log: [entry] };
}

/** Whether something of the room goes on with time. */
function lasts({ state, timer }: Room): boolean {
  return state.live || timer.running;
}

/** The clock has leapt to `now`, by so many milliseconds. It is logged where something lasts on. */
export function leap(room: Room, by: number, now: number): Step {
  const entry: Entry = { at: Math.max(now, 0), epoch: room.state.epoch, type: 'clock', by };
  const after = apply(room, entry);
  // Pages learn the new time from it.
  const send: Send = { to: 'presenters', message: timerAt(after.timer, now) };
  return { room: after, send: [send], log: lasts(room) ? [entry] : [] };
}

/** The log is kept again, or is not any more. */
export function logChanged(before: Room, isKept: boolean): Step {
  const room = { ...before, isKept };
  return { room, send: [{ to: 'presenters', message: { type: 'log', kept: isKept } }], log: [] };
}

/** The deck was compiled anew. `changes` are those since the revision that the room had, where they are to be told. */
export function revise(room: Room, deck: DeckFacts, changes?: Changes): Step {
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

function troubleOf({ isKept, deck }: Room): ServerMessage[] {
  return [
    ...(isKept ? [] : [{ type: 'log' as const, kept: false }]),
    ...(deck.mistake ? [mistakeOf(deck)] : []),
  ];
}

/** What is wrong with a deck; empty words where nothing is. */
export function mistakeOf({ mistake }: DeckFacts): MistakeMessage {
  return { type: 'mistake', sentence: mistake?.sentence ?? '', text: mistake?.text ?? '' };
}

function notesOf({ notes }: DeckFacts): NotesMessage[] {
  return notes === undefined ? [] : [{ type: 'notes', revision: notes }];
}

type CommandMessage = Extract<ClientMessage, { type: 'go' | 'pause' | 'end' }>;

function accept(room: Room, { page }: Peer, message: CommandMessage, { now, epoch }: Moment): Step {
  const { state } = room;
  const begins = !state.live && state.seq > 0;
  const stamp = begins
    ? { at: now, epoch, seq: 1, by: page }
    : { at: now, epoch: state.epoch, seq: state.seq + 1, by: page };
  const entry = toCommand(named(message, room.deck), stamp);
  const after = apply(room, entry);
  const timer = begins || message.type === 'end' ? [timerOf(after)] : [];
  return { room: after, send: [{ to: 'everyone', message: after.state }, ...timer], log: [entry] };
}

/** What is remembered of a deck that holds back goes by the slides' ids: an older page tells none. */
function named(message: CommandMessage, { columns }: DeckFacts): CommandMessage {
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
 * Whether another presenter's page has acted since the state that a command was made upon. What is based on another run
 * is based on nothing of this one, so it passes only while no other page has acted in it: a room without memory takes up
 * what the first returning stage shows.
 */
function isOutdated(room: Room, { page }: Peer, { seen, epoch }: { seen: number; epoch?: string }): boolean {
  const { state, lastBy, otherSeq } = room;
  const newestByOther = page === lastBy ? otherSeq : state.seq;
  // A `seq` that this run has not reached and that names no run is another run's.
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

function timerOf({ timer }: Room): Send {
  return { to: 'presenters', message: timer };
}

/** A medium as it is at `now`: what plays has moved on. */
export function mediaAt(media: MediaMessage, now: number): MediaMessage {
  const passed = media.playing ? Math.max(0, now - media.at) / 1000 : 0;
  return { ...media, time: media.time + passed, at: now };
}
