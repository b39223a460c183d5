/**
 * Controls a presenter's deck page: sends everything that the presenter does there, and follows other
 * presenters.
 */
import type { ServerMessage, State } from '../../server/wire/protocol.ts';
import { createWakeLock } from '../page/wake-lock.ts';
import { Lead, type Shown } from '../room/lead.ts';
import { addBar, type Bar } from './bar.ts';
import { addSign, type ConnectionSign } from './connection-sign.ts';
import { showSlideByStep } from './input/black-screen.ts';
import { listenToClicker } from './input/clicker.ts';
import { stepByClicks } from './input/clicks.ts';
import { reclaimKeys } from './input/iframe-focus.ts';
import { leadMedia } from './lead-media.ts';
import { shareLightbox } from './lightbox.ts';
import { MediaFollower } from './media.ts';
import { createDot, type Dot } from './pointer-dot.ts';
import { currentPlace, isSamePlace } from './reveal/place.ts';
import type { RoleController, RoomContext } from './reveal/role-controller.ts';
import { showCodeByKey } from './stage-code.ts';
import { pointWith } from './stage-pointer.ts';

/**
 * Milliseconds between two steps sent: a key held down steps about 30 times a second. The first is sent at
 * once.
 */
const STEP_MS = 50;

/** Leads the room from a deck page. */
export class StageController implements RoleController {
  readonly #context: RoomContext;
  readonly #leader: Lead;
  readonly #bar: Bar;
  readonly #sign: ConnectionSign;
  readonly #dot: Dot;
  readonly #media: MediaFollower;
  readonly #lightbox: ReturnType<typeof shareLightbox>;
  readonly #keepAwake = createWakeLock();
  /** What takes back all that the presenter can do here. */
  readonly #stops: readonly (() => void)[];
  /** What the room was told last. */
  #told: Shown;
  /** Whether an action was not told yet. */
  #isDue: boolean;
  #pause: ReturnType<typeof setTimeout> | undefined;
  /** Whether the server keeps its log. */
  #isLogged = true;

  /** @param before what was shown before actions that were not sent yet, if there were any */
  constructor(context: RoomContext, before?: Shown) {
    const { reveal, deck, slides, connection } = context;
    this.#context = context;
    this.#bar = addBar(deck);
    this.#sign = addSign(deck, 'Not connected: the talk goes on here');
    this.#dot = createDot(slides);
    this.#media = new MediaFollower(context, this.#bar);
    this.#lightbox = shareLightbox(context);
    this.#leader = new Lead({
      send: (message) => connection.send(message),
      show: (state) => this.#show(state),
      shown: () => this.#shown(),
    });
    this.#told = before ?? this.#shown();
    this.#isDue = before !== undefined;
    this.#stops = [
      leadMedia(context),
      () => this.#lightbox.stop(),
      pointWith(context, this.#dot),
      showCodeByKey(context),
      showSlideByStep(reveal),
      reclaimKeys(context, this.#bar),
      listenToClicker(reveal),
      stepByClicks(context),
      this.#takeMover(),
      this.#sleepOutOfSight(),
    ];
  }

  receive(message: ServerMessage): void {
    // The presenter's action was first on the screen, so it is sent first.
    if (this.#isDue) this.#tell();
    this.#leader.receive(message);
    if (message.type === 'state') this.#keepAwake(message.live);
    if (message.type === 'welcome') this.#sign.setConnected(true);
    if (message.type === 'log') this.#tellOfLog(message.kept);
    if (message.type === 'media') this.#media.apply(message);
    if (message.type === 'preview') this.#lightbox.apply(message);
    if (message.type === 'pointer') {
      if (message.x === undefined) this.#dot.hide();
      else this.#dot.show(message);
    }
  }

  lost(): void {
    this.#leader.lost();
    this.#sign.setConnected(false);
  }

  end(): void {
    clearTimeout(this.#pause);
    for (const stop of this.#stops.toReversed()) stop();
    this.#keepAwake(false);
    this.#media.release();
    this.#dot.hide();
    this.#bar.remove();
    this.#sign.remove();
  }

  /** Tells the room of every move on this page. Returns how to stop. */
  #takeMover(): () => void {
    const { mover } = this.#context;
    mover.locked = false;
    mover.showSlides();
    // Until somebody acts here, this page leads nowhere.
    mover.allowAutoSlide(this.#isDue);
    mover.onOwnMove = () => {
      mover.allowAutoSlide(true);
      this.#isDue = true;
      if (this.#pause === undefined) this.#tell();
    };
    // An action that was not sent yet wins over the room's position.
    mover.roomPosition = () => (this.#isDue ? undefined : this.#leader.agreed);
    mover.onSlidesReplaced = () => {
      if (!this.#isDue) this.#told = this.#shown();
    };
    return () => {
      mover.onOwnMove = undefined;
      mover.roomPosition = undefined;
      mover.onSlidesReplaced = undefined;
    };
  }

  /** Lets actions grow stale while nobody sees this page. Returns how to stop. */
  #sleepOutOfSight(): () => void {
    const seen = () => {
      if (document.hidden) this.#leader.sleep();
      else this.#leader.wake();
    };
    const left = () => this.#leader.sleep();
    document.addEventListener('visibilitychange', seen);
    addEventListener('pagehide', left);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      removeEventListener('pagehide', left);
    };
  }

  /** Announces it for a moment only: the audience may see this page, too. */
  #tellOfLog(kept: boolean): void {
    if (kept === this.#isLogged) return;
    this.#isLogged = kept;
    this.#bar.announce(
      kept
        ? 'The server writes its log again.'
        : 'The server cannot write its log. The talk goes on; a restart would forget the place.',
      true,
    );
  }

  #shown(): Shown {
    const { reveal } = this.#context;
    return { position: currentPlace(reveal), paused: reveal.isPaused() };
  }

  /** Shows where another presenter is, or, when this page was just opened, where the room is. */
  #show(state: State): void {
    const { reveal, mover } = this.#context;
    if (state.live) {
      if (!isSamePlace(currentPlace(reveal), state.position)) mover.allowAutoSlide(false);
      mover.show(state.position, state.paused);
    } else if (reveal.isPaused()) mover.silently(() => reveal.togglePause(false));
    this.#told = this.#shown();
  }

  /** Sends what is new. In the overview, only the chosen slide counts, not the browsing. */
  #tell(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#isDue) this.#tell();
    }, STEP_MS);
    this.#isDue = false;
    if (this.#context.reveal.isOverview()) return;
    const last = this.#told;
    this.#told = this.#shown();
    const { position, paused } = this.#told;
    const isElsewhere = last.position.slide !== position.slide || !isSamePlace(last.position, position);
    if (isElsewhere) this.#leader.act({ type: 'go', position });
    if (last.paused !== paused) this.#leader.act({ type: 'pause', paused });
  }
}
