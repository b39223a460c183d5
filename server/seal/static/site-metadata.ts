/** Writes the metadata of a static site: for link previews, search engines, browsers, and unknown addresses. */
import { escapeHtml } from '../../deck/html/escape.ts';
import { encodePath } from '../../files/paths.ts';
import { errorPage, notFoundText } from '../../pages/error-page.ts';
import { icon } from '../../pages/icon.ts';
import type { Site } from '../../site/site.ts';
import { wayToSite } from '../../wire/deck-address.ts';

/** A picture of a deck's first slide. */
export interface Preview {
  /** Path in the site, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** A page and its site. */
export interface PagePlace {
  /** `/`, or a deck's address. */
  readonly address: string;
  /** Public address of the site. */
  readonly url: URL | undefined;
  readonly preview: Preview | undefined;
}

/**
 * Returns elements for a page's head; those with absolute addresses only if the public address is known
 * (https://ogp.me).
 */
export function pageTags({ title: siteTitle }: Site, html: string, place: PagePlace): readonly string[] {
  const { address, url, preview } = place;
  const home = address === '/' ? './' : wayToSite(address.slice(1, -1));
  // Escaped already, as in the page.
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? escapeHtml(siteTitle);
  const description = /<meta name="description" content="([^"]*)">/.exec(html)?.[1];
  const property = (name: string, content: string) => `<meta property="og:${name}" content="${content}">`;
  const whole = (path: string) => escapeHtml(new URL(`.${encodePath(path)}`, url).href);
  return [
    `<link rel="manifest" href="${home}manifest.webmanifest">`,
    ...(url ? [`<link rel="canonical" href="${whole(address)}">`, property('url', whole(address))] : []),
    property('type', 'website'),
    property('title', title),
    ...(description === undefined ? [] : [property('description', description)]),
    ...(url && preview
      ? [
          property('image', whole(`/${preview.path}`)),
          property('image:width', String(preview.width)),
          property('image:height', String(preview.height)),
          '<meta name="twitter:card" content="summary_large_image">',
        ]
      : []),
  ];
}

/** Returns the web app manifest (https://www.w3.org/TR/appmanifest/). */
export function manifest({ title }: Site): string {
  const icons = [{ src: `_/${icon.name}`, type: 'image/svg+xml', sizes: 'any' }];
  return `${JSON.stringify({ name: title, start_url: './', scope: './', display: 'standalone', icons }, null, 2)}\n`;
}

/** Returns the sitemap (https://www.sitemaps.org/protocol.html): the index, and the decks on it. */
export function sitemap({ decks, atRoot }: Site, url: URL): string {
  const listed = decks.filter(({ unlisted }) => !unlisted).map(({ name }) => `./${encodePath(name)}/`);
  const pages = atRoot === undefined ? ['./', ...listed.sort()] : ['./'];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...pages.map((page) => `<url><loc>${escapeHtml(new URL(page, url).href)}</loc></url>`),
    '</urlset>\n',
  ].join('\n');
}

/**
 * A script that finds the site's home, where its address is unknown: the nearest parent folder with the
 * manifest.
 */
const FIND_HOME = [
  '(async()=>{',
  "for(let at=new URL('./',location);;at=new URL('../',at)){",
  "const answer=await fetch(new URL('manifest.webmanifest',at),{method:'HEAD'}).catch(()=>{});",
  "if(answer?.ok&&!/html/.test(answer.headers.get('content-type'))){document.querySelector('a').href=at.href;return}",
  "if(at.pathname==='/')return",
  '}})()',
].join('');

/**
 * Writes the page for unknown addresses. Hosts show it at any depth, so it needs no other file, and its link
 * leads home from anywhere.
 */
export function lostPage(site: Site, url: URL | undefined): string {
  const { frame, resources } = site;
  const inline = frame.fontFaces.replace(/url\(([^)]*)\)/g, (whole, address: string) => {
    const body = resources.get(`/_/${address.replace(/^.*\//, '')}`)?.body;
    return body && 'bytes' in body ? `url(${dataUrl('font/woff2', body.bytes)})` : whole;
  });
  const page = errorPage({
    ...notFoundText(site.atRoot !== undefined),
    styles: frame.styles,
    fontFaces: inline,
    icon: dataUrl('image/svg+xml', icon.bytes),
    home: url?.pathname ?? './',
  });
  return url ? page : page.replace('</body>', () => `<script>${FIND_HOME}</script></body>`);
}

function dataUrl(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
}
