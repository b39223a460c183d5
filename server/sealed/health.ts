/** Asks the server that runs beside this process whether it is well, for whoever looks after it and has no other program. */
import { request } from 'node:http';
import type { ServerOptions } from '../cli/options.ts';
import { StartError } from '../cli/start-error.ts';

/** Longer than a server that is well needs for a line, and shorter than those who ask wait. */
const TIMEOUT_MS = 3_000;

/** Where a server is found that listens on all addresses. */
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Resolves when the server with these options is well. @throws {StartError} where it is not */
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
      // The certificate is for the names that others use.
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
