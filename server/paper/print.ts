/** Prints a page that is laid out for paper, as a PDF that others can search, follow, listen to and cite. */
import type { Page } from 'playwright-core';
import { withAuthor } from './author.ts';

/** Prints: text as text, headings as bookmarks, tags for screen readers, and who wrote it. */
export async function print(page: Page): Promise<Uint8Array> {
  const author = await page.evaluate(
    () => document.querySelector<HTMLMetaElement>('meta[name="author"]')?.content ?? '',
  );
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  return withAuthor(pdf, author);
}
