/** Prints a laid-out page as a PDF with text, bookmarks, tags and metadata. */
import type { Page } from 'playwright-core';
import { withAuthor } from './pdf-author.ts';

/** Prints a page: text as text, headings as bookmarks, tags for screen readers, and the author. */
export async function print(page: Page): Promise<Uint8Array> {
  const author = await page.evaluate(
    () => document.querySelector<HTMLMetaElement>('meta[name="author"]')?.content ?? '',
  );
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  return withAuthor(pdf, author);
}
