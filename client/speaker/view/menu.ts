/** The sheet with what is needed less often, and the settings in it. */

import { CLICKS_KEY } from '../../live/input/clicks.ts';
import { ARROWS_KEY } from '../../page/arrows.ts';
import { recall, remember } from '../../page/remember.ts';
import { byId } from './dom.ts';
import { openSheet } from './sheets.ts';

/** What may step, by its button: a mouse's clicks, and arrows in every deck. */
const STEPPING = { 'clicks-button': CLICKS_KEY, 'arrows-button': ARROWS_KEY } as const;

/** Opens it. */
export function openMenu(): void {
  for (const [button, key] of Object.entries(STEPPING))
    byId(button).setAttribute('aria-pressed', String(recall(key) === 'step'));
  openSheet('menu');
}

/** Has this browser take something for steps, or no longer. */
export function toggleStepping(button: keyof typeof STEPPING): void {
  const key = STEPPING[button];
  remember(key, recall(key) === 'step' ? '' : 'step');
  openMenu();
}
