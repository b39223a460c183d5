/** The room, as tables: what one event after another leads to. */
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../server/live/room/log-entry.ts';
import {
  ALONE_MS,
  join,
  leap,
  leave,
  logChanged,
  type Peer,
  receive,
  revise,
  type Send,
  type Step,
  tick,
} from '../../server/live/room/room.ts';
import { createRoom, type Room, resumeRoom } from '../../server/live/room/room-state.ts';
import type { ClientMessage, Role } from '../../server/wire/protocol.ts';

const deck = { name: 'talk', revision: '9f2c', audience: 'free' } as const;
const peer = (page: string, role: Role = 'presenter'): Peer => ({ id: `${page}-1`, page, role });
const [anna, ben, viewer] = [peer('anna'), peer('ben'), peer('viewer', 'audience')];
const at = (h: number) => ({ slide: `s${h}`, h, v: 0, f: -1 });
const go = (h: number, seen: number, epoch?: string): ClientMessage => ({
  type: 'go',
  position: at(h),
  seen,
  ...(epoch !== undefined && { epoch }),
});

/** A room that lives through what the test says, at times that the test says. */
class Story {
  room: Room = createRoom(deck, { now: 1000, epoch: 'run1' });
  now = 1000;
  log: Entry[] = [];
  #runs = 1;

  /** What was sent, as `to type`. */
  say(from: Peer, message: ClientMessage): string[] {
    return names(
      this.take(receive(this.room, from, message, { now: this.now, epoch: `run${++this.#runs}` })),
    );
  }

  take(step: Step): readonly Send[] {
    this.room = step.room;
    this.log.push(...step.log);
    return step.send;
  }

  get place(): string {
    const { epoch, seq, position, live } = this.room.state;
    return `${epoch} ${seq} ${position.slide}${live ? '' : ' over'}`;
  }
}

const names = (sends: readonly Send[]): string[] => sends.map(({ to, message }) => `${to} ${message.type}`);

function begun(): Story {
  const story = new Story();
  for (const each of [anna, ben, viewer]) story.take(join(story.room, each, 1000));
  return story;
}

describe('joining', () => {
  test('the audience gets welcome and state, and presenters its number', () => {
    const { send } = join(new Story().room, viewer, 1000);
    expect(send).toEqual([
      {
        to: 'peer',
        message: {
          type: 'welcome',
          role: 'audience',
          deck: 'talk',
          revision: '9f2c',
          audience: 'free',
          at: 1000,
        },
      },
      {
        to: 'peer',
        message: {
          type: 'state',
          epoch: 'run1',
          seq: 0,
          at: 1000,
          position: { slide: '', h: 0, v: 0, f: -1 },
          paused: false,
          live: false,
        },
      },
      { to: 'presenters', message: { type: 'audience', count: 1 } },
    ]);
  });

  test('a presenter gets the clock as it is now', () => {
    const story = begun();
    story.say(anna, { type: 'timer', action: 'start' });
    const { send } = join(story.room, peer('carl'), 61_000);
    expect(send.map(({ message }) => message)).toContainEqual({
      type: 'timer',
      running: true,
      elapsed: 60_000,
      at: 61_000,
    });
  });

  test('who is late gets the media that play, as far as they have played', () => {
    const story = begun();
    story.say(anna, go(1, 0));
    story.say(anna, { type: 'media', slide: 's1', index: 0, playing: true, time: 2 });
    story.say(anna, { type: 'media', slide: 's1', index: 1, playing: false, time: 7 });
    story.say(anna, { type: 'media', slide: 's1', index: 0, playing: true, time: 3 });
    const media = (now: number) =>
      join(story.room, viewer, now)
        .send.map(({ message }) => message)
        .filter(({ type }) => type === 'media');
    expect(media(5000)).toEqual([
      { type: 'media', slide: 's1', index: 1, playing: false, time: 7, at: 5000 },
      { type: 'media', slide: 's1', index: 0, playing: true, time: 7, at: 5000 },
    ]);
    story.say(anna, go(2, 1));
    expect(media(5000)).toEqual([]);
  });

  test('who is late, or comes back, gets what is shown in front of the slide, until a step or the end', () => {
    const story = begun();
    const preview = () =>
      join(story.room, viewer, 5000)
        .send.map(({ message }) => message)
        .filter(({ type }) => type === 'preview');
    const shown: ClientMessage = { type: 'preview', slide: 's1', index: 2 };
    const nothing: ClientMessage = { type: 'preview' };
    story.say(anna, go(1, 0));
    expect(preview()).toEqual([nothing]);
    expect(story.say(anna, shown)).toEqual(['others preview']);
    expect(preview()).toEqual([shown]);
    story.say(anna, { type: 'pause', paused: true, seen: 1 });
    expect(preview()).toEqual([shown]);
    expect(story.say(anna, nothing)).toEqual(['others preview']);
    expect(preview()).toEqual([nothing]);
    story.say(anna, shown);
    story.say(anna, go(2, 2));
    expect(preview()).toEqual([nothing]);
    story.say(anna, shown);
    story.say(anna, { type: 'end' });
    expect(preview()).toEqual([]);
    story.say(anna, go(1, 3));
    expect(preview()).toEqual([nothing]);
  });
});

