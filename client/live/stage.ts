/**
 * Controls a presenter's deck page: sends everything that the presenter does there, and follows other
 * presenters.
 */
import type { ServerMessage, State } from '../../server/wire/protocol.ts';
import { createWakeLock } from '../page/wake-lock.ts';
import { Lead, type Shown } from '../room/lead.ts';
import { addBar } from './bar.ts';
import { addSign } from './connection-sign.ts';
import { showSlideByStep } from './input/black-screen.ts';
import { listenToClicker } from './input/clicker.ts';
import { stepByClicks } from './input/clicks.ts';
import { reclaimKeys } from './input/iframe-focus.ts';
import { leadMedia } from './lead-media.ts';
import { shareLightbox } from './lightbox.ts';
import { followMedia } from './media.ts';
import { createDot } from './pointer-dot.ts';
import { currentPlace, isSamePlace } from './reveal/place.ts';
import type { RoleController, RoomContext } from './reveal/role-controller.ts';
import { showCodeByKey } from './stage-code.ts';
import { pointWith } from './stage-pointer.ts';

/**
 * Milliseconds between two steps sent: a key held down steps about 30 times a second. The first is sent at
 * once.
 */
const STEP_MS = 50;

/** Starts leading. `before` is what was shown before actions that were not sent yet, if there were any. */
export function lead(context: RoomContext, before?: Shown): RoleController {
  const { reveal, deck, slides, mover, connection } = context;
  const bar = addBar(deck);
  const sign = addSign(deck, 'Not connected: the talk goes on here');
  const dot = createDot(slides);
  const keepAwake = createWakeLock();
  const media = followMedia(context, bar);
  const stopMedia = leadMedia(context);
  const lightbox = shareLightbox(context);
  const stopPointing = pointWith(context, dot);
  const stopCode = showCodeByKey(context);
  const stopClicker = [
    showSlideByStep(reveal),
    reclaimKeys(context, bar),
    listenToClicker(reveal),
    stepByClicks(context),
  ];
  const leader = new Lead({ send: (message) => connection.send(message), show, shown });
  let told: Shown = before ?? shown();
  let pause: ReturnType<typeof setTimeout> | undefined;
  let isDue = before !== undefined;
  let isKept = true;

  mover.locked = false;
  mover.showSlides();
  // Until somebody acts here, this page leads nowhere.
  mover.allowAutoSlide(isDue);
  mover.onOwnMove = () => {
    mover.allowAutoSlide(true);
    isDue = true;
    if (pause === undefined) tell();
  };
  // An action that was not sent yet wins over the room's position.
  mover.roomPosition = () => (isDue ? undefined : leader.agreed);
  mover.onSlidesReplaced = () => {
    if (!isDue) told = shown();
  };
  const sleep = (): void => {
    if (document.hidden) leader.sleep();
    else leader.wake();
  };
  document.addEventListener('visibilitychange', sleep);
  addEventListener('pagehide', sleepNow);
  function sleepNow(): void {
    leader.sleep();
  }

  return {
    receive(message: ServerMessage) {
      // The presenter's action was first on the screen, so it is sent first.
      if (isDue) tell();
      leader.receive(message);
      if (message.type === 'state') keepAwake(message.live);
      if (message.type === 'welcome') sign.setConnected(true);
      if (message.type === 'log') tellOfLog(message.kept);
      if (message.type === 'media') media.apply(message);
      if (message.type === 'preview') lightbox.apply(message);
      if (message.type === 'pointer') {
        if (message.x === undefined) dot.hide();
        else dot.show(message);
      }
    },
    lost() {
      leader.lost();
      sign.setConnected(false);
    },
    end() {
      clearTimeout(pause);
      mover.onOwnMove = undefined;
      mover.roomPosition = undefined;
      mover.onSlidesReplaced = undefined;
      document.removeEventListener('visibilitychange', sleep);
      removeEventListener('pagehide', sleepNow);
      keepAwake(false);
      stopMedia();
      lightbox.stop();
      stopPointing();
      stopCode();
      for (const stop of stopClicker) stop();
      media.release();
      dot.hide();
      bar.remove();
      sign.remove();
    },
  };

  /** Announces it for a moment only: the audience may see this page, too. */
  function tellOfLog(kept: boolean): void {
    if (kept === isKept) return;
    isKept = kept;
    bar.announce(
      kept
        ? 'The server writes its log again.'
        : 'The server cannot write its log. The talk goes on; a restart would forget the place.',
      true,
    );
  }

  function shown(): Shown {
    return { position: currentPlace(reveal), paused: reveal.isPaused() };
  }

  /** Shows where another presenter is, or, when this page was just opened, where the room is. */
  function show(state: State): void {
    if (state.live) {
      if (!isSamePlace(currentPlace(reveal), state.position)) mover.allowAutoSlide(false);
      mover.show(state.position, state.paused);
    } else if (reveal.isPaused()) mover.silently(() => reveal.togglePause(false));
    told = shown();
  }

  /** Sends what is new. In the overview, only the chosen slide counts, not the browsing. */
  function tell(): void {
    clearTimeout(pause);
    pause = setTimeout(() => {
      pause = undefined;
      if (isDue) tell();
    }, STEP_MS);
    isDue = false;
    if (reveal.isOverview()) return;
    const last = told;
    told = shown();
    const { position, paused } = told;
    const isElsewhere = last.position.slide !== position.slide || !isSamePlace(last.position, position);
    if (isElsewhere) leader.act({ type: 'go', position });
    if (last.paused !== paused) leader.act({ type: 'pause', paused });
  }
}
