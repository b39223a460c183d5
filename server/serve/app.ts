/** Mounts every route of the server, as a function from request to response; opens no port. */

import { type Context, Hono } from 'hono';
import type { Presenters } from '../auth/presenters.ts';
import type { ServerOptions } from '../cli/options.ts';
import { encodePath } from '../files/paths.ts';
import { createCallers } from '../http/caller.ts';
import { createHostCheck, hostOfTarget } from '../http/host-check.ts';
import { audienceHome } from '../http/reached-address.ts';
import { decodePath, type Env, header, nodeOf, rawPath } from '../http/request.ts';
import { createSend, textResponse } from '../http/send.ts';
import { commonHeaders } from '../http/variants.ts';
import { callerOf, mountPresenterRoutes, type Rooms } from '../live/presenter-routes.ts';
import { siteRevision } from '../site/revision.ts';
import type { Resource, Site } from '../site/site.ts';
import { BEFORE_THE_TALK, type HeldDeck, standsAt } from '../site/site.ts';
import type { AudienceAddress } from '../wire/audience-address.ts';
import type { DeckVersions } from './deck-versions.ts';

/** What the routes need. */
export interface AppOptions {
  /** Returns the newest site. */
  readonly site: () => Site;
  /** Returns a font that the newest site has no more, but the one before it had. */
  readonly formerFont?: (address: string) => Resource | undefined;
  readonly options: Pick<ServerOptions, 'base' | 'url' | 'tls' | 'trustProxy'>;
  /** This machine's host name. */
  readonly machine: string;
  /** Called with a sentence when something fails inside; the client only gets a general one. */
  readonly report: (message: string) => void;
  /** The changes between versions of decks, for open pages; without it, they reload. */
  readonly changes?: Pick<DeckVersions, 'since'>;
  /** Whether the server is about to end; without it, it never is. */
  readonly isDraining?: () => boolean;
  /** Mounts more routes, behind the same guards. */
  readonly mount?: (
    app: Hono<Env>,
    guards: {
      readonly refuseHost: (c: Context<Env>) => Response | undefined;
      readonly isPresenter: (c: Context<Env>) => boolean;
    },
  ) => void;
  /** Returns where the audience reaches the site, if that is not where its pages are shown; for QR codes on slides. */
  readonly home?: () => string | undefined;
  /** Who may present; without it, nobody may. */
  readonly presenting?: PresentingRoutes;
}

/** What the presenters' routes need besides the site. */
export interface PresentingRoutes {
  readonly presenters: Presenters;
  readonly rooms: Rooms;
  /**
   * Returns the address at which other devices reach the server, ending in a slash; undefined where they
   * cannot.
   */
  readonly audienceAddress: () => string | undefined;
  /** Called with the new key when presenters were revoked. */
  readonly revoked: (key: string) => void;
}

/**
 * Creates the server as a function. Every address is looked up in the site's map: no request builds a file
 * path.
 */
