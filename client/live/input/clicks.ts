/**
 * Handles clickers that send mouse clicks: if enabled in the speaker view, a click on the stage steps forward,
 * a right click back.
 */
import { readSetting } from '../../page/stored-settings.ts';
import type { RoomContext } from '../reveal/role-controller.ts';

/** The setting's key in the browser's storage. */
export const CLICKS_KEY = 'lectern:clicks';

/** Elements that use clicks themselves. */
const OWN =
  'a, button, input, select, textarea, label, summary, video, audio, iframe, lectern-cast, form, [contenteditable], [role=button], [data-preview-image], [data-preview-video], [data-preview-link], .r-overlay, .controls, .progress, .slide-number';

/** reveal.js's codes of the keys that step. */
const CODES = { back: 33, on: 34 } as const;

/** Starts listening. Returns how to stop. */
export function stepByClicks({ reveal, deck }: Pick<RoomContext, 'reveal' | 'deck'>): () => void {
  deck.addEventListener('click', step);
  deck.addEventListener('contextmenu', step);
  return () => {
    deck.removeEventListener('click', step);
    deck.removeEventListener('contextmenu', step);
  };

  function step(event: MouseEvent): void {
    if (readSetting(CLICKS_KEY) !== 'step' || !isPlain(event) || reveal.isOverview()) return;
    // Instead of the browser's menu.
    event.preventDefault();
    // A left click on a black screen is handled in black-screen.ts.
    if (reveal.isPaused()) reveal.togglePause(false);
    else reveal.triggerKey(event.type === 'click' ? CODES.on : CODES.back);
  }
}

/**
 * Returns whether a click is a plain one: not on a control, without modifier keys, not a swipe, and without a
 * selection.
 */
function isPlain(event: MouseEvent): boolean {
  const { target, altKey, ctrlKey, metaKey, shiftKey, defaultPrevented } = event;
  const isTouch = event instanceof PointerEvent && event.pointerType === 'touch';
  if (defaultPrevented || isTouch || altKey || ctrlKey || metaKey || shiftKey) return false;
  if (event.type === 'click' && !(getSelection()?.isCollapsed ?? true)) return false;
  return target instanceof Element && target.closest(OWN) === null;
}