describe('a command', () => {
  test('is counted and told to everyone', () => {
    const story = begun();
    expect(story.say(anna, go(1, 0))).toEqual(['everyone state']);
    expect(story.place).toBe('run1 1 s1');
    story.now = 2000;
    expect(story.say(ben, { type: 'pause', paused: true, seen: 1 })).toEqual(['everyone state']);
    expect(story.room.state).toMatchObject({ seq: 2, paused: true, at: 2000, position: at(1) });
  });

  test('to the same place counts as well', () => {
    const story = begun();
    story.say(anna, go(1, 0));
    story.say(anna, go(1, 1));
    expect(story.place).toBe('run1 2 s1');
  });

  test('is not for the audience', () => {
    const story = begun();
    const messages: ClientMessage[] = [
      go(1, 0),
      { type: 'pause', paused: true, seen: 0 },
      { type: 'end' },
      { type: 'timer', action: 'start' },
      { type: 'pointer', x: 0, y: 0 },
      { type: 'media', slide: 's', index: 0, playing: true, time: 0 },
      { type: 'preview', slide: 's', index: 0 },
    ];
    const before = story.room;
    for (const message of messages) expect(story.say(viewer, message)).toEqual(['peer error']);
    expect(story.room).toBe(before);
  });

  /** Who says what, upon which state, and where the room is then. */
  test.each<[string, [Peer, ClientMessage][], string]>([
    [
      'one’s own later commands pass',
      [
        [anna, go(1, 0)],
        [anna, go(2, 0)],
        [anna, go(3, 0)],
      ],
      'run1 3 s3',
    ],
    [
      'another’s on the newest passes',
      [
        [anna, go(1, 0)],
        [ben, go(2, 1)],
      ],
      'run1 2 s2',
    ],
    [
      'another’s on an older is refused',
      [
        [anna, go(1, 0)],
        [ben, go(2, 0)],
      ],
      'run1 1 s1',
    ],
    [
      'own over another’s is refused',
      [
        [anna, go(1, 0)],
        [ben, go(2, 1)],
        [anna, go(3, 1)],
      ],
      'run1 2 s2',
    ],
    [
      'own after own after another’s, on another’s, passes',
      [
        [anna, go(1, 0)],
        [ben, go(2, 1)],
        [anna, go(3, 2)],
        [anna, go(4, 2)],
      ],
      'run1 4 s4',
    ],
    [
      'own after own after another’s, on before another’s, is refused',
      [
        [anna, go(1, 0)],
        [ben, go(2, 1)],
        [anna, go(3, 2)],
        [anna, go(4, 1)],
      ],
      'run1 3 s3',
    ],
    [
      'of another run is refused',
      [
        [anna, go(1, 0)],
        [ben, go(2, 40, 'elsewhere')],
      ],
      'run1 1 s1',
    ],
    [
      'of another run, from who alone acted, passes',
      [
        [anna, go(1, 0)],
        [anna, go(2, 40, 'x')],
      ],
      'run1 2 s2',
    ],
    [
      'of a `seq` not reached is another run’s',
      [
        [anna, go(1, 0)],
        [ben, go(2, 40)],
      ],
      'run1 1 s1',
    ],
    [
      'that saw what the room forgot passes',
      [
        [anna, go(1, 0)],
        [ben, go(2, 40, 'run1')],
      ],
      'run1 2 s2',
    ],
    [
      'a room without memory takes up the first',
      [
        [ben, go(7, 40, 'before')],
        [anna, go(5, 40, 'before')],
      ],
      'run1 1 s7',
    ],
  ])('%s', (_, said, place) => {
    const story = begun();
    for (const [from, message] of said) story.say(from, message);
    expect(story.place).toBe(place);
  });

  test('that is refused answers its sender with the state, and nobody else', () => {
    const story = begun();
    story.say(anna, go(1, 0));
    const before = story.room;
    expect(story.say(ben, go(2, 0))).toEqual(['peer state']);
    expect(story.room).toBe(before);
  });
});

