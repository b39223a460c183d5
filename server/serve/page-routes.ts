/** Routes for everything that the site has at an address: pages, scripts, styles, pictures. */

import type { Context, Hono } from 'hono';
import { encodePath } from '../files/paths.ts';
import { decodePath, type Env } from '../http/request.ts';
import { textResponse } from '../http/send.ts';
import type { HeldDeck, Resource, ShownSlides, Site } from '../site/site.ts';

/** What the routes need. */
export interface PageRoutes {
  readonly base: string;
  /** Returns the newest site. */
  readonly site: () => Site;
  /** Returns a font that the newest site has no more, but the one before it had. */
  readonly formerFont: (address: string) => Resource | undefined;
  /** Returns what was shown of a deck. */
  readonly shown: (deck: string) => Promise<ShownSlides>;
  /** Returns the refusal of a request for another host. */
  readonly refuseHost: (c: Context<Env>) => Response | undefined;
  readonly isPresenter: (c: Context<Env>) => boolean;
  /** Sends a resource, or "not found" where its file has gone. */
  readonly sendOr: (c: Context<Env>, resource: Resource) => Response | Promise<Response>;
}

/** Mounts the routes. */
export function mountPages(app: Hono<Env>, routes: PageRoutes): void {
  const { base, site, formerFont, shown, refuseHost, isPresenter, sendOr } = routes;

  app.get('*', (c): Response | Promise<Response> => {
    const refusal = refuseHost(c);
    if (refusal) return refusal;

    const { path } = c.req;
    const { resources, late, held, lastGood, notFound } = site();
    if (!path.startsWith(base)) return sendOr(c, notFound);
    const address = decodePath(base ? path.slice(base.length) : path);
    if (address === undefined)
      return textResponse(400, 'The address is malformed: a % in it starts no valid code.');
    if (held.size > 0) {
      const answer = answerHeld(c, address);
      if (answer) return answer;
    }
    for (const last of lastGood.values()) {
      const page = resources.has(address) ? last.resources.get(address) : undefined;
      if (page && isPresenter(c)) return sendOr(c, page);
    }
    const sendReadable = (resource: Resource) => sendOr(c, isReadable(resource, c) ? resource : notFound);
    const write = late?.get(address);
    if (write) return write().then(sendReadable);
    const resource = resources.get(address) ?? formerFont(address);
    if (resource) return sendReadable(resource);
    const toFolder = () => redirectToFolder(c.req.url, path);
    const folder = `${address}/`;
    if (isPublic(folder)) return toFolder();
    // A page that is still being written may be for the audience although the one before it was not.
    const writePage = late?.get(folder);
    if (writePage)
      return writePage().then(({ reader }) => (reader === 'anyone' ? toFolder() : sendOr(c, notFound)));
    const composed = address.normalize();
    if (composed !== address && (isPublic(composed) || isPublic(`${composed}/`)))
      return redirectToComposed(c.req.url, address);
    return sendOr(c, notFound);
  });

  /** Returns whether an address is for everyone, or that of a withholding deck, which answers what was shown. */
  function isPublic(address: string): boolean {
    const { resources, held } = site();
    return resources.get(address)?.reader === 'anyone' || held.has(address.replace(/^\/|\/$/g, ''));
  }

  /** Answers with what the audience may see of a withholding deck; undefined for every other address. */
  function answerHeld(c: Context<Env>, address: string): Promise<Response> | undefined {
    const { held, resources } = site();
    const isOpen = (resources.get(address) ?? formerFont(address))?.reader === 'anyone';
    const owners = [...held].filter(([, { page, owns }]) => (isOpen ? page.home === address : owns(address)));
    if (owners.length === 0 || isPresenter(c)) return undefined;
    return firstAnswer(owners, address, c.req.query('from') ?? '').then((found) =>
      sendOr(c, found ?? site().notFound),
    );
  }

  /**
   * Returns the first answer: several decks may refer to a shared file, and it is enough that one of them has
   * shown it.
   */
  async function firstAnswer(
    owners: readonly (readonly [string, HeldDeck])[],
    address: string,
    from: string,
  ) {
    for (const [name, deck] of owners) {
      const answer = await deck.answer(address, await shown(name), from);
      if (answer) return answer;
    }
    return undefined;
  }

  /** Returns whether the request may read a resource. To everyone else, a presenters' resource does not exist. */
  function isReadable({ reader }: Resource, c: Context<Env>): boolean {
    return reader === 'anyone' || isPresenter(c);
  }
}

/**
 * Redirects to a folder. `./name/` is right behind any proxy, whatever path the server is mounted at. The query stays.
 */
function redirectToFolder(url: string, path: string): Response {
  return redirect(url, `./${path.slice(path.lastIndexOf('/') + 1)}/`);
}

/** Redirects to an address whose names are composed: decks are served so, and macOS writes an ö as an o and two dots. */
function redirectToComposed(url: string, address: string): Response {
  const names = address.split('/');
  const from = names.findIndex((name) => name !== name.normalize());
  const below = names.slice(from).join('/').normalize();
  return redirect(url, `${'../'.repeat(names.length - 1 - from) || './'}${encodePath(below)}`);
}

function redirect(url: string, to: string): Response {
  const query = url.indexOf('?');
  const location = query === -1 ? to : to + url.slice(query);
  return textResponse(308, `This is at ${location}`, { location });
}
