/** The Content-Security-Policy of each kind of page. */
import { createHash } from 'node:crypto';

/** Hosts that a deck itself names, by what it asks of them. */
export interface Hosts {
  readonly images: Iterable<string>;
  readonly media: Iterable<string>;
  readonly frames: Iterable<string>;
}

/**
 * Only what this server sends, and the hosts that a deck names for pictures, media and frames. `styles` may be inline:
 * decks use style attributes, and reveal.js writes rules for auto-animate and print.
 * @param script the one inline script that may run, or none.
 * `wasm` lets the page compile WebAssembly, of which players of terminal recordings are made.
 */
export function contentPolicy(
  script: string | undefined,
  hosts: Hosts = { images: [], media: [], frames: [] },
  { wasm = false }: { readonly wasm?: boolean } = {},
): string {
  const hash =
    script === undefined ? [] : [`'sha256-${createHash('sha256').update(script).digest('base64')}'`];
  return [
    ["default-src 'self'"],
    ["script-src 'self'", ...hash, ...(wasm ? ["'wasm-unsafe-eval'"] : [])],
    ["style-src 'self' 'unsafe-inline'"],
    ["img-src 'self' data:", ...hosts.images],
    ["media-src 'self' data: blob:", ...hosts.media],
    ["frame-src 'self'", ...hosts.frames],
    ["object-src 'none'"],
    ["base-uri 'none'"],
    ["form-action 'self'"],
    ["frame-ancestors 'self'"],
  ]
    .map((directive) => directive.join(' '))
    .join('; ');
}

/** For HTML and SVG files of authors: their scripts run, but as a stranger who sees nothing of this site. */
export const SANDBOX_POLICY = 'sandbox allow-scripts allow-popups';
