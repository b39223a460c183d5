/** The desk's routes: the news as they come, and a slide's source in the editor. */
import type { Context, Hono } from 'hono';
import { type CallerOptions, type Callers, createCallers } from '../http/caller.ts';
import { type Env, nodeOf } from '../http/request.ts';
import { textResponse } from '../http/send.ts';
import { commonHeaders } from '../http/variants.ts';
import type { DevStatus } from '../wire/dev-status.ts';
import type { Desk } from './desk.ts';
import { newsStream } from './news-stream.ts';

/** Mounts routes on an app, guarded as the app's own are. */
export type Mount = (app: Hono<Env>, guards: Guards) => void;

/** What an app knows of who asks. */
export interface Guards {
  /** Why this request's host is not answered, if it is not. */
  readonly refuseHost: (c: Context<Env>) => Response | undefined;
  readonly isPresenter: (c: Context<Env>) => boolean;
}

interface DeskRoutes extends Guards {
  readonly base: string;
  readonly callers: Callers;
  readonly report: (message: string) => void;
}

/** A slide's id with all that is around it. */
const MAX_BODY_BYTES = 4096;

/** The desk's routes; `report` is told why an editor could not be opened. */
export function deskRoutes(desk: Desk, options: CallerOptions, report: (message: string) => void): Mount {
  const { base } = options;
  return (app, guards) =>
    mountDeskRoutes(app, desk, { ...guards, base, report, callers: createCallers(options) });
}

function mountDeskRoutes(app: Hono<Env>, desk: Desk, routes: DeskRoutes): void {
  const { base, callers, refuseHost, isPresenter, report } = routes;
  const isAuthor = (c: Context<Env>) => desk.options.isPrivate || isPresenter(c);

  app.get(`${base}/_/news`, (c) => {
    const refusal = refuseHost(c);
    if (refusal) return refusal;
    const deck = c.req.query('deck');
    if (deck !== undefined) desk.want(deck);
    const body = newsStream<DevStatus>((tell) => desk.listen({ isAuthor: () => isAuthor(c), deck, tell }));
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', ...commonHeaders };
    return new Response(body, { headers });
  });

  app.post(`${base}/:deck/source`, async (c) => {
    const refusal = refuseHost(c) ?? refuseStranger(c);
    if (refusal) return refusal;
    if (!(Number(c.req.header('content-length')) <= MAX_BODY_BYTES))
      return textResponse(413, 'That is no slide’s id.');
    const place = await desk.options.placeOf(c.req.param('deck'), await c.req.text());
    if (!place) return textResponse(404, 'There is no such slide, or its deck was not compiled yet.');
    desk.options.open(place, report);
    return textResponse(202, 'The editor opens.');
  });

  /** What starts a program listens only to this machine's own pages. */
  function refuseStranger(c: Context<Env>): Response | undefined {
    const origin = c.req.header('origin');
    const host = c.req.header('host') ?? '';
    if (origin === undefined || !callers.isOwnOrigin(origin, host))
      return textResponse(403, 'Only this server’s own pages may do this.');
    if (!isLocal(nodeOf(c).incoming?.socket.remoteAddress) || c.req.header('x-forwarded-for') !== undefined)
      return textResponse(403, 'Sources are opened for pages on the server’s own machine only.');
    return isAuthor(c)
      ? undefined
      : textResponse(401, 'This is for presenters. Sign in at the speaker view.');
  }
}

/** Whether a connection comes from this machine; tests have none. */
function isLocal(remote: string | undefined): boolean {
  return remote === undefined || /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/i.test(remote);
}
