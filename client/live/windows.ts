/** Synchronises a deck page without a server with the browser's other windows, in both directions. */

import type { RevealApi } from 'reveal.js';
import type { Basis, ServerMessage } from '../../server/wire/protocol.ts';
import { createWakeLock } from '../page/wake-lock.ts';
import { reconnectOnWake } from '../room/wake.ts';
import { WindowRoom, windowRoomName } from '../room/window-room.ts';
import { addBar } from './bar.ts';
import { showSlideByStep } from './input/black-screen.ts';
import { leadMedia } from './lead-media.ts';
import { shareLightbox } from './lightbox.ts';
import { MediaFollower } from './media.ts';
import { createDot } from './pointer-dot.ts';
import { Mover } from './reveal/mover.ts';
import { currentPlace, isSamePlace } from './reveal/place.ts';

/** Joins the other windows that show this deck, for as long as the page is open. */
export function joinWindows(reveal: RevealApi, deck: HTMLElement, slides: HTMLElement): void {
  const mover = new Mover(reveal);
  const dot = createDot(slides);
  // Any of the windows may be the projected one.
  const keepAwake = createWakeLock();
  const room = new WindowRoom({
    name: windowRoomName(document.baseURI),
    revision: deck.dataset.revision ?? '',
    receive,
  });
  const media = new MediaFollower({ reveal, connection: room }, addBar(deck));
  showSlideByStep(reveal);
  leadMedia({ reveal, slides, connection: room });
  const lightbox = shareLightbox({ reveal, connection: room });
  let told = shown();
  let basis: Basis = { seen: 0 };
  let isFollowing = false;
  mover.onOwnMove = () => {
    // In the overview, only the chosen slide counts, not the browsing.
    if (reveal.isOverview()) return;
    mover.allowAutoSlide(true);
    const before = told;
    told = shown();
    const { position, paused } = told;
    if (!isSamePlace(before.position, position)) room.send({ type: 'go', position, ...basis });
    if (before.paused !== paused) room.send({ type: 'pause', paused, ...basis });
  };
  reconnectOnWake(room);
  room.start();

  function receive(message: ServerMessage): void {
    if (message.type === 'pointer') {
      if (message.x === undefined) dot.hide();
      else dot.show(message);
    }
    if (message.type === 'media') media.apply(message);
    if (message.type === 'preview') lightbox.apply(message);
    if (message.type !== 'state') return;
    basis = { seen: message.seq, epoch: message.epoch };
    keepAwake(message.live);
    if (!message.live) {
      // The talk is over, or there was none: a black screen ends.
      if (isFollowing && reveal.isPaused()) mover.silently(() => reveal.togglePause(false));
      return;
    }
    const { position, paused } = message;
    // The response to what was done here.
    if (isSamePlace(told.position, position) && told.paused === paused) return;
    mover.allowAutoSlide(false);
    mover.showSlides();
    if (isFollowing) mover.show(position, paused);
    else mover.jump(position, paused);
    isFollowing = true;
    told = shown();
  }

  function shown() {
    return { position: currentPlace(reveal), paused: reveal.isPaused() };
  }
}
