/** Serves the figures, on a port of their own, which the audience does not reach. */
import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';
import type { Endpoint } from '../cli/option-values.ts';
import { StartError } from '../cli/start-error.ts';

/** A server of figures. */
export interface MetricsServer {
  readonly address: string;
  close(): void;
}

/** Opens the port. @throws {StartError} where it cannot be opened */
export async function serveMetrics(
  registry: Pick<Registry, 'metrics' | 'contentType'>,
  endpoint: Endpoint,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    if (url.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404, plain).end('The figures are at /metrics.\n');
    } else if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { ...plain, allow: 'GET, HEAD' }).end('Only GET and HEAD are answered here.\n');
    } else {
      registry.metrics().then(
        (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
        () => response.writeHead(500, plain).end('The figures cannot be told.\n'),
      );
    }
  });
  const port = await listen(server, endpoint);
  // It must not keep the process alive.
  server.unref();
  const host = endpoint.host.includes(':') ? `[${endpoint.host}]` : endpoint.host;
  return {
    address: `http://${host}:${port}/metrics`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const plain = { 'content-type': 'text/plain; charset=utf-8' };

function listen(server: Server, { host, port }: Endpoint): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartError(explain(error, host, port))),
    );
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function explain({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of --metrics is in use at ${host}. Give another one.`;
    case 'EACCES':
      return `Port ${port} of --metrics may not be opened by this user. Give one from 1024 on.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `This machine has no address ${host}, which --metrics names. Leave it out, and only this machine reaches them.`;
    default:
      return `Port ${port} of --metrics cannot be opened: ${message}.`;
  }
}
