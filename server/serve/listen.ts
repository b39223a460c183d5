/** Opens the port, passes requests to the app, and closes within a second. */
import '../http/deferred-fetch.ts';
import { readFileSync } from 'node:fs';
import {
  createServer,
  type ServerOptions as HttpOptions,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { ServerOptions as TlsOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener, RequestError } from '@hono/node-server';
import type { ServerOptions } from '../cli/options.ts';
import { StartError } from '../cli/start-error.ts';
import { textResponse } from '../http/send.ts';
import { isForWebSocket, withoutUpgrade } from '../http/upgrade.ts';

/**
 * Milliseconds that an idle connection is kept: longer than proxies keep theirs, since a proxy that reuses one
 * just closed answers 502.
 */
const KEEP_ALIVE_MS = 75_000;

/**
 * Milliseconds that a client has to send its request. Even the slowest network delivers our short requests
 * sooner, and idle clients hold no connection open. Node checks at intervals; both together are less than half
 * a minute.
 */
const SILENCE_MS = 25_000;

/** Milliseconds that responses under way may take when the server ends; then their connections are cut. */
const GRACE_MS = 400;

/**
 * Connections that may wait to be accepted; the system may allow fewer. After a restart, a whole audience
 * reconnects at once, and a client that is refused tries again only seconds later.
 */
const BACKLOG = 4096;

/** A server that accepts connections. */
export interface Running {
  readonly port: number;
  /** Resolves when all connections are closed. */
  close(): Promise<void>;
}

/** What to serve, and where. */
export interface Serving {
  readonly app: { readonly fetch: Parameters<typeof getRequestListener>[0] };
  readonly options: Pick<ServerOptions, 'port' | 'host' | 'tls'>;
  /**
   * Handles upgrades to websockets. Without it, and for every other protocol, a request to upgrade is answered
   * as a normal one.
   */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Called with a sentence when something fails inside. */
  readonly report: (message: string) => void;
  /** Replaces `SILENCE_MS` in tests. */
  readonly silence?: number;
}

/**
 * Serves the app over http, or https with a certificate.
 * @throws {StartError} when the port cannot be opened or the certificate cannot be used
 */
export async function serve(serving: Serving): Promise<Running> {
  const { app, options, upgrade, report, silence = SILENCE_MS } = serving;
  const listener = getRequestListener(app.fetch, {
    // HTTP/1.0 has no `Host`.
    hostname: 'localhost',
    errorHandler(error) {
      if (error instanceof RequestError) return textResponse(400, 'The request is malformed.');
      report(`An answer failed: ${error instanceof Error ? error.message : String(error)}`);
      return textResponse(500, 'Something went wrong inside the server.');
    },
  });
  const timeouts = {
    headersTimeout: silence,
    requestTimeout: silence,
    connectionsCheckingInterval: silence / 10,
  };
  const { tls } = options;
  const server = tls ? await createTlsServer(tls, listener, timeouts) : createServer(timeouts, listener);
  if (upgrade) {
    server.on('upgrade', (request, socket, head) => {
      if (isForWebSocket(request)) return upgrade(request, socket, head);
      // Node's mark of a response under way. No regular client upgrades before it has the response.
      if ('_httpMessage' in socket && socket._httpMessage) return void socket.destroy();
      // Node no longer parses it as HTTP, so the request is put back and parsed as on a new connection.
      socket.unshift(Buffer.concat([withoutUpgrade(request), head]));
      server.emit(tls ? 'secureConnection' : 'connection', socket);
    });
  }
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const port = await listen(server, options);
  return { port, close: () => close(server) };
}

async function createTlsServer(
  tls: { cert: string; key: string },
  listener: RequestListener,
  timeouts: HttpOptions & { readonly headersTimeout: number },
): Promise<Server> {
  const { createServer: createSecureServer } = await import('node:https');
  const files: TlsOptions = {
    cert: readPem(tls.cert, '--tls-cert'),
    key: readPem(tls.key, '--tls-key'),
    minVersion: 'TLSv1.2',
    handshakeTimeout: timeouts.headersTimeout,
    ...timeouts,
  };
  try {
    return createSecureServer(files, listener);
  } catch (error) {
    throw new StartError(
      `${tls.cert} and ${tls.key} cannot serve https (${reasonOf(error)}). Both must be PEM files, the key without a passphrase and made for the certificate.`,
    );
  }
}

function readPem(file: string, flag: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new StartError(`${flag} names ${file}, which cannot be read (${reasonOf(error)}).`);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

function listen(server: Server, { port, host }: Serving['options']): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new StartError(explainListen(error, port, host)));
    });
    server.listen({ port, backlog: BACKLOG, ...(host !== undefined && { host }) }, () => {
      resolve(boundPort(server.address()));
    });
  });
}

function boundPort(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address ? address.port : 0;
}

function explainListen(
  { code, message }: NodeJS.ErrnoException,
  port: number,
  host: string | undefined,
): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use. Try --port ${port + 1}, or --port 0 for a free one.`;
    case 'EACCES':
      return `Port ${port} may not be opened by this user. Choose one from 1024 on, such as --port 8000.`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${host}. Leave --host, or the variable HOST, out to listen on all that it has.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host ${host} is unknown here. Give an address of this machine, or leave --host, or the variable HOST, out.`;
    default:
      return `Port ${port} cannot be opened: ${message}.`;
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
