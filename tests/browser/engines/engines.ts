/** The three browser engines, for what has to be alike in all of them. */
import { lendChromium } from '../chromium.ts';
import type { Engine } from './engine.ts';
import { startFirefox } from './firefox.ts';
import { engineOf } from './playwright.ts';
import { startWebKit } from './webkit.ts';

/** How each is started. */
export const engines: Readonly<Record<'Chromium' | 'Firefox' | 'WebKit', () => Promise<Engine>>> = {
  Chromium: async () => engineOf(await lendChromium()),
  Firefox: async () => engineOf(await startFirefox()),
  WebKit: startWebKit,
};