describe('a run', () => {
  test('ends, and the next command begins another', () => {
    const story = begun();
    story.say(anna, { type: 'timer', action: 'start' });
    story.say(anna, go(1, 0));
    story.say(anna, { type: 'pause', paused: true, seen: 1 });
    story.now = 9000;
    expect(story.say(ben, { type: 'end' })).toEqual(['everyone state', 'presenters timer']);
    expect(story.place).toBe('run1 3 s1 over');
    expect(story.room.state.paused).toBe(false);
    expect(story.room.timer).toEqual({ type: 'timer', running: false, elapsed: 8000, at: 9000 });

    expect(story.say(ben, { type: 'end' })).toEqual(['peer state']);
    expect(story.say(anna, go(2, 2))).toEqual(['peer state']);
    expect(story.say(anna, go(2, 3))).toEqual(['everyone state', 'presenters timer']);
    expect(story.place).toMatch(/^run[2-9] 1 s2$/);
    expect(story.room.timer.elapsed).toBe(0);
  });

  test('keeps the clock that was started for it', () => {
    const story = begun();
    story.say(anna, go(1, 0));
    story.say(anna, { type: 'end' });
    story.say(anna, { type: 'timer', action: 'start' });
    story.say(anna, go(1, 2));
    expect(story.room.timer.running).toBe(true);
  });

  test('is over when no presenter was there for ten minutes, from when the last one went', () => {
    const story = begun();
    story.say(anna, { type: 'timer', action: 'start' });
    story.say(anna, go(1, 0));
    story.take(leave(story.room, anna, 2000));
    story.take(tick(story.room, 3000 + ALONE_MS));
    expect(story.place).toBe('run1 1 s1');
    story.take(leave(story.room, ben, 5000));
    story.take(tick(story.room, 5000 + ALONE_MS - 1));
    expect(story.place).toBe('run1 1 s1');
    expect(names(story.take(tick(story.room, 5000 + ALONE_MS)))).toEqual([
      'everyone state',
      'presenters timer',
    ]);
    expect(story.place).toBe('run1 1 s1 over');
    expect(story.room.timer).toMatchObject({ running: false, elapsed: 4000 });
    expect(names(story.take(tick(story.room, 6000 + ALONE_MS)))).toEqual([]);
  });

  test('goes on when a presenter is back in time', () => {
    const story = begun();
    story.say(anna, go(1, 0));
    for (const each of [anna, ben]) story.take(leave(story.room, each, 2000));
    story.take(join(story.room, anna, 2000 + ALONE_MS - 1));
    story.take(tick(story.room, 3000 + ALONE_MS));
    expect(story.place).toBe('run1 1 s1');
  });

  test('is noted every minute while a presenter is there', () => {
    const story = begun();
    story.say(anna, go(1, 0));
    for (const now of [30_000, 61_000, 90_000, 121_500]) story.take(tick(story.room, now));
    expect(story.log.filter(({ type }) => type === 'present').map((entry) => entry.at)).toEqual([
      61_000, 121_500,
    ]);
  });
});