export function createApp({
  site,
  formerFont,
  options,
  machine,
  report,
  changes,
  isDraining,
  mount,
  home,
  presenting,
}: AppOptions): Hono<Env> {
  const { base, url, tls } = options;
  const isAllowedHost = createHostCheck(machine, url);
  const send = createSend({ secure: tls !== undefined || url?.protocol === 'https:', report });
  const app = new Hono<Env>({ getPath: (request) => rawPath(request.url) });

  for (const path of new Set(['/healthz', `${base}/healthz`])) app.get(path, health);

  const callers = createCallers(options);
  if (presenting) {
    const { atRoot } = site();
    app.use(`${base}${atRoot === undefined ? '/:deck{.+}' : ''}/speaker/*`, (c, next) => {
      const refusal = refuseHost(c);
      return refusal ? Promise.resolve(refusal) : next();
    });
    mountPresenterRoutes(app, {
      ...presenting,
      base,
      callers,
      hasDeck: (name) => name === atRoot || site().resources.has(`/${name}/`),
      atRoot,
      frame: () => site().frame,
    });
  }

  mount?.(app, { refuseHost, isPresenter });

  for (const path of ['', '/:deck{.+}'] as const) {
    app.get(`${base}${path}/audience.json`, (c, next) => {
      const { atRoot, resources, held } = site();
      const name = path === '' ? atRoot : c.req.param('deck');
      if (name === undefined || (path !== '' && name === atRoot)) return next();
      if (!resources.has(standsAt(site(), name)) && !held.has(name)) return next();
      return Promise.resolve(refuseHost(c) ?? tellAudience(c, path === '' ? '' : `${encodePath(name)}/`));
    });
  }

  app.get(`${base}/:deck{.+}/changes`, (c, next) => {
    const refusal = refuseHost(c);
    if (refusal) return Promise.resolve(refusal);
    const name = c.req.param('deck');
    const made = changes?.since(name, c.req.query('since') ?? '');
    return made ? made.then((resource) => sendOr(c, resource)) : next();
  });

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
    const resource = resources.get(address) ?? formerFont?.(address);
    if (resource) return sendReadable(resource);
    const toFolder = () => redirectToFolder(c.req.url, path);
    const folder = `${address}/`;
    if (resources.get(folder)?.reader === 'anyone' || held.has(address.slice(1))) return toFolder();
    // A page that is still being written may be for the audience although the one before it was not.
    const writePage = late?.get(folder);
    if (writePage)
      return writePage().then(({ reader }) => (reader === 'anyone' ? toFolder() : sendOr(c, notFound)));
    return sendOr(c, notFound);
  });

  // GET and HEAD always find the route above.
  app.notFound(() => textResponse(405, 'Only GET and HEAD are answered here.', { allow: 'GET, HEAD' }));
  app.onError((error) => {
    report(`An answer failed: ${error.message}`);
    return textResponse(500, 'Something went wrong inside the server.');
  });
  return app;

  /** Tells balancers and supervisors how the server is, and which decks it has. */
  function health(): Response {
    const draining = isDraining?.() ?? false;
    const text = `${draining ? 'draining' : 'ok'}\nrevision ${siteRevision(site())}`;
    return textResponse(draining ? 503 : 200, text, draining ? { 'retry-after': '1' } : {});
  }

  /** Says where the audience reaches a deck, which is at `way` below the site. */
  function tellAudience(c: Context<Env>, way: string): Response {
    const elsewhere = presenting?.audienceAddress();
    const reached = home ? home() : audienceHome(c, callerOf(c), { callers, url, elsewhere });
    const answer: AudienceAddress = reached === undefined ? {} : { address: `${reached}${way}` };
    return Response.json(answer, { headers: { ...commonHeaders, 'cache-control': 'no-store' } });
  }

  function refuseHost(c: Context<Env>): Response | undefined {
    // The target's own host counts, but a foreign `Host` still makes the request invalid.
    const target = hostOfTarget(nodeOf(c).incoming?.url ?? '');
    const host = [target, header(c, 'host')].find((each) => each !== undefined && !isAllowedHost(each));
    return host === undefined ? undefined : textResponse(421, misdirected(host));
  }

  /** Answers with what the audience may see of a withholding deck; undefined for every other address. */
  function answerHeld(c: Context<Env>, address: string): Promise<Response> | undefined {
    const { held, resources } = site();
    const isOpen = (resources.get(address) ?? formerFont?.(address))?.reader === 'anyone';
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
      const shown = (await presenting?.rooms.shown(name)) ?? BEFORE_THE_TALK;
      const answer = await deck.answer(address, shown, from);
      if (answer) return answer;
    }
    return undefined;
  }

  /** Returns whether the request may read a resource. To everyone else, a presenters' resource does not exist. */
  function isReadable({ reader }: Resource, c: Context<Env>): boolean {
    return reader === 'anyone' || isPresenter(c);
  }

  function isPresenter(c: Context<Env>): boolean {
    return presenting?.presenters.has(header(c, 'cookie'), Date.now()) ?? false;
  }

  /** Sends a resource, or "not found" where its file has gone since the site was loaded. */
  function sendOr(c: Context<Env>, resource: Resource): Response | Promise<Response> {
    const answer = send(c, resource);
    if (!(answer instanceof Promise)) return answer;
    return answer.then((sent) => sent ?? sendOr(c, site().notFound));
  }
}

function misdirected(host: string): string {
  return `This server does not answer for ${host}. If it should, start it with --url http://${host}/ (or https).`;
}

/**
 * Redirects to the folder. `./name/` is right behind any proxy, whatever path the server is mounted at. The
 * query stays.
 */
function redirectToFolder(url: string, path: string): Response {
  const query = url.indexOf('?');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const location = `./${name}/${query === -1 ? '' : url.slice(query)}`;
  return textResponse(308, `This is at ${location}`, { location });
}
