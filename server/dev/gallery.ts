/**
 * A deck in all themes at once, for its author: a page of frames, and behind each the deck as it is compiled in that
 * theme, as a site of its own. Both are made when they are asked for.
 */
import type { Context, Hono } from 'hono';
import { decodePath, type Env } from '../http/request.ts';
import { createSend, textResponse } from '../http/send.ts';
import { commonHeaders } from '../http/variants.ts';
import { contentPolicy } from '../pages/content-policy.ts';
import type { Resource, Site } from '../site/site.ts';
import type { DevServer } from './dev-server.ts';
import { galleryPage } from './gallery-page.ts';

interface GalleryRoutes {
  readonly base: string;
  readonly report: (message: string) => void;
  /** Returns the refusal of a request that is not an author's. */
  readonly refuse: (c: Context<Env>) => Response | undefined;
}

/** The name of the frame with the deck's own theme. */
const OWN = 'own';

/** Mounts the page, and the decks in its frames. */
export function mountGallery(
  app: Hono<Env>,
  devServer: DevServer,
  { base, report, refuse }: GalleryRoutes,
): void {
  const { themes, script } = devServer.options;
  const names = new Set([OWN, ...themes.flatMap(({ schemes }) => schemes)]);
  const send = createSend({ secure: false, report });
  const siteFor = createSites(devServer);

  app.get(`${base}/_/themes/:deck/`, (c) => {
    const refusal = refuse(c);
    if (refusal) return refusal;
    const name = c.req.param('deck');
    const deck = devServer.deck(name);
    const { frame } = devServer;
    if (!deck || !frame) return textResponse(404, 'There is no such deck, or it does not compile.');
    const html = galleryPage({ name, title: deck.title, themes, own: OWN, script, frame });
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
    return new Response(html, {
      headers: { ...headers, ...commonHeaders, 'content-security-policy': contentPolicy(undefined) },
    });
  });

  app.get(`${base}/_/themes/:deck/:theme/*`, async (c) => {
    const refusal = refuse(c);
    if (refusal) return refusal;
    const { deck: name, theme } = c.req.param();
    const deck = devServer.deck(name);
    if (!deck || !names.has(theme)) return textResponse(404, 'There is no such deck, or no such theme.');
    const site = await siteFor(name, deck.source, theme);
    const start = `${base}/_/themes/${encodeURIComponent(name)}/${theme}`;
    const address = decodePath(c.req.path.slice(start.length));
    const write = address === undefined ? undefined : site.late?.get(address);
    const found = write ? await write() : site.resources.get(address ?? '');
    const resource = found ?? site.notFound;
    return (await send(c, address === '/' ? alone(resource) : resource)) ?? textResponse(404, 'It is gone.');
  });
}

/** Returns what gives a deck in a theme: one after the other, and each once for every version of its sources. */
function createSites(devServer: DevServer) {
  const made = new Map<string, { readonly source: string; readonly site: Promise<Site> }>();
  let last: Promise<unknown> = Promise.resolve();
  return (name: string, source: string, theme: string): Promise<Site> => {
    const key = `${name} ${theme}`;
    const known = made.get(key);
    if (known?.source === source) return known.site;
    const make = () => devServer.options.inTheme(name, theme === OWN ? undefined : theme);
    const site = last.then(make);
    last = site.catch(() => made.delete(key));
    made.set(key, { source, site });
    return site;
  };
}

/** Returns a deck's page without what would make it join a room, or be saved. */
function alone(page: Resource): Resource {
  if (!('bytes' in page.body)) return page;
  const html = Buffer.from(page.body.bytes).toString('utf8');
  const body = { bytes: Buffer.from(html.replace(/ data-revision="[^"]*"(?: data-kept="")?/, '')) };
  return { ...page, cache: 'never', body };
}