describe('a log', () => {
  test('leads to the same room', () => {
    const story = begun();
    story.say(anna, { type: 'timer', action: 'start' });
    story.now = 3000;
    story.say(anna, go(1, 0));
    story.say(ben, go(2, 1));
    story.say(ben, { type: 'pause', paused: true, seen: 2 });
    story.say(anna, { type: 'pointer', x: 0, y: 0 });
    const resumed = resumeRoom(deck, story.log, { now: 8000, epoch: 'other' });
    const { state, timer, lastBy, otherSeq } = story.room;
    expect({ ...resumed }).toMatchObject({ state, timer, lastBy, otherSeq });
  });

  test('in which the machine’s clock was set leads to the same room, and to the same durations', () => {
    const story = begun();
    story.now = 1_000;
    story.say(anna, { type: 'timer', action: 'start' });
    story.say(anna, go(1, 0));
    story.now = 3_605_000;
    expect(story.take(leap(story.room, 3_600_000, story.now))).toEqual([
      { to: 'presenters', message: { ...story.room.timer, elapsed: 4_000, at: 3_605_000 } },
    ]);
    story.now = 3_606_000;
    story.say(anna, { type: 'timer', action: 'pause' });
    expect(story.room.timer).toMatchObject({ running: false, elapsed: 5_000 });
    const resumed = resumeRoom(deck, story.log, { now: 3_607_000, epoch: 'other' });
    expect(resumed).toMatchObject({ state: story.room.state, timer: story.room.timer });
    expect(tick(resumed, 3_607_000).room.state.live).toBe(true);
  });

  test('of a room where nothing lasts does not tell that the machine’s clock was set', () => {
    const story = begun();
    story.take(leap(story.room, -3_600_000, 0));
    expect(story.log).toEqual([]);
  });

  test('that is not kept is told to presenters, and to those who come, until it is kept', () => {
    const story = begun();
    const told = { to: 'presenters', message: { type: 'log', kept: false } };
    expect(story.take(logChanged(story.room, false))).toEqual([told]);
    const messages = (peer: Peer) =>
      story.take(join(story.room, peer, 1000)).map(({ message }) => message.type);
    expect(messages({ ...anna, id: 'more' })).toContain('log');
    expect(messages({ id: 'v', page: 'v', role: 'audience' })).not.toContain('log');
    story.take(logChanged(story.room, true));
    expect(messages({ ...anna, id: 'most' })).not.toContain('log');
  });

  test('of a deck with a mistake tells presenters of it, and those who come, until it is mended', () => {
    const story = begun();
    const mistake = { sentence: 'It has a mistake', text: 'talk.md:1:1' };
    const told = { to: 'presenters', message: { type: 'mistake', ...mistake } };
    expect(story.take(revise(story.room, { ...deck, mistake }))).toEqual([told]);
    expect(story.take(revise(story.room, { ...deck, mistake: { ...mistake } }))).toEqual([]);
    const messages = (peer: Peer) =>
      story.take(join(story.room, peer, 1000)).map(({ message }) => message.type);
    expect(messages({ ...anna, id: 'more' })).toContain('mistake');
    expect(messages({ id: 'v', page: 'v', role: 'audience' })).not.toContain('mistake');
    const none = { type: 'mistake', sentence: '', text: '' };
    expect(story.take(revise(story.room, deck))).toEqual([{ to: 'presenters', message: none }]);
    expect(messages({ ...anna, id: 'most' })).not.toContain('mistake');
  });

  test('has no pointer, no media and no preview', () => {
    const story = begun();
    story.say(anna, { type: 'pointer', x: 0, y: 0 });
    story.say(anna, { type: 'preview', slide: 's', index: 0 });
    story.say(anna, { type: 'media', slide: 's', index: 0, playing: true, time: 0 });
    expect(story.log).toEqual([]);
  });

  test('of yesterday is over at the first look at the clock', () => {
    const story = begun();
    story.say(anna, go(1, 0));
    const resumed = resumeRoom(deck, story.log, { now: 90_000_000, epoch: 'other' });
    expect(resumed.state.live).toBe(true);
    expect(tick(resumed, 90_000_000).room.state.live).toBe(false);
  });
});

describe('the rest', () => {
  test('a pointer goes to the others and away with its presenter', () => {
    const story = begun();
    expect(story.say(anna, { type: 'pointer', x: 0.1, y: 0.2 })).toEqual(['others pointer']);
    expect(story.say(ben, { type: 'pointer' })).toEqual([]);
    expect(story.take(leave(story.room, anna, 2000))).toContainEqual({
      to: 'others',
      message: { type: 'pointer' },
    });
    expect(story.room.pointing).toBeUndefined();
  });

  test('a deck that was compiled anew is told once', () => {
    const story = begun();
    const next = { ...deck, revision: 'a1b2' };
    expect(story.take(revise(story.room, next))).toEqual([
      { to: 'everyone', message: { type: 'deck', revision: 'a1b2' } },
    ]);
    expect(story.take(revise(story.room, next))).toEqual([]);
  });

  test('what has changed of a deck is told before its revision, and for which pages', () => {
    const story = begun();
    const changes = { revision: 'a1b2', slides: {} };
    expect(story.take(revise(story.room, { ...deck, revision: 'a1b2' }, changes))).toEqual([
      { to: 'everyone', message: { type: 'changes', from: deck.revision, changes } },
      { to: 'everyone', message: { type: 'deck', revision: 'a1b2' } },
    ]);
  });

  test('the clock starts, stands and begins anew', () => {
    const story = begun();
    const timer = (action: 'start' | 'pause' | 'reset', now: number) => {
      story.now = now;
      expect(story.say(anna, { type: 'timer', action })).toEqual(['presenters timer']);
      return [story.room.timer.running, story.room.timer.elapsed];
    };
    expect(timer('start', 1000)).toEqual([true, 0]);
    expect(timer('start', 3000)).toEqual([true, 2000]);
    expect(timer('pause', 4000)).toEqual([false, 3000]);
    expect(timer('pause', 9000)).toEqual([false, 3000]);
    expect(timer('start', 9000)).toEqual([true, 3000]);
    expect(timer('reset', 9500)).toEqual([true, 0]);
    expect(timer('pause', 8000)).toEqual([false, 0]);
  });
});
