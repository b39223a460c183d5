/** Reads the HTML of pages that are about to be sealed. */
import type { Resource } from '../site/site.ts';

/** Returns the text of a page; empty for anything else. */
export function htmlOf({ type, body }: Resource): string {
  return type.startsWith('text/html') && 'bytes' in body ? Buffer.from(body.bytes).toString('utf8') : '';
}
