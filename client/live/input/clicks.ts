/** Clickers that send a mouse's clicks: where the speaker view says so, a click on the stage steps, a right one back. */
import { readSetting } from '../../page/stored-settings.ts';
import type { RoomContext } from '../reveal/role-controller.ts';

/** Under which name a browser remembers that clicks step. */
export const CLICKS_KEY = 'lectern:clicks';

/** What clicks are for already. */
const OWN =
  'a, button, input, select, textarea, label, summary, video, audio, iframe, lectern-cast, form, [contenteditable], [role=button], [data-preview-image], [data-preview-video], [data-preview-link], .r-overlay, .controls, .progress, .slide-number';

/** reveal.js's codes of the keys that step. */
const CODES = { back: 33, on: 34 } as const;

/** Listens. Answers how to stop. */
export function stepByClicks({ reveal, deck }: Pick<RoomContext, 'reveal' | 'deck'>): () => void {
  deck.addEventListener('click', step);
  deck.addEventListener('contextmenu', step);
  return () => {
    deck.removeEventListener('click', step);
    deck.removeEventListener('contextmenu', step);
  };

  function step(event: MouseEvent): void {
    if (readSetting(CLICKS_KEY) !== 'step' || !isPlain(event) || reveal.isOverview()) return;
    // In place of the browser's menu.
    event.preventDefault();
    reveal.triggerKey(event.type === 'click' ? CODES.on : CODES.back);
  }
}

/** Whether a click is nothing but a click: not on something, with no key held, no swipe, and nothing selected by it. */
function isPlain(event: MouseEvent): boolean {
  const { target, altKey, ctrlKey, metaKey, shiftKey, defaultPrevented } = event;
  const isTouch = event instanceof PointerEvent && event.pointerType === 'touch';
  if (defaultPrevented || isTouch || altKey || ctrlKey || metaKey || shiftKey) return false;
  if (event.type === 'click' && !(getSelection()?.isCollapsed ?? true)) return false;
  return target instanceof Element && target.closest(OWN) === null;
}
