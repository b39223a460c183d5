/** A picture of how a deck begins, in the size that those show who link to it. */
import type { Browser } from 'playwright-core';
import { ORIGIN, showSite } from '../browser/private-site.ts';
import { encodePath } from '../files/paths.ts';
import type { Site } from '../site/site.ts';

/** In pixels: what the large networks ask for. */
export const PREVIEW_SIZE = { width: 1200, height: 630 } as const;

/** How long, in milliseconds, pictures of other hosts may take. */
const PICTURES_TIMEOUT_MS = 10_000;

/** Takes the picture of the page at an address, as PNG. */
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
    // What says how to page on is not part of the picture.
    await page.addStyleTag({ content: '.reveal :is(.controls,.progress){display:none!important}' });
    return await page.screenshot({ type: 'png', animations: 'disabled' });
  } finally {
    await context.close();
  }
}
