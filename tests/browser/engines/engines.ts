/** The three browser engines, for what has to be alike in all of them. */
import { lendChromium } from '../chromium.ts';
import type { Engine } from './engine.ts';
import { lendFirefox, photograph } from './firefox.ts';
import { engineOf } from './playwright.ts';
import { startWebKit } from './webkit.ts';

/** How each is started. */
export const engines: Readonly<Record<'Chromium' | 'Firefox' | 'WebKit', () => Promise<Engine>>> = {
  Chromium: async () => engineOf({ lend: lendChromium }),
  Firefox: async () => engineOf({ lend: lendFirefox, screenshot: photograph }),
  WebKit: startWebKit,
};
