/** The sheet with what is needed less often, and the one setting in it. */
import { CLICKS_KEY } from '../../live/input/clicks.ts';
import { recall, remember } from '../../page/remember.ts';
import { byId } from './dom.ts';
import { openSheet } from './sheets.ts';

/** Opens it. */
export function openMenu(): void {
  byId('clicks-button').setAttribute('aria-pressed', String(clicksStep()));
  openSheet('menu');
}

/** Has this browser's stage take a mouse's clicks for steps, or no longer. */
export function toggleClicks(): void {
  remember(CLICKS_KEY, clicksStep() ? '' : 'step');
  openMenu();
}

function clicksStep(): boolean {
  return recall(CLICKS_KEY) === 'step';
}
