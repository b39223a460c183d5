/** Connects a deck page to its room, and starts the controller for the role that the room assigns. */
import type { RevealApi } from 'reveal.js';
import type { ChangesMessage, Role, ServerMessage } from '../../server/wire/protocol.ts';
import { Connection, roomAddress } from '../room/connection.ts';
import type { Shown } from '../room/lead.ts';
import { reconnectOnWake } from '../room/wake.ts';
import styles from '../styles/live.css?inline';
import { addSign } from './connection-sign.ts';
import { AudienceController } from './follow.ts';
import { Mover } from './reveal/mover.ts';
import { currentPlace } from './reveal/place.ts';
import type { RoleController, RoomContext } from './reveal/role-controller.ts';

/** Milliseconds before the same revision of a deck is requested again. */
const RETRY_MS = 20_000;

/** Joins the room for as long as the page is open. Failures of the room never affect the slides. */
export function joinRoom(reveal: RevealApi, deck: HTMLElement): void {
  const slides = reveal.getSlidesElement();
  if (!slides) return;
  const style = document.createElement('style');
  style.textContent = styles;
  document.head.append(style);
  // A page of a static site.
  if (deck.dataset.room === 'windows') {
    import('./windows.ts').then((module) => module.joinWindows(reveal, deck, slides), ignore);
    return;
  }
  const sign = isSavedPage() ? addSign(deck, 'Offline: the deck as it was kept here') : undefined;
  sign?.setConnected(false);
  const connection = new Connection({
    address: roomAddress(location.href),
    receive,
    changed(connected) {
      if (connected) sign?.setConnected(true);
      else controller?.lost();
    },
  });
  const context: RoomContext = { reveal, deck, slides, mover: new Mover(reveal), connection };
  let role: Role | undefined;
  let controller: RoleController | undefined;
  let tried = { revision: '', at: Number.NEGATIVE_INFINITY };
  /** Messages that came while a controller was loading. */
  let waiting: ServerMessage[] = [];
  reconnectOnWake(connection);
  connection.start();

  function receive(message: ServerMessage): void {
    if (message.type === 'changes') {
      applyChanges(message);
      return;
    }
    if (message.type === 'welcome') {
      waiting = [];
      if (message.role !== role) cast(message.role);
    }
    if (message.type === 'welcome' || message.type === 'deck') revise(message.revision);
    waiting.push(message);
    play();
  }

  function cast(next: Role): void {
    role = next;
    controller?.end();
    controller = undefined;
    // For decks' own styles.
    deck.dataset.part = next;
    if (next === 'audience') controller = new AudienceController(context);
    else {
      const { mover } = context;
      // From here on, every move is the presenter's action, and counts even while the controller is still
      // loading.
      mover.showSlides();
      mover.allowAutoSlide(false);
      const before: Shown = { position: currentPlace(reveal), paused: reveal.isPaused() };
      let hasActed = false;
      mover.onOwnMove = () => {
        hasActed = true;
      };
      import('./stage.ts').then(({ StageController }) => {
        if (role !== next || controller) return;
        controller = new StageController(context, hasActed ? before : undefined);
        play();
      }, ignore);
    }
  }

  function play(): void {
    if (!controller) return;
    const messages = waiting;
    waiting = [];
    for (const message of messages) controller.receive(message);
  }

  /** Requests a new revision. A deck that does not compile has none, and the page keeps what it has. */
  function revise(revision: string): void {
    if (revision === '' || revision === deck.dataset.revision) return;
    // Heartbeats contain it, too. A revision that is not available yet, for instance because of a proxy, is
    // requested from time to time.
    if (revision === tried.revision && performance.now() - tried.at < RETRY_MS) return;
    tried = { revision, at: performance.now() };
    import('./update/revise.ts').then((module) => module.revise(context, revision), ignore);
  }

  function applyChanges({ from, changes }: ChangesMessage): void {
    // Written by our own server.
    import('./update/revise.ts').then((module) => module.applyChanges(context, from, changes), ignore);
  }
}

/** Returns whether the page was served by client/offline/saved-decks.ts. */
function isSavedPage(): boolean {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return page?.serverTiming.some(({ name }) => name === 'kept') ?? false;
}

/** Ignores a script that fails to load, as when the server restarts: the next `welcome` tries again. */
function ignore(): void {}
