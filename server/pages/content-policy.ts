/** Writes the Content-Security-Policy of each kind of page. */
import { createHash } from 'node:crypto';

/** Hosts that a deck refers to, by what it loads from them. */
export interface Hosts {
  readonly images: Iterable<string>;
  readonly media: Iterable<string>;
  readonly frames: Iterable<string>;
}

/**
 * Allows only this server's content, and the hosts that a deck refers to for pictures, media and frames.
 * `styles` may be inline: decks use style attributes, and reveal.js writes rules for auto-animate and print.
 * @param script the one inline script that may run. `wasm` allows compiling WebAssembly, which the player of
 * terminal recordings needs.
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

/** For HTML and SVG files of authors: their scripts run, but in another origin that cannot access this site. */
export const SANDBOX_POLICY = 'sandbox allow-scripts allow-popups';
