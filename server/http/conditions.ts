/** Conditional requests (RFC 9110, 13.1). */

/**
 * Returns whether an `If-None-Match` value contains the tag, compared weakly: then the client's copy is
 * current.
 */
export function matchesTag(header: string, etag: string): boolean {
  if (header === etag || header.trim() === '*') return true;
  for (const [tag] of header.matchAll(/"[^"]*"/g)) if (tag === etag) return true;
  return false;
}

/**
 * Returns whether a `Range` may be honoured: `If-Range` is absent or exactly this strong tag. Dates never
 * match, since none is sent.
 */
export function allowsRange(ifRange: string | undefined, etag: string): boolean {
  return ifRange === undefined || ifRange.trim() === etag;
}
