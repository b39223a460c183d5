/** Mounts a sealed site below a path prefix: of its pages, only "not found" contains the site's own address. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { contentHash } from '../files/hash.ts';
import { errorPage, notFoundText } from '../pages/error-page.ts';
import type { Site } from '../site/site.ts';

/** Returns the site as it is below `base`. */
export function mountBelow(base: string, site: Site): Site {
  if (base === '') return site;
  const { atRoot, frame, notFound } = site;
  const isOneDeck = atRoot !== undefined;
  // The shell's addresses are relative to a deck's page.
  const toSite = isOneDeck ? './' : '../';
  const absolute = (text: string) => text.replaceAll(`${toSite}_/`, `${base}/_/`);
  const html = errorPage({
    ...notFoundText(isOneDeck),
    home: `${base}/`,
    styles: frame.styles,
    fontFaces: absolute(frame.fontFaces),
    icon: absolute(frame.icon),
  });
  const bytes = Buffer.from(html);
  return {
    ...site,
    notFound: {
      ...notFound,
      etag: `"${contentHash(bytes)}"`,
      body: { bytes, brotli: brotliCompressSync(bytes), gzip: gzipSync(bytes, { level: 9 }) },
    },
  };
}
