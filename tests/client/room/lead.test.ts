/** A presenter's page against its room: what it sends, and where it goes. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Lead, type Shown } from '../../../client/room/lead.ts';
import type { ClientMessage, Position, State, Welcome } from '../../../server/wire/protocol.ts';

const welcome: Welcome = {
  type: 'welcome',
  role: 'presenter',
  deck: 'talk',
  revision: 'r',
  audience: 'free',
  at: 0,
};

const at = (h: number): Position => ({ slide: `s${h}`, h, v: 0, f: -1 });

const state = (seq: number, h: number, part: Partial<State> = {}): State => ({
  type: 'state',
  epoch: 'e',
  seq,
  at: 0,
  position: at(h),
  paused: false,
  live: seq > 0,
  ...part,
});

const go = (h: number, seen: number, epoch = 'e'): ClientMessage => ({
  type: 'go',
  position: at(h),
  seen,
  epoch,
});

/** A page in a room at slide 1, after five commands. */
function page(): Page {
  const sent: ClientMessage[] = [];
  const went: number[] = [];
  const page: Page = {
    shown: { position: at(0), paused: false } as Shown,
    online: true,
    sent,
    went,
    lead: new Lead({
      send(message) {
        if (page.online) sent.push(message);
        return page.online;
      },
      show({ position, paused }) {
        went.push(position.h);
        page.shown = { position, paused };
      },
      shown: () => page.shown,
    }),
    /** The person goes to a slide. */
    go(h: number) {
      page.shown = { ...page.shown, position: at(h) };
      page.lead.act({ type: 'go', position: at(h) });
    },
    pause(paused: boolean) {
      page.shown = { ...page.shown, paused };
      page.lead.act({ type: 'pause', paused });
    },
    lose() {
      page.online = false;
      page.lead.lost();
    },
    return(room: State) {
      page.online = true;
      page.lead.receive(welcome);
      page.lead.receive(room);
    },
  };
  page.return(state(5, 1));
  return page;
}

/** What a test does with a page. */
interface Page {
  shown: Shown;
  online: boolean;
  readonly sent: ClientMessage[];
  readonly went: number[];
  readonly lead: Lead;
  go(h: number): void;
  pause(paused: boolean): void;
  lose(): void;
  return(room: State): void;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('with the room there', () => {
  test('joining goes to the room and sends nothing', () => {
    const { sent, went } = page();
    expect(went).toEqual([1]);
    expect(sent).toEqual([]);
  });

  test('an act names the state that it is based on', () => {
    const { lead, sent } = page();
    lead.act({ type: 'go', position: at(2) });
    lead.act({ type: 'pause', paused: true });
    lead.act({ type: 'end' });
    expect(sent).toEqual([go(2, 5), { type: 'pause', paused: true, seen: 5, epoch: 'e' }, { type: 'end' }]);
  });

  test('two steps at once are not undone by the echo of the first', () => {
    const own = page();
    own.go(2);
    own.go(3);
    own.lead.receive(state(6, 2));
    own.lead.receive(state(7, 3));
    expect(own.went).toEqual([1, 3]);
  });

  test('a refused act leads back to the room', () => {
    const own = page();
    own.go(2);
    own.lead.receive(state(6, 9));
    own.lead.receive(state(6, 9));
    expect(own.went).toEqual([1, 9]);
    own.go(4);
    own.lead.receive(state(7, 4));
    expect(own.sent.at(-1)).toEqual(go(4, 6));
    expect(own.went.at(-1)).toBe(4);
  });

  test('an act after another presenter’s stands, though one before it was refused', () => {
    const own = page();
    own.go(2);
    own.lead.receive(state(6, 9));
    own.go(10);
    own.lead.receive(state(6, 9));
    own.lead.receive(state(7, 10));
    expect(own.went).toEqual([1, 9, 10]);
  });
});

describe('without the room', () => {
  test('the last act is sent on return, with what it was based on', () => {
    const own = page();
    own.lose();
    own.go(2);
    own.go(3);
    own.pause(true);
    own.return(state(5, 1));
    expect(own.sent).toEqual([go(3, 5), { type: 'pause', paused: true, seen: 5, epoch: 'e' }]);
    expect(own.went).toEqual([1]);
  });

  test('an act without an answer is sent again', () => {
    const own = page();
    own.go(2);
    own.lose();
    own.return(state(5, 1));
    expect(own.sent).toEqual([go(2, 5), go(2, 5)]);
  });

  test('an act that the room has taken is not', () => {
    const own = page();
    own.go(2);
    own.lose();
    own.return(state(6, 2));
    expect(own.sent).toEqual([go(2, 5)]);
  });

  test('a refusal on return leads to the room', () => {
    const own = page();
    own.lose();
    own.go(2);
    own.return(state(6, 9));
    expect(own.went).toEqual([1]);
    own.lead.receive(state(6, 9));
    expect(own.went).toEqual([1, 9]);
  });

  test('what was done before a long sleep is not what a person wants on waking', () => {
    const own = page();
    own.lose();
    own.go(2);
    own.lead.sleep();
    vi.advanceTimersByTime(60_000);
    own.return(state(5, 1));
    expect(own.sent).toEqual([]);
    expect(own.went).toEqual([1, 1]);
  });
});

test.each([
  ['in which the page’s clock stood still', 60_000],
  ['after which the machine’s clock was set back', -60_000],
])('what was done before a long sleep %s is not what a person wants either', (_, by) => {
  const own = page();
  own.lose();
  own.go(2);
  own.lead.sleep();
  if (by < 0) vi.advanceTimersByTime(60_000);
  vi.setSystemTime(Date.now() + by);
  own.return(state(5, 1));
  expect(own.sent).toEqual([]);
});

describe('a room that has forgotten', () => {
  const empty = state(0, 0, { epoch: 'new', position: { slide: '', h: 0, v: 0, f: -1 } });

  test('is reminded by a page that has been looked at', () => {
    const own = page();
    own.lose();
    own.return(empty);
    expect(own.went).toEqual([1]);
    vi.advanceTimersByTime(1_000);
    expect(own.sent).toEqual([go(1, 5)]);
  });

  test('is reminded of the end of its log', () => {
    const own = page();
    own.lose();
    own.return(state(4, 0));
    vi.advanceTimersByTime(1_000);
    expect(own.sent).toEqual([go(1, 5)]);
  });

  test('is not reminded when another page was first', () => {
    const own = page();
    own.lose();
    own.return(empty);
    own.lead.receive(state(1, 7, { epoch: 'new' }));
    vi.advanceTimersByTime(1_000);
    expect(own.sent).toEqual([]);
    expect(own.went).toEqual([1, 7]);
  });

  test('is not reminded by a page that slept', () => {
    const own = page();
    own.lead.sleep();
    own.lose();
    own.return(empty);
    vi.advanceTimersByTime(1_000);
    expect(own.sent).toEqual([]);
  });

  test('is reminded by a page that slept while the room was there', () => {
    const own = page();
    own.lead.sleep();
    own.lead.wake();
    own.lose();
    own.return(empty);
    vi.advanceTimersByTime(1_000);
    expect(own.sent).toEqual([go(1, 5)]);
  });

  test('hears at once of an act that was made meanwhile', () => {
    const own = page();
    own.lose();
    own.go(2);
    own.return(empty);
    expect(own.sent).toEqual([go(2, 5)]);
  });
});
