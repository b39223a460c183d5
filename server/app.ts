/** Every route of the server, as a function from request to response; opens no port. */
import { type Context, Hono } from 'hono';
import { createHostCheck } from './http/host.ts';
import { decodePath, type Env, header, rawPath } from './http/request.ts';
import { createSend, say } from './http/send.ts';
import type { ServerOptions } from './options.ts';
import type { Resource, Site } from './site/site.ts';

/** What the routes need. */
export interface AppOptions {
  /** Answers the newest site; a change on disk makes a new one. */
  readonly site: () => Site;
  readonly options: Pick<ServerOptions, 'base' | 'url' | 'tls'>;
  /** This machine's name, under which its network knows it. */
  readonly machine: string;
  /** Told of what went wrong inside; the client gets one plain sentence. */
  readonly report: (message: string) => void;
}

/** Creates the server as a function. Every address is looked up in the site's map: no request builds a file's path. */
export function createApp({ site, options, machine, report }: AppOptions): Hono<Env> {
  const { base, url, tls } = options;
  const isAllowedHost = createHostCheck(machine, url);
  const send = createSend({ secure: tls !== undefined || url?.protocol === 'https:', report });
  const app = new Hono<Env>({ getPath: (request) => rawPath(request.url) });

  app.get('/healthz', () => say(200, 'ok'));
  app.get(`${base}/healthz`, () => say(200, 'ok'));

  app.get('*', (c) => {
    const host = header(c, 'host');
    if (host !== undefined && !isAllowedHost(host)) return say(421, misdirected(host));

    const { path } = c.req;
    const { resources, notFound } = site();
    if (!path.startsWith(base)) return sendOr(c, notFound);
    const address = decodePath(base ? path.slice(base.length) : path);
    if (address === undefined) return say(400, 'The address is malformed: a % in it starts no valid code.');
    const resource = readable(resources.get(address));
    if (resource) return sendOr(c, resource);
    if (readable(resources.get(`${address}/`))) return redirectToFolder(c.req.url, path);
    return sendOr(c, notFound);
  });

  // GET, and with it HEAD, always finds the route above.
  app.notFound(() => say(405, 'Only GET and HEAD are answered here.', { allow: 'GET, HEAD' }));
  app.onError((error) => {
    report(`An answer failed: ${error.message}`);
    return say(500, 'Something went wrong inside the server.');
  });
  return app;

  /** A file that is gone since the site was loaded is not found. */
  function sendOr(c: Context<Env>, resource: Resource): Response | Promise<Response> {
    const answer = send(c, resource);
    if (!(answer instanceof Promise)) return answer;
    return answer.then((sent) => sent ?? sendOr(c, site().notFound));
  }
}

/** There are no presenters yet: what is theirs is not there for anyone. */
function readable(resource: Resource | undefined): Resource | undefined {
  return resource?.reader === 'anyone' ? resource : undefined;
}

function misdirected(host: string): string {
  return `This server does not answer for ${host}. If it should, start it with --url http://${host}/ (or https).`;
}

/** `./name/` is right behind any proxy, whatever path it mounts the server below. The query stays. */
function redirectToFolder(url: string, path: string): Response {
  const query = url.indexOf('?');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const location = `./${name}/${query === -1 ? '' : url.slice(query)}`;
  return say(308, `This is at ${location}`, { location });
}
