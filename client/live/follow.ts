/** Controls the page of a viewer: follows the room, unless the viewer browses. */
import type { AudienceMode, Preview, ServerMessage, State } from '../../server/wire/protocol.ts';
import { addBar } from './bar.ts';
import { addSign } from './connection-sign.ts';
import type { SlideLightbox } from './lightbox.ts';
import { followMedia } from './media.ts';
import { createDot } from './pointer-dot.ts';
import { currentPlace, isHere, isSamePlace, lacks, slideNumber } from './reveal/place.ts';
import type { RoleController, RoomContext } from './reveal/role-controller.ts';

/** The state of a closed lightbox. */
const NOTHING: Preview = { type: 'preview' };

/** Milliseconds without a connection before the viewer is told: a restart of the server is harmless. */
const LOSS_MS = 4_000;

/** Follows the room. Without a presenter, the deck works as usual. */
export function follow(context: RoomContext): RoleController {
  const { reveal, deck, slides, mover } = context;
  const bar = addBar(deck);
  const back = bar.addButton('live-back', returnToLive);
  const dot = createDot(slides);
  const sign = addSign(deck, 'Offline: this page catches up by itself', LOSS_MS);
  const media = followMedia(context, bar);
  let mode: AudienceMode = 'free';
  let room: State | undefined;
  let browsing = false;
  let isFetching = false;
  let preview = NOTHING;
  /** Loaded when the lightbox is first opened. */
  let lightbox: Promise<SlideLightbox> | undefined;

  mover.onOwnMove = (kind) => {
    if (!room?.live || browsing) return;
    if (mode === 'follow') {
      bar.announce('The presenter leads. You can browse when the talk is over.', true);
      mover.show(room.position, room.paused);
    } else if (kind !== 'paused') browse();
  };

  mover.roomPosition = () => (room?.live && !browsing ? room.position : undefined);

  return {
    receive(message: ServerMessage) {
      switch (message.type) {
        case 'welcome':
          mode = message.audience;
          break;
        case 'state':
          apply(message);
          sign.setConnected(true);
          break;
        case 'pointer':
          if (room?.live && !browsing && message.x !== undefined) dot.show(message);
          else dot.hide();
          break;
        case 'media':
          if (room?.live) media.apply(message, !browsing);
          break;
        case 'preview':
          preview = message;
          showPreview();
          break;
      }
    },
    lost() {
      dot.hide();
      // Without a presenter there is nothing to miss.
      if (room?.live) sign.setConnected(false);
    },
    end() {
      free();
      bar.remove();
      sign.remove();
      dot.hide();
      mover.onOwnMove = undefined;
      mover.roomPosition = undefined;
    },
  };

  function apply(state: State): void {
    const joins = !room?.live;
    if (room && !isSamePlace(room.position, state.position)) preview = NOTHING;
    room = state;
    media.keepFor(state.position.slide);
    if (!state.live) {
      free();
      return;
    }
    mover.allowAutoSlide(false);
    mover.locked = mode === 'follow';
    deck.classList.toggle('is-led', mover.locked);
    if (joins) mover.showSlides();
    if (lacks(slides, state.position)) {
      fetchMore();
      if (!browsing) mover.show(currentPlace(reveal), state.paused);
    } else if (browsing) nameBack(state);
    else if (joins) mover.jump(state.position, state.paused);
    // A server with another version of the deck may tell of a slide that is not in this page: it stays until it has it.
    else mover.show(isHere(state.position) ? state.position : currentPlace(reveal), state.paused);
  }

  /** Shows what the room's lightbox shows, unless the viewer browses. */
  function showPreview(): void {
    if (preview.slide === undefined && !lightbox) return;
    lightbox ??= import('./lightbox.ts').then((module) => new module.SlideLightbox(reveal));
    lightbox.then(
      (shown) => shown.apply(room?.live && !browsing ? preview : NOTHING),
      () => {
        lightbox = undefined;
      },
    );
  }

  /** Fetches slides or steps that were withheld so far; meanwhile the page stays where it is. */
  function fetchMore(): void {
    if (isFetching) return;
    isFetching = true;
    import('./shown.ts')
      .then(({ fetchShown }) => fetchShown(context))
      .catch(() => false)
      .then((came) => {
        isFetching = false;
        if (!room) return;
        if (came) apply(room);
        // The slide is gone, or the network is down.
        else if (room.live && !browsing) mover.show(room.position, room.paused);
        if (came && !browsing) media.resume();
        showPreview();
      });
  }

  /** Releases the page: the talk is over, or there was none. The slide stays, and a black screen ends. */
  function free(): void {
    browsing = false;
    back.hidden = true;
    mover.locked = false;
    deck.classList.remove('is-led');
    mover.allowAutoSlide(true);
    dot.hide();
    media.release();
    showPreview();
    if (reveal.isPaused()) mover.silently(() => reveal.togglePause(false));
  }

  function browse(): void {
    if (!room) return;
    browsing = true;
    dot.hide();
    media.release();
    showPreview();
    if (reveal.isPaused()) mover.silently(() => reveal.togglePause(false));
    nameBack(room);
    back.hidden = false;
    bar.announce(`You browse by yourself. A button leads back to live.`, false);
  }

  function returnToLive(): void {
    browsing = false;
    // Blurs the hidden button, so that keys control the slides again.
    back.blur();
    back.hidden = true;
    if (room?.live) mover.show(room.position, room.paused);
    media.resume();
    showPreview();
  }

  function nameBack({ position }: State): void {
    const number = slideNumber(reveal, position);
    back.textContent = `Back to live${number === undefined ? '' : ` · slide ${number}`}`;
  }
}
