/**
 * Returns the keyboard focus from iframes and embedded players on a stage. One that was clicked receives the
 * keys, including a clicker's: a border shows this, and the focus returns with the next slide, or when the
 * iframe was not used for a while.
 *
 * The page cannot see which keys a cross-origin iframe receives: somebody may be typing there, or pressing a
 * clicker. So from time to time one key is intercepted: if it is not a step, it is lost, and the focus goes
 * back to the iframe.
 */
import type { Bar } from '../bar.ts';
import type { RoomContext } from '../reveal/role-controller.ts';

/** Milliseconds between two checks of a focused iframe. */
const CHECK_MS = 500;

/** Milliseconds after its last use. Browsers report use for about five seconds after a key or click. */
const IDLE_MS = 2_000;

/** Milliseconds of use after which one key is intercepted: as long as a clicker may seem dead. */
const TRIAL_MS = 12_000;

const WORDS = 'The keys go to the page in the frame. They come back by themselves, or by a click beside it.';

/** reveal.js's codes of the keys that step from within a same-origin iframe. */
const STEPS: Readonly<Record<string, number>> = { PageUp: 33, PageDown: 34 };

/** Watches the iframes of a deck. Returns how to stop. */
export function reclaimKeys({ reveal, deck }: Pick<RoomContext, 'reveal' | 'deck'>, bar: Bar): () => void {
  let iframe: HTMLIFrameElement | undefined;
  let enteredAt = 0;
  let usedAt = 0;
  /** The iframe whose next key is intercepted. */
  let trialIframe: HTMLIFrameElement | undefined;
  let looking: ReturnType<typeof setInterval> | undefined;
  const heard = new WeakSet<Window>();
  const named = new WeakSet<Element>();
  // The focused element is known only after the window has lost the focus.
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
    // A video in full screen, or another active window, is left alone.
    else if (document.fullscreenElement === iframe || !document.hasFocus()) enteredAt = usedAt = now;
    else if (navigator.userActivation?.isActive) {
      usedAt = now;
      if (now - enteredAt < TRIAL_MS) return;
      reclaim();
      trialIframe = activeElement;
    } else if (now - usedAt >= IDLE_MS) reclaim();
  }

  /** Handles the intercepted key: a step is made; anything else means that somebody is typing. */
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
      // A cross-origin iframe, whose keys cannot be observed.
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
