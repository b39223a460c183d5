/** Routes for `lectern dev`: the status as an event stream, and opening a slide's source in the editor. */
import type { Context, Hono } from 'hono';
import { type CallerOptions, type Callers, createCallers } from '../http/caller.ts';
import { type Env, nodeOf } from '../http/request.ts';
import { textResponse } from '../http/send.ts';
import { commonHeaders } from '../http/variants.ts';
import type { DevStatus } from '../wire/dev-status.ts';
import type { DevServer } from './dev-server.ts';
import { eventStream } from './event-stream.ts';
import { mountGallery } from './gallery.ts';

/** Mounts routes on an app, behind its guards. */
export type Mount = (app: Hono<Env>, guards: Guards) => void;

/** The guards of an app. */
export interface Guards {
  /** Returns the refusal of a request to a foreign host; undefined where it is allowed. */
  readonly refuseHost: (c: Context<Env>) => Response | undefined;
  readonly isPresenter: (c: Context<Env>) => boolean;
}

interface DevRoutes extends Guards {
  readonly base: string;
  readonly callers: Callers;
  readonly report: (message: string) => void;
}

/** Bytes of a slide's id, generously. */
const MAX_BODY_BYTES = 4096;

/** Creates the routes; `report` is called when an editor could not be opened. */
export function devRoutes(
  devServer: DevServer,
  options: CallerOptions,
  report: (message: string) => void,
): Mount {
  const { base } = options;
  return (app, guards) =>
    mountDevRoutes(app, devServer, { ...guards, base, report, callers: createCallers(options) });
}

function mountDevRoutes(app: Hono<Env>, devServer: DevServer, routes: DevRoutes): void {
  const { base, callers, refuseHost, isPresenter, report } = routes;
  const isAuthor = (c: Context<Env>) => devServer.options.isPrivate || isPresenter(c);

  app.get(`${base}/_/news`, (c) => {
    const refusal = refuseHost(c);
    if (refusal) return refusal;
    const deck = c.req.query('deck');
    if (deck !== undefined) devServer.pageOpened(deck);
    const body = eventStream<DevStatus>((tell) =>
      devServer.listen({ isAuthor: () => isAuthor(c), deck, tell }),
    );
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', ...commonHeaders };
    return new Response(body, { headers });
  });

  mountGallery(app, devServer, { base, report, refuse: (c) => refuseHost(c) ?? refuseReader(c) });

  app.post(`${base}/:deck{.+}/source`, async (c) => {
    const refusal = refuseHost(c) ?? refuseStranger(c);
    if (refusal) return refusal;
    if (!(Number(c.req.header('content-length')) <= MAX_BODY_BYTES))
      return textResponse(413, 'That is no slide’s id.');
    const place = await devServer.options.placeOf(c.req.param('deck'), await c.req.text());
    if (!place) return textResponse(404, 'There is no such slide, or its deck was not compiled yet.');
    devServer.options.open(place, report);
    return textResponse(202, 'The editor opens.');
  });

  /** Refuses requests to start the editor that do not come from this machine's own pages. */
  function refuseStranger(c: Context<Env>): Response | undefined {
    const origin = c.req.header('origin');
    const host = c.req.header('host') ?? '';
    if (origin === undefined || !callers.isOwnOrigin(origin, host))
      return textResponse(403, 'Only this server’s own pages may do this.');
    if (!isLocal(nodeOf(c).incoming?.socket.remoteAddress) || c.req.header('x-forwarded-for') !== undefined)
      return textResponse(403, 'Sources are opened for pages on the server’s own machine only.');
    return refuseReader(c);
  }

  function refuseReader(c: Context<Env>): Response | undefined {
    return isAuthor(c)
      ? undefined
      : textResponse(401, 'This is for presenters. Sign in at the speaker view.');
  }
}

/** Returns whether a connection comes from this machine; tests have no connection. */
function isLocal(remote: string | undefined): boolean {
  return remote === undefined || /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/i.test(remote);
}
