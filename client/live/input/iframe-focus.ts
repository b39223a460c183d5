/**
 * Pages in frames and embedded players at a stage. One that was clicked has the keys, a clicker's with them: a border says
 * so, and they come back with the next slide, or when nobody has used the frame for a while.
 *
 * Nobody hears which keys a page of another server's gets: somebody may write there, or press a clicker again and again.
 * Now and then one key is taken from it, to see which: what is no step is lost, and the next ones go there again.
 */
import type { Bar } from '../bar.ts';
import type { RoomContext } from '../reveal/role-controller.ts';

/** How often a frame that has the keys is looked at, in milliseconds. */
const CHECK_MS = 500;

/** How long after it was used, in milliseconds. A browser says "in use" for some five seconds after a key or a click. */
const IDLE_MS = 2_000;

/** How long a frame may be in use until one key is taken, in milliseconds: as long as a clicker may seem to be dead. */
const TRIAL_MS = 12_000;

const WORDS = 'The keys go to the page in the frame. They come back by themselves, or by a click beside it.';

/** reveal.js's codes of the keys that step from within a frame, too, where its page is of this server. */
const STEPS: Readonly<Record<string, number>> = { PageUp: 33, PageDown: 34 };

/** Watches the frames of a deck. Answers how to stop. */
export function reclaimKeys({ reveal, deck }: Pick<RoomContext, 'reveal' | 'deck'>, bar: Bar): () => void {
  let iframe: HTMLIFrameElement | undefined;
  let enteredAt = 0;
  let usedAt = 0;
  /** The frame from which the next key is taken. */
  let trialIframe: HTMLIFrameElement | undefined;
  let looking: ReturnType<typeof setInterval> | undefined;
  const heard = new WeakSet<Window>();
  const named = new WeakSet<Element>();
  // Which element has the focus is known when the window has lost it.
  const lost = () => void setTimeout(look);
  addEventListener('blur', lost);
  addEventListener('focus', look);
  addEventListener('keydown', returnKey, true);
  reveal.on('slidechanged', reclaim);
  return () => {
    removeEventListener('blur', lost);
    removeEventListener('focus', look);
    removeEventListener('keydown', returnKey, true);
    reveal.off('slidechanged', reclaim);
    leave();
  };

  function look(): void {
    const { activeElement } = document;
    const isFrame = activeElement instanceof HTMLIFrameElement && deck.contains(activeElement);
    const now = performance.now();
    if (!isFrame) leave();
    else if (activeElement !== iframe) enter(activeElement);
    // A film that fills the screen, or another window that is in use, is left alone.
    else if (document.fullscreenElement === iframe || !document.hasFocus()) enteredAt = usedAt = now;
    else if (navigator.userActivation?.isActive) {
      usedAt = now;
      if (now - enteredAt < TRIAL_MS) return;
      reclaim();
      trialIframe = activeElement;
    } else if (now - usedAt >= IDLE_MS) reclaim();
  }

  /** The key that was taken: a step is made; with anything else somebody writes. */
  function returnKey(event: KeyboardEvent): void {
    const from = trialIframe;
    trialIframe = undefined;
    if (!from?.isConnected || event.key === 'F5' || Object.hasOwn(STEPS, event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    from.focus();
  }

  function enter(next: HTMLIFrameElement): void {
    leave();
    iframe = next;
    enteredAt = usedAt = performance.now();
    next.classList.add('has-keys');
    if (!named.has(next)) bar.announce(WORDS, true);
    named.add(next);
    listenInside(next);
    looking = setInterval(look, CHECK_MS);
  }

  function leave(): void {
    clearInterval(looking);
    iframe?.classList.remove('has-keys');
    iframe = undefined;
  }

  function reclaim(): void {
    trialIframe = undefined;
    if (!iframe) return;
    if (document.fullscreenElement === iframe) document.exitFullscreen().catch(() => {});
    iframe.blur();
    focus();
    leave();
  }

  function listenInside({ contentWindow }: HTMLIFrameElement): void {
    if (!contentWindow || heard.has(contentWindow)) return;
    try {
      contentWindow.addEventListener('keydown', step, true);
      heard.add(contentWindow);
    } catch {
      // A page of another server's: nobody hears its keys.
    }
  }

  function step(event: KeyboardEvent): void {
    const code = Object.hasOwn(STEPS, event.key) ? STEPS[event.key] : undefined;
    if (code === undefined || !iframe) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    reclaim();
    reveal.triggerKey(code);
  }
}
