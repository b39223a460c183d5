/** The menu dialog, and the settings in it. */

import { CLICKS_KEY } from '../../live/input/clicks.ts';
import { ARROWS_KEY } from '../../page/arrows.ts';
import { readSetting, writeSetting } from '../../page/stored-settings.ts';
import { openDialog } from './dialogs.ts';
import { byId } from './dom.ts';

/** The settings by their buttons: whether mouse clicks step, and arrows in every deck. */
const STEPPING = { 'clicks-button': CLICKS_KEY, 'arrows-button': ARROWS_KEY } as const;

/** Opens the menu. */
export function openMenu(): void {
  for (const [button, key] of Object.entries(STEPPING))
    byId(button).setAttribute('aria-pressed', String(readSetting(key) === 'step'));
  openDialog('menu');
}

/** Toggles a setting of this browser. */
export function toggleStepping(button: keyof typeof STEPPING): void {
  const key = STEPPING[button];
  writeSetting(key, readSetting(key) === 'step' ? '' : 'step');
  openMenu();
}
