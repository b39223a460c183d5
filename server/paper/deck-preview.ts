/** Takes the picture of a deck that link previews show. */
import type { Browser } from 'playwright-core';
import { ORIGIN, showSite } from '../browser/private-site.ts';
import { encodePath } from '../files/paths.ts';
import type { Site } from '../site/site.ts';

/** Size in pixels, as the large networks recommend. */
export const PREVIEW_SIZE = { width: 1200, height: 630 } as const;

/** Milliseconds to wait for pictures from other hosts. */
const PICTURES_TIMEOUT_MS = 10_000;

/** Takes a picture of the page at an address, as PNG. */
export async function takePreview(browser: Browser, site: Site, address: string): Promise<Uint8Array> {
  const context = await showSite(browser, site, {
    role: 'audience',
    size: PREVIEW_SIZE,
    timeout: PICTURES_TIMEOUT_MS,
  });
  try {
    const page = await context.newPage();
    await page.goto(ORIGIN + encodePath(address));
    await page.waitForSelector('.reveal.ready');
    await page.evaluate(() => document.fonts.ready);
    // Hides the navigation controls.
    await page.addStyleTag({ content: '.reveal :is(.controls,.progress){display:none!important}' });
    return await page.screenshot({ type: 'png', animations: 'disabled' });
  } finally {
    await context.close();
  }
}
