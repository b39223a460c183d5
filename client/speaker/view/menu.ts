/** The sheet with what is needed less often, and the settings in it. */

import { CLICKS_KEY } from '../../live/input/clicks.ts';
import { ARROWS_KEY } from '../../page/arrows.ts';
import { readSetting, writeSetting } from '../../page/stored-settings.ts';
import { openDialog } from './dialogs.ts';
import { byId } from './dom.ts';

/** What may step, by its button: a mouse's clicks, and arrows in every deck. */
const STEPPING = { 'clicks-button': CLICKS_KEY, 'arrows-button': ARROWS_KEY } as const;

/** Opens it. */
export function openMenu(): void {
  for (const [button, key] of Object.entries(STEPPING))
    byId(button).setAttribute('aria-pressed', String(readSetting(key) === 'step'));
  openDialog('menu');
}

/** Has this browser take something for steps, or no longer. */
export function toggleStepping(button: keyof typeof STEPPING): void {
  const key = STEPPING[button];
  writeSetting(key, readSetting(key) === 'step' ? '' : 'step');
  openMenu();
}
