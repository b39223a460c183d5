/** Conditional requests (RFC 9110, 13.1). */

/** Whether an `If-None-Match` value names the tag, compared weakly: then the client has what it would get. */
export function matchesTag(header: string, etag: string): boolean {
  if (header === etag || header.trim() === '*') return true;
  for (const [tag] of header.matchAll(/"[^"]*"/g)) if (tag === etag) return true;
  return false;
}

/** Whether a `Range` may be honoured: `If-Range` is absent or is exactly this strong tag. Dates never match, since none is sent. */
export function allowsRange(ifRange: string | undefined, etag: string): boolean {
  return ifRange === undefined || ifRange.trim() === etag;
}
