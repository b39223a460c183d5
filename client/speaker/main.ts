/** The speaker view: starts it, and puts its parts together. */
import { Connection, roomAddress } from '../connection.ts';
import { reconnectOnWake } from '../wake.ts';
import { keepAwake } from './awake.ts';
import { listen } from './controls.ts';
import { readDeck, type SpeakerDeck } from './deck.ts';
import { byId } from './dom.ts';
import { Jump } from './jump.ts';
import type { KeyAction } from './keys.ts';
import { backward, forward, turn, visit } from './outline.ts';
import { bestRun, evenPlan, planLike } from './pace.ts';
import { invitePhone } from './phone.ts';
import { Pointing } from './pointing.ts';
import { Session } from './session.ts';
import { ask, closeByTapOutside, openSheet } from './sheets.ts';
import { fetchTalks, showTalks, type Talk } from './talks.ts';
import { type Schedule, View } from './view.ts';

/** How often what changes by itself is looked at, in milliseconds. */
const TICK_MS = 200;

let deck: SpeakerDeck = readDeck(document);
let talks: readonly Talk[] = [];
let best: Talk | undefined;
let schedule: Schedule | undefined;

const view = new View();
const connection = new Connection({
  address: roomAddress(location.href),
  receive: (message) => session.receive(message),
  changed: (connected) => session.connected(connected),
});
const session = new Session(connection, deck, {
  changed: () => view.show(deck, session, schedule),
  outdated: renew,
  dismissed: () => location.reload(),
  pointed: (at) => pointing.show(at),
});
const pointing = new Pointing(view.current, (at) => session.point(at));
const jump = new Jump((index) => session.go(visit(deck.slides, session.place, index)));

/** A deck without a planned length is measured against its best run alone. */
function plan(): void {
  const ids = deck.slides.map(({ id }) => id);
  best = bestRun(talks, ids, deck.duration);
  const length = deck.duration ?? best?.total;
  schedule = length === undefined ? undefined : { length, plan: planOf(ids, length) };
}

function planOf(ids: readonly string[], length: number) {
  return best ? planLike(best, ids, length) : evenPlan(ids.length, length);
}

async function learn(): Promise<void> {
  talks = (await fetchTalks()).filter(({ over }) => over);
  plan();
  view.show(deck, session, schedule);
}

/** Fetches this page again for the deck in it. One that does not compile leaves the former in place. */
async function renew(): Promise<void> {
  try {
    const response = await fetch(location.pathname);
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    deck = readDeck(page);
    const styles = page.querySelector('style');
    if (styles) document.head.querySelector('style')?.replaceWith(styles);
    plan();
    session.replace(deck);
  } catch {
    // The next connection tells the revision again.
  }
}

function act(action: KeyAction): void {
  const { slides, linear } = deck;
  const { place } = session;
  switch (action.type) {
    case 'forward':
      return session.go(forward(slides, place, action.skipSteps));
    case 'backward':
      return session.go(backward(slides, place, action.skipSteps));
    case 'turn':
      return session.go(turn(slides, place, action.direction, { ...action, linear }));
    case 'first':
      return session.go(visit(slides, place, 0));
    case 'last':
      return session.go(visit(slides, place, slides.length - 1));
    case 'column-top':
      return session.go(visit(slides, place, place.index - (slides[place.index]?.v ?? 0)));
    case 'column-end': {
      const h = slides[place.index]?.h;
      return session.go(
        visit(
          slides,
          place,
          slides.findLastIndex((slide) => slide.h === h),
        ),
      );
    }
    case 'black':
      return session.pause(!session.paused);
    case 'pointer':
      return pointing.toggle();
    case 'jump':
      return jump.open(slides, place.index);
    case 'help':
      openSheet('help');
      return;
    case 'clock':
      return session.clock(session.running ? 'pause' : 'start');
    case 'larger':
      return view.notes.resize(1);
    case 'smaller':
      return view.notes.resize(-1);
    case 'fullscreen':
      toggleFullScreen();
  }
}

function toggleFullScreen(): void {
  const { fullscreenElement, documentElement } = document;
  const change = fullscreenElement ? document.exitFullscreen() : documentElement.requestFullscreen?.();
  change?.catch(() => {});
}

async function press(button: string): Promise<void> {
  switch (button) {
    case 'menu-button':
      openSheet('menu');
      return;
    case 'phone-button':
    case 'phone-again':
      return invitePhone(() => connection.now());
    case 'talks-button':
      await learn();
      return showTalks({ talks, best, slides: deck.slides, length: deck.duration, plan: schedule?.plan });
    case 'reset':
      return session.clock('reset');
    case 'end-button':
      if (await ask('End the talk?', 'The audience can then page for themselves.')) session.end();
      return;
    case 'revoke-button':
      if (await ask('Sign out everyone?', 'The presenter’s link changes; the terminal shows the new one.')) {
        byId('revoke', HTMLFormElement).submit();
      }
  }
}

listen({
  act,
  type: (digit) => jump.open(deck.slides, session.place.index, digit),
  press: (button) => void press(button),
});
closeByTapOutside();
keepAwake();
document.addEventListener('visibilitychange', () => document.hidden && session.sleep());
reconnectOnWake(connection);
plan();
view.show(deck, session, schedule);
connection.start();
setInterval(() => view.showTime(session, schedule), TICK_MS);
void learn();
