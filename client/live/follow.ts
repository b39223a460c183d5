/** Controls the page of a viewer: follows the room, unless the viewer browses. */
import type { AudienceMode, Preview, ServerMessage, State } from '../../server/wire/protocol.ts';
import { addBar, type Bar } from './bar.ts';
import { addSign, type ConnectionSign } from './connection-sign.ts';
import type { SlideLightbox } from './lightbox.ts';
import { MediaFollower } from './media.ts';
import { createDot, type Dot } from './pointer-dot.ts';
import { currentPlace, isHere, isSamePlace, lacks, slideNumber } from './reveal/place.ts';
import type { RoleController, RoomContext } from './reveal/role-controller.ts';

/** The state of a closed lightbox. */
const NOTHING: Preview = { type: 'preview' };

/** Milliseconds without a connection before the viewer is told: a restart of the server is harmless. */
const LOSS_MS = 4_000;

/** Follows the room. Without a presenter, the deck works as usual. */
export class AudienceController implements RoleController {
  readonly #context: RoomContext;
  readonly #bar: Bar;
  readonly #back: HTMLButtonElement;
  readonly #dot: Dot;
  readonly #sign: ConnectionSign;
  readonly #media: MediaFollower;
  #mode: AudienceMode = 'free';
  #room: State | undefined;
  #browsing = false;
  #isFetching = false;
  #preview = NOTHING;
  /** Loaded when the lightbox is first opened. */
  #lightbox: Promise<SlideLightbox> | undefined;

  constructor(context: RoomContext) {
    const { deck, slides, mover } = context;
    this.#context = context;
    this.#bar = addBar(deck);
    this.#back = this.#bar.addButton('live-back', () => this.#returnToLive());
    this.#dot = createDot(slides);
    this.#sign = addSign(deck, 'Offline: this page catches up by itself', LOSS_MS);
    this.#media = new MediaFollower(context, this.#bar);
    mover.onOwnMove = (kind) => this.#onOwnMove(kind);
    mover.roomPosition = () => (this.#isLed() ? this.#room?.position : undefined);
  }

  receive(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        this.#mode = message.audience;
        break;
      case 'state':
        this.#apply(message);
        this.#sign.setConnected(true);
        break;
      case 'pointer':
        if (this.#isLed() && message.x !== undefined) this.#dot.show(message);
        else this.#dot.hide();
        break;
      case 'media':
        if (this.#room?.live) this.#media.apply(message, !this.#browsing);
        break;
      case 'preview':
        this.#preview = message;
        this.#showPreview();
        break;
    }
  }

  lost(): void {
    this.#dot.hide();
    // Without a presenter there is nothing to miss.
    if (this.#room?.live) this.#sign.setConnected(false);
  }

  end(): void {
    const { mover } = this.#context;
    this.#free();
    this.#bar.remove();
    this.#sign.remove();
    this.#dot.hide();
    mover.onOwnMove = undefined;
    mover.roomPosition = undefined;
  }

  /** Whether the page shows what the room does. */
  #isLed(): boolean {
    return this.#room?.live === true && !this.#browsing;
  }

  #onOwnMove(kind: string): void {
    if (!this.#room?.live || this.#browsing) return;
    if (this.#mode === 'follow') {
      this.#bar.announce('The presenter leads. You can browse when the talk is over.', true);
      this.#context.mover.show(this.#room.position, this.#room.paused);
    } else if (kind !== 'paused') this.#browse(this.#room);
  }

  #apply(state: State): void {
    const { reveal, deck, slides, mover } = this.#context;
    const joins = !this.#room?.live;
    if (this.#room && !isSamePlace(this.#room.position, state.position)) this.#preview = NOTHING;
    this.#room = state;
    this.#media.keepFor(state.position.slide);
    if (!state.live) {
      this.#free();
      return;
    }
    mover.allowAutoSlide(false);
    mover.locked = this.#mode === 'follow';
    deck.classList.toggle('is-led', mover.locked);
    if (joins) mover.showSlides();
    if (lacks(slides, state.position)) {
      this.#fetchMore();
      if (!this.#browsing) mover.show(currentPlace(reveal), state.paused);
    } else if (this.#browsing) this.#nameBack(state);
    else if (joins) mover.jump(state.position, state.paused);
    // A server with another version of the deck may tell of a slide that is not in this page: it stays until it has it.
    else mover.show(isHere(state.position) ? state.position : currentPlace(reveal), state.paused);
  }

  /** Shows what the room's lightbox shows, unless the viewer browses. */
  #showPreview(): void {
    if (this.#preview.slide === undefined && !this.#lightbox) return;
    this.#lightbox ??= import('./lightbox.ts').then(
      (module) => new module.SlideLightbox(this.#context.reveal),
    );
    this.#lightbox.then(
      (shown) => shown.apply(this.#isLed() ? this.#preview : NOTHING),
      () => {
        this.#lightbox = undefined;
      },
    );
  }

  /** Fetches slides or steps that were withheld so far; meanwhile the page stays where it is. */
  #fetchMore(): void {
    if (this.#isFetching) return;
    this.#isFetching = true;
    import('./shown.ts')
      .then(({ fetchShown }) => fetchShown(this.#context))
      .catch(() => false)
      .then((came) => {
        this.#isFetching = false;
        if (!this.#room) return;
        if (came) this.#apply(this.#room);
        // The slide is gone, or the network is down.
        else if (this.#isLed()) this.#context.mover.show(this.#room.position, this.#room.paused);
        if (came && !this.#browsing) this.#media.resume();
        this.#showPreview();
      });
  }

  /** Releases the page: the talk is over, or there was none. The slide stays, and a black screen ends. */
  #free(): void {
    const { deck, mover } = this.#context;
    this.#browsing = false;
    this.#back.hidden = true;
    mover.locked = false;
    deck.classList.remove('is-led');
    mover.allowAutoSlide(true);
    this.#leaveStage();
  }

  #browse(room: State): void {
    this.#browsing = true;
    this.#leaveStage();
    this.#nameBack(room);
    this.#back.hidden = false;
    this.#bar.announce('You browse by yourself. A button leads back to live.', false);
  }

  /** Takes away what only those see who are where the presenter is. */
  #leaveStage(): void {
    const { reveal, mover } = this.#context;
    this.#dot.hide();
    this.#media.release();
    this.#showPreview();
    if (reveal.isPaused()) mover.silently(() => reveal.togglePause(false));
  }

  #returnToLive(): void {
    this.#browsing = false;
    // Blurs the hidden button, so that keys control the slides again.
    this.#back.blur();
    this.#back.hidden = true;
    if (this.#room?.live) this.#context.mover.show(this.#room.position, this.#room.paused);
    this.#media.resume();
    this.#showPreview();
  }

  #nameBack({ position }: State): void {
    const number = slideNumber(this.#context.reveal, position);
    this.#back.textContent = `Back to live${number === undefined ? '' : ` · slide ${number}`}`;
  }
}
