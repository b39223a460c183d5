/**
 * Decides who may connect: guard clauses from an upgrade request to a peer, each refusal with its status and
 * sentence.
 */
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { PAGE_NAME, PAGE_PARAMETER, type Role } from '../wire/protocol.ts';
import type { RefusalReason } from './live-event.ts';

/** What the gate needs from the rest of the server. */
export interface GateOptions {
  /** Path prefix of every address, without a slash at its end. */
  readonly base: string;
  readonly hasDeck: (name: string) => boolean;
  /** The deck at the root of the site, if there is one. */
  readonly atRoot?: string | undefined;
  readonly isAllowedHost: (host: string) => boolean;
  /** Returns whether pages of this origin are the server's own, under this `Host`. */
  readonly isOwnOrigin: (origin: string, host: string) => boolean;
  /** Returns the presenter's session that a request belongs to; undefined for the audience. */
  readonly sessionOf: (request: IncomingMessage) => string | undefined;
}

/** An accepted upgrade request. */
export interface Entrant {
  readonly deck: string;
  readonly role: Role;
  /** The presenter's session. */
  readonly session: string | undefined;
  /** The name that a page keeps across its connections. */
  readonly page: string | undefined;
}

/** Why an upgrade request is refused. */
export interface Refusal {
  readonly status: number;
  readonly reason: RefusalReason;
  readonly sentence: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Checks an upgrade request. */
export function examine(request: IncomingMessage, gate: GateOptions): Entrant | Refusal {
  const { upgrade, host, origin } = request.headers;
  if (upgrade?.toLowerCase() !== 'websocket') {
    return { status: 400, reason: 'protocol', sentence: 'The only protocol to upgrade to is websocket.' };
  }
  if (host === undefined || !gate.isAllowedHost(host)) return misdirected(host ?? 'a request without Host');
  // Only browsers send `Origin`, and only in a browser can another site's page open a socket with the user's
  // cookie.
  if (origin !== undefined && !gate.isOwnOrigin(origin, host)) {
    return {
      status: 403,
      reason: 'origin',
      sentence: `Pages of ${origin} may not connect here. If they should, give --url.`,
    };
  }
  const [, target, rest = ''] = /^(?:[a-z][a-z\d+.-]*:\/\/([^/?#]*))?(.*)$/is.exec(request.url ?? '') ?? [];
  if (target !== undefined && !gate.isAllowedHost(target)) return misdirected(target);
  const [path = '', query = ''] = rest.split('?', 2);
  const deck = deckIn(path, gate);
  if (deck === undefined || !gate.hasDeck(deck)) {
    return {
      status: 404,
      reason: 'no-deck',
      sentence: 'There is no deck at this address, so there is nothing to follow.',
    };
  }
  const page = query === '' ? '' : (new URLSearchParams(query).get(PAGE_PARAMETER) ?? '');
  const session = gate.sessionOf(request);
  return {
    deck,
    session,
    role: session === undefined ? 'audience' : 'presenter',
    page: PAGE_NAME.test(page) ? page : undefined,
  };
}

function misdirected(name: string): Refusal {
  return {
    status: 421,
    reason: 'host',
    sentence: `This server does not answer for ${name}. If it should, give it --url.`,
  };
}

/** Answers a refused upgrade and closes. */
export function refuse(socket: Duplex, { status, sentence, headers }: Omit<Refusal, 'reason'>): void {
  const body = `${sentence}\n`;
  const lines = Object.entries({
    connection: 'close',
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}

/** Returns the deck's name in `<base>/<deck>/live`, or the only deck's at `<base>/live`. */
function deckIn(path: string, { base, atRoot }: GateOptions): string | undefined {
  if (!path.startsWith(base)) return undefined;
  if (atRoot !== undefined) return path.slice(base.length) === '/live' ? atRoot : undefined;
  const [, name] = /^\/(.+)\/live$/.exec(path.slice(base.length)) ?? [];
  try {
    return name === undefined ? undefined : decodeURIComponent(name);
  } catch {
    return undefined;
  }
}
