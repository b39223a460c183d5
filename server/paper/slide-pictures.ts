/** Takes pictures of slides: a PNG for each, or for each step. */
import type { Sheets } from './sheets.ts';

/** Takes the pictures in the deck's order. */
export async function* takePictures({ page }: Sheets): AsyncGenerator<Uint8Array> {
  for (const sheet of await page.locator('.slides > .pdf-page').all()) {
    yield await sheet.screenshot({ type: 'png', animations: 'disabled' });
  }
}
