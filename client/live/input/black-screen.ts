/**
 * Shows the slide again where the screen is black and somebody steps, at the window and in the speaker view alike.
 * reveal.js would ignore keys, and step by swipes and wheels, which nobody would see.
 */
import type { RevealApi } from 'reveal.js';
import { stepOfArrow } from '../../page/arrows.ts';
import { isWritten } from '../../page/focus.ts';
import { actionOf, isMove } from '../../room/keys.ts';

/** Starts listening. Returns how to stop. */
export function showSlideByStep(reveal: RevealApi): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const overlay = reveal.getRevealElement()?.querySelector('.pause-overlay');
  /** Whether the finger that is down began on a black screen. */
  let isSwallowed = false;

  addEventListener(
    'keydown',
    (event) => {
      if (!reveal.isPaused() || reveal.getConfig().keyboard === false || !steps(event)) return;
      event.preventDefault();
      showSlide(event);
    },
    { capture: true, signal },
  );
  overlay?.addEventListener('click', (event) => reveal.isPaused() && showSlide(event), {
    capture: true,
    signal,
  });
  for (const type of ['pointerdown', 'pointermove', 'pointerup'] as const)
    reveal.getRevealElement()?.addEventListener(type, swallow, { capture: true, signal });
  overlay?.addEventListener('wheel', (event) => event.stopPropagation(), { signal });
  return () => listening.abort();

  function showSlide(event: Event): void {
    event.stopImmediatePropagation();
    reveal.togglePause(false);
  }

  /** Keeps a finger's whole way from reveal.js, which would take it for a swipe. */
  function swallow(event: PointerEvent): void {
    if (event.pointerType !== 'touch') return;
    if (event.type === 'pointerdown') isSwallowed = reveal.isPaused();
    if (isSwallowed) showSlide(event);
  }
}

/** Returns whether a key steps in the speaker view, unless somebody types. */
function steps(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (isWritten(target instanceof Element ? target : undefined) && !event.key.startsWith('Page'))
    return false;
  const { altKey, ctrlKey, metaKey, shiftKey } = event;
  const action = actionOf({ altKey, ctrlKey, metaKey, shiftKey, key: stepOfArrow(event) ?? event.key });
  return action !== undefined && isMove(action);
}
