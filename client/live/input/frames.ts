/**
 * Pages in frames and embedded players at a stage. One that was clicked has the keys, a clicker's with them: a border says
 * so, and they come back with the next slide, or when nobody has used the frame for a while.
 *
 * Nobody hears which keys a page of another server's gets: somebody may write there, or press a clicker again and again.
 * Now and then one key is taken from it, to see which: what is no step is lost, and the next ones go there again.
 */
import type { Bar } from '../bar.ts';
import type { Props } from '../reveal/part.ts';

/** How often a frame that has the keys is looked at, in milliseconds. */
const LOOK_MS = 500;

/** How long after it was used, in milliseconds. A browser says "in use" for some five seconds after a key or a click. */
const REST_MS = 2_000;

/** How long a frame may be in use until one key is taken, in milliseconds: as long as a clicker may seem to be dead. */
const TRIAL_MS = 12_000;

const WORDS = 'The keys go to the page in the frame. They come back by themselves, or by a click beside it.';

/** reveal.js's codes of the keys that step from within a frame, too, where its page is of this server. */
const STEPS: Readonly<Record<string, number>> = { PageUp: 33, PageDown: 34 };

/** Watches the frames of a deck. Answers how to stop. */
export function takeKeysBack({ reveal, deck }: Pick<Props, 'reveal' | 'deck'>, bar: Bar): () => void {
  let frame: HTMLIFrameElement | undefined;
  let enteredAt = 0;
  let usedAt = 0;
  /** The frame from which the next key is taken. */
  let tried: HTMLIFrameElement | undefined;
  let looking: ReturnType<typeof setInterval> | undefined;
  const heard = new WeakSet<Window>();
  const named = new WeakSet<Element>();
  // Which element has the focus is known when the window has lost it.
  const lost = () => void setTimeout(look);
  addEventListener('blur', lost);
  addEventListener('focus', look);
  addEventListener('keydown', judge, true);
  reveal.on('slidechanged', giveBack);
  return () => {
    removeEventListener('blur', lost);
    removeEventListener('focus', look);
    removeEventListener('keydown', judge, true);
    reveal.off('slidechanged', giveBack);
    leave();
  };

  function look(): void {
    const { activeElement } = document;
    const isFrame = activeElement instanceof HTMLIFrameElement && deck.contains(activeElement);
    const now = performance.now();
    if (!isFrame) leave();
    else if (activeElement !== frame) enter(activeElement);
    // A film that fills the screen, or another window that is in use, is left alone.
    else if (document.fullscreenElement === frame || !document.hasFocus()) enteredAt = usedAt = now;
    else if (navigator.userActivation?.isActive) {
      usedAt = now;
      if (now - enteredAt < TRIAL_MS) return;
      giveBack();
      tried = activeElement;
    } else if (now - usedAt >= REST_MS) giveBack();
  }

  /** The key that was taken: a step is made; with anything else somebody writes. */
  function judge(event: KeyboardEvent): void {
    const from = tried;
    tried = undefined;
    if (!from?.isConnected || event.key === 'F5' || Object.hasOwn(STEPS, event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    from.focus();
  }

  function enter(next: HTMLIFrameElement): void {
    leave();
    frame = next;
    enteredAt = usedAt = performance.now();
    next.classList.add('has-keys');
    if (!named.has(next)) bar.say(WORDS, true);
    named.add(next);
    listenIn(next);
    looking = setInterval(look, LOOK_MS);
  }

  function leave(): void {
    clearInterval(looking);
    frame?.classList.remove('has-keys');
    frame = undefined;
  }

  function giveBack(): void {
    tried = undefined;
    if (!frame) return;
    if (document.fullscreenElement === frame) document.exitFullscreen().catch(() => {});
    frame.blur();
    focus();
    leave();
  }

  function listenIn({ contentWindow }: HTMLIFrameElement): void {
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
    if (code === undefined || !frame) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    giveBack();
    reveal.triggerKey(code);
  }
}
