/** Handles a clicker's keys on a stage: they always step, whatever is open or focused, and cause nothing else. */
import type { RevealApi } from 'reveal.js';
import { stepOfArrow } from '../../page/arrows.ts';
import { isWritten, ownsPress } from '../../page/focus.ts';

/** Keys that always step: nothing on a stage scrolls by pages. */
const PAGE_KEYS: ReadonlySet<string> = new Set(['PageDown', 'PageUp']);

/** Keys that step unless somebody types. In the overview, arrows select a slide. */
const STEP_KEYS: ReadonlySet<string> = new Set(
  'ArrowRight ArrowLeft ArrowDown ArrowUp n p'.split(' ').concat(' '),
);

/** Keys that toggle something: held down, they would toggle it 30 times a second. */
const SWITCHES: ReadonlySet<string> = new Set('b v . ; : / o f d ?'.split(' '));

/** reveal.js's codes of the keys that step. */
const CODES: Readonly<Record<string, number>> = { PageUp: 33, PageDown: 34, Enter: 34 };

/** Starts listening. Returns how to stop. */
export function listenToClicker(reveal: RevealApi): () => void {
  const press = (event: KeyboardEvent) => takeKey(reveal, event);
  const click = (event: MouseEvent) => freeKeys(event);
  addEventListener('keydown', press, true);
  addEventListener('click', click);
  return () => {
    removeEventListener('keydown', press, true);
    removeEventListener('click', click);
  };
}

function takeKey(reveal: RevealApi, event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, repeat } = event;
  if (ctrlKey || metaKey) return;
  const [target] = event.composedPath();
  const focus = target instanceof Element ? target : undefined;
  if (key === 'F5') {
    // Some clickers send it to start a talk; a reload would interrupt the screen.
    swallow(event);
    if (!repeat && !event.altKey) toggleFullScreen();
  } else if (key === 'Escape') {
    if (document.fullscreenElement) {
      swallow(event);
      document.exitFullscreen().catch(() => {});
    } else if (!isOpen(reveal) && !isWritten(focus)) {
      // The same button's second function. It closes what is open, but opens nothing in front of the audience.
      swallow(event);
    }
  } else if (repeat && SWITCHES.has(key.toLowerCase()) && !isWritten(focus)) swallow(event);
  else if (isStep(reveal, event, focus)) {
    swallow(event);
    close(reveal);
    reveal.triggerKey(CODES[stepOfArrow(event) ?? key] ?? event.keyCode);
  }
}

/** Returns whether a key should step where reveal.js alone would not. */
function isStep(reveal: RevealApi, event: KeyboardEvent, focus: Element | undefined): boolean {
  const { key, shiftKey } = event;
  const { keyboard } = reveal.getConfig();
  // The deck disables keys, or has a binding of its own for Enter.
  if (keyboard === false || (key === 'Enter' && typeof keyboard === 'object' && 13 in keyboard)) return false;
  if (PAGE_KEYS.has(key)) return isOpen(reveal) || (focus !== undefined && focus !== document.body);
  if (isWritten(focus)) return false;
  if (key === 'Enter') return !shiftKey && !reveal.isOverview() && !ownsPress(focus);
  if (stepOfArrow(event) !== undefined) return !reveal.isOverview();
  return STEP_KEYS.has(key) && isOpen(reveal) && !reveal.isOverview() && !(key === ' ' && ownsPress(focus));
}

/** Returns whether something is open that would receive the keys. */
function isOpen(reveal: RevealApi): boolean {
  const opened = '.r-overlay, .deck-search:not([hidden]), .jump-to-slide';
  const isFilled = document.fullscreenElement?.closest('.slides') != null;
  return isFilled || reveal.isOverview() || document.querySelector(opened) !== null;
}

/** Closes it, and returns the keys to the slides. */
function close(reveal: RevealApi): void {
  blurFocus();
  const { fullscreenElement } = document;
  // A video or iframe in full screen.
  if (fullscreenElement?.closest('.slides')) document.exitFullscreen().catch(() => {});
  document.querySelector<HTMLFormElement>('.deck-search:not([hidden])')?.reset();
  if (document.querySelector('.r-overlay')) reveal.hidePreview();
  if (reveal.isOverview()) reveal.toggleOverview(false);
}

/** Elements that keep the focus after a mouse click. */
const PRESSED = 'a, button, summary, input, video, audio, lectern-cast *';

/** Blurs what a mouse has clicked, which would receive a clicker's keys. The keyboard's focus stays. */
function freeKeys({ detail }: MouseEvent): void {
  const { activeElement } = document;
  if (detail > 0 && activeElement?.matches(PRESSED) && !isWritten(activeElement)) blurFocus();
}

function blurFocus(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement) activeElement.blur();
}

function toggleFullScreen(): void {
  const { fullscreenElement, documentElement } = document;
  const change = fullscreenElement ? document.exitFullscreen() : documentElement.requestFullscreen?.();
  // The browser may refuse.
  change?.catch(() => {});
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
