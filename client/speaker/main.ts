/** The speaker view: starts it, and puts its parts together. */
import type { ServerMessage } from '../../server/wire/protocol.ts';
import type { Run } from '../../server/wire/speaker-answers.ts';
import { createAwake } from '../page/awake.ts';
import { Connection, roomAddress } from '../room/connection.ts';
import { reconnectOnWake } from '../room/wake.ts';
import { WindowRoom, windowRoomName } from '../room/window-room.ts';
import { listen } from './controls.ts';
import { readDeck, type SpeakerDeck } from './talk/deck.ts';
import { destination } from './talk/destination.ts';
import type { KeyAction } from './talk/keys.ts';
import { visit } from './talk/outline.ts';
import { bestRun, evenPlan, planLike } from './talk/pace.ts';
import { choose, forget, readChoice } from './talk/run-choice.ts';
import { Session } from './talk/session.ts';
import { byId } from './view/dom.ts';
import { Jump } from './view/jump.ts';
import { openMenu, toggleStepping } from './view/menu.ts';
import { showMistake } from './view/mistake.ts';
import { notify } from './view/notice.ts';
import { offerPaper } from './view/paper.ts';
import { invitePhone } from './view/phone.ts';
import { Pointing } from './view/pointing.ts';
import { ask, closeByTapOutside, openSheet } from './view/sheets.ts';
import { fetchTalks, showTalks } from './view/talks.ts';
import { type Schedule, View } from './view/view.ts';

/** How often what changes by itself is looked at, in milliseconds. */
const TICK_MS = 200;

const A_MINUTE = 60_000;

/** What this browser remembers for the deck, it remembers by its name. */
const name = document.body.dataset.deck ?? '';

let deck: SpeakerDeck = readDeck(document);
let talks: readonly Run[] = [];
let best: Run | undefined;
let schedule: Schedule | undefined;
let renewing = false;
let again = false;

const view = new View();
/** In a static site, the deck's windows in this browser are its room, and nobody is there to be asked for more. */
const isServed = document.body.dataset.room !== 'windows';
const told = {
  receive: (message: ServerMessage) => session.receive(message),
  changed: (connected: boolean) => session.connected(connected),
};
const connection = isServed
  ? new Connection({ address: roomAddress(location.href), ...told })
  : new WindowRoom({ name: windowRoomName(document.baseURI), revision: deck.revision, ...told });
const session = new Session(connection, deck, {
  changed: () => view.show(deck, session, schedule),
  outdated: renew,
  mistaken: showMistake,
  dismissed: () => location.reload(),
  pointed: (at) => pointing.show(at),
});
const pointing = new Pointing(view.current, (at) => session.point(at));
const jump = new Jump((index) => session.go(visit(deck.slides, session.place, index)));

/** A deck without a planned length is measured against its best run alone. */
function plan(): void {
  const ids = deck.slides.map(({ id }) => id);
  best = bestRun(talks, ids, { length: deck.duration, choice: readChoice(name) });
  const length = deck.duration ?? best?.total;
  schedule = length === undefined ? undefined : { length, plan: planOf(ids, length) };
}

function planOf(ids: readonly string[], length: number) {
  return best ? planLike(best, ids, length) : evenPlan(ids.length, length);
}

async function learn(): Promise<void> {
  const { forgotten } = readChoice(name);
  talks = (await fetchTalks()).filter(({ over, epoch }) => over && !forgotten.includes(epoch));
  plan();
  view.show(deck, session, schedule);
}

/** Fetches this page again for the deck in it. One that does not compile leaves the former in place. */
async function renew(): Promise<void> {
  // A save may change slides and notes: one page has both.
  if (renewing) {
    again = true;
    return;
  }
  renewing = true;
  again = false;
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
  } finally {
    renewing = false;
  }
  if (again) await renew();
}

function act(action: KeyAction): void {
  // Whoever presses a clicker's → before the talk finds nothing, and ← on no button.
  if (deck.rtl && action.type === 'turn' && action.direction === 'right' && session.place.index === 0)
    notify('In this deck ← is next. For a clicker that sends arrows: More, Arrows step.');
  const place = destination(deck, session.place, action);
  if (place) session.go(place);
  else others[action.type]?.();
}

/** What is no step. */
const others: Partial<Readonly<Record<KeyAction['type'], () => void>>> = {
  black: () => session.pause(!session.paused),
  pointer: () => pointing.toggle(),
  jump: () => jump.open(deck, session.place.index),
  help: () => void openSheet('help'),
  clock: () => session.clock(session.running ? 'pause' : 'start'),
  larger: () => view.notes.resize(1),
  smaller: () => view.notes.resize(-1),
  fullscreen: toggleFullScreen,
};

function toggleFullScreen(): void {
  const { fullscreenElement, documentElement } = document;
  const change = fullscreenElement ? document.exitFullscreen() : documentElement.requestFullscreen?.();
  change?.catch(() => {});
}

const buttons: Readonly<Record<string, () => unknown>> = {
  'menu-button': openMenu,
  'clicks-button': () => toggleStepping('clicks-button'),
  'arrows-button': () => toggleStepping('arrows-button'),
  'phone-button': invite,
  'phone-again': invite,
  'talks-button': openTalks,
  'paper-button': () => openSheet('paper'),
  reset: async () => {
    // It stands beside a button that is pressed in every talk.
    const sure = session.elapsed < A_MINUTE || (await ask('Reset the clock?', 'It begins again at 0:00.'));
    if (sure) session.clock('reset');
  },
  'end-button': async () => {
    if (await ask('End the talk?', 'The audience can then page for themselves.')) session.end();
  },
  'revoke-button': async () => {
    const change = 'The presenter’s link changes. The server’s terminal shows the new one.';
    if (await ask('Sign out everyone?', change)) byId('revoke', HTMLFormElement).submit();
  },
};

async function openTalks(): Promise<void> {
  await learn();
  showTalks({
    talks,
    best,
    slides: deck.slides,
    length: deck.duration,
    plan: schedule?.plan,
    choose({ epoch }) {
      choose(name, epoch);
      void openTalks();
    },
    async forget({ epoch }) {
      const sure = await ask('Forget this talk?', 'This browser shows it no more. The log keeps it.');
      if (sure) forget(name, epoch);
      await openTalks();
    },
  });
}

function invite(): void {
  void invitePhone(() => connection.now());
}

listen({
  act,
  type: (digit) => jump.open(deck, session.place.index, digit),
  press: (button) => void buttons[button]?.(),
});
closeByTapOutside();
createAwake()(true);
document.addEventListener('visibilitychange', () => document.hidden && session.sleep());
reconnectOnWake(connection);
plan();
view.show(deck, session, schedule);
connection.start();
setInterval(() => view.showTime(session, schedule), TICK_MS);
if (isServed) {
  void learn();
  void offerPaper();
}
