/** Checks the health of the server that runs beside this process, for supervisors without another program. */
import { request } from 'node:http';
import type { ServerOptions } from '../cli/options.ts';
import { StartError } from '../cli/start-error.ts';

/** Milliseconds: longer than a healthy server needs, and shorter than supervisors wait. */
const TIMEOUT_MS = 3_000;

/** Addresses of a server that listens on all interfaces. */
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Resolves when the server with these options is healthy. @throws {StartError} where it is not */
export async function checkHealth(options: Pick<ServerOptions, 'host' | 'port' | 'tls'>): Promise<void> {
  const { host, port, tls } = options;
  if (port === 0) {
    throw new StartError(
      'A server on a free port is not found. Start it with --port NUMBER, and ask with the same.',
    );
  }
  const hostname = host === undefined || EVERYWHERE.has(host) ? '127.0.0.1' : host;
  const ask = tls ? (await import('node:https')).request : request;
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const asked = ask(
      // The certificate is for the server's public names.
      { hostname, port, path: '/healthz', agent: false, timeout: TIMEOUT_MS, rejectUnauthorized: false },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    const fail = (reason: string) =>
      reject(
        new StartError(
          `No server at ${hostname} port ${port} (${reason}). Ask with the options or variables that it was started with.`,
        ),
      );
    asked.once('timeout', () => asked.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    asked.once('error', ({ code, message }: NodeJS.ErrnoException) => fail(code ?? message));
    asked.end();
  });
  if (status === 200) return;
  throw new StartError(`The server at ${hostname} port ${port} is not well: it answers ${status}.`);
}
