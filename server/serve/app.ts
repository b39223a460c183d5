/** Mounts every route of the server, as a function from request to response; opens no port. */

import { type Context, Hono } from 'hono';
import type { Presenters } from '../auth/presenters.ts';
import type { ServerOptions } from '../cli/options.ts';
import { encodePath } from '../files/paths.ts';
import { createCallers } from '../http/caller.ts';
import { createHostCheck, hostOfTarget } from '../http/host-check.ts';
import { audienceHome } from '../http/reached-address.ts';
import { type Env, header, nodeOf, rawPath } from '../http/request.ts';
import { createSend, textResponse } from '../http/send.ts';
import { commonHeaders } from '../http/variants.ts';
import { callerOf, type Rooms } from '../live/presenter/presenter-guard.ts';
import { mountPresenterRoutes } from '../live/presenter/presenter-routes.ts';
import { siteRevision } from '../site/revision.ts';
import type { Resource, Site } from '../site/site.ts';
import { BEFORE_THE_TALK, standsAt } from '../site/site.ts';
import type { AudienceAddress } from '../wire/audience-address.ts';
import type { DeckVersions } from './deck-versions.ts';
import { mountPages } from './page-routes.ts';

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

  mountPages(app, {
    ...{ base, site, refuseHost, isPresenter, sendOr },
    formerFont: (address) => formerFont?.(address),
    shown: async (deck) => (await presenting?.rooms.shown(deck)) ?? BEFORE_THE_TALK,
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
