/** The speaker view's script: composes its parts. */

import type { ServerMessage } from '../../server/wire/protocol.ts';
import type { Run } from '../../server/wire/speaker-answers.ts';
import { createWakeLock } from '../page/wake-lock.ts';
import { Connection, roomAddress } from '../room/connection.ts';
import type { KeyAction } from '../room/keys.ts';
import { reconnectOnWake } from '../room/wake.ts';
import { WindowRoom, windowRoomName } from '../room/window-room.ts';
import { listen } from './controls.ts';
import { destination } from './talk/destination.ts';
import { visit } from './talk/outline.ts';
import { bestRun, evenPlan, planLike } from './talk/pace.ts';
import { choose, forget, readChoice } from './talk/run-choice.ts';
import { Session } from './talk/session.ts';
import { readDeck, type SpeakerDeck } from './talk/speaker-deck.ts';
import { ask, closeByTapOutside, openDialog } from './view/dialogs.ts';
import { byId } from './view/dom.ts';
import { Jump } from './view/jump.ts';
import { openMenu, toggleStepping } from './view/menu.ts';
import { showMistake } from './view/mistake.ts';
import { notify } from './view/notice.ts';
import { fetchTalks, showTalks } from './view/past-talks.ts';
import { invitePhone } from './view/phone.ts';
import { Pointing } from './view/pointing.ts';
import { showPrintButton } from './view/print-button.ts';
import { type Schedule, View } from './view/view.ts';

/** Milliseconds between two updates of what changes by itself. */
const TICK_MS = 200;

const A_MINUTE = 60_000;

/** The deck's name, for its settings in this browser. */
const name = document.body.dataset.deck ?? '';

let deck: SpeakerDeck = readDeck(document);
let talks: readonly Run[] = [];
let best: Run | undefined;
let schedule: Schedule | undefined;
let renewing = false;
let again = false;

const view = new View();
/** Whether there is a server: in a static site, the browser's windows are the room. */
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

/** Computes the schedule: by the planned duration, else by the best past run. */
function plan(): void {
  const ids = deck.slides.map(({ id }) => id);
  best = bestRun(talks, ids, { length: deck.duration, choice: readChoice(name) });
  const length = deck.duration ?? best?.total;
  schedule = length === undefined ? undefined : { length, plan: planOf(ids, length) };
}

function planOf(ids: readonly string[], length: number) {
  return best ? planLike(best, ids, length) : evenPlan(ids.length, length);
}

async function loadPastTalks(): Promise<void> {
  const { forgotten } = readChoice(name);
  talks = (await fetchTalks()).filter(({ over, epoch }) => over && !forgotten.includes(epoch));
  plan();
  view.show(deck, session, schedule);
}

/** Fetches this page again with the new deck. If that does not compile, the previous one stays. */
async function renew(): Promise<void> {
  // A save may change slides and notes, and one page has both.
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
    // The next connection sends the revision again.
  } finally {
    renewing = false;
  }
  if (again) await renew();
}

function act(action: KeyAction): void {
  // In a right-to-left deck, a clicker's → does nothing on the first slide.
  if (deck.rtl && action.type === 'turn' && action.direction === 'right' && session.place.index === 0)
    notify('In this deck ← is next. For a clicker that sends arrows: More, Arrows step.');
  const place = destination(deck, session.place, action);
  if (place) session.step(place);
  else others[action.type]?.();
}

/** The actions that are no steps. */
const others: Partial<Readonly<Record<KeyAction['type'], () => void>>> = {
  black: () => session.pause(!session.paused),
  pointer: () => pointing.toggle(),
  audience: showAudience,
  jump: () => jump.open(deck, session.place.index),
  help: () => void openDialog('help'),
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
  'paper-button': () => openDialog('paper'),
  reset: async () => {
    // It is beside a button that is used in every talk.
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
  await loadPastTalks();
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

async function showAudience(): Promise<void> {
  openDialog('audience');
  const { showAudienceCode } = await import('../room/audience-code.ts');
  await showAudienceCode(byId('audience-code'));
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
createWakeLock()(true);
document.addEventListener('visibilitychange', () => document.hidden && session.sleep());
reconnectOnWake(connection);
plan();
view.show(deck, session, schedule);
connection.start();
setInterval(() => view.showTime(session, schedule), TICK_MS);
if (isServed) {
  void loadPastTalks();
  void showPrintButton();
}
