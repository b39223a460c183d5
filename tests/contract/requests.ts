/** The requests that every form of a site must answer alike, and how an answer is taken. */
import { createHash } from 'node:crypto';
import { get, type IncomingMessage, request as send } from 'node:http';
import { contentHash } from '../../server/files/hash.ts';

/** One request. */
export interface Asked {
  readonly method?: string;
  /** From the site's address, such as `talk/`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What was answered: all that does not depend on the moment. */
export interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Length and hash of the body as it was sent. */
  readonly body: string;
}

/** Headers of the moment and of the connection. */
const PASSING: ReadonlySet<string> = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);

/** Asks a server; the name of a `run`, which is another each time, counts for any other's where the body has it. */
export function ask(
  address: string,
  { method = 'GET', path, headers = {}, body }: Asked,
  run?: string,
): Promise<Answer> {
  const { hostname, port, pathname } = new URL(address);
  return new Promise((resolve, reject) => {
    // Not `fetch`, which tidies addresses and decodes bodies.
    const options = { hostname, port, path: pathname + path, method, headers, agent: false };
    const request = send(options, (response) => void take(response, run).then(resolve, reject));
    request.on('error', reject);
    request.end(body);
  });
}

async function take(response: IncomingMessage, run: string | undefined): Promise<Answer> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  const sent = Buffer.concat(parts);
  const bytes = run === undefined ? sent : withoutRun(sent, run);
  const headers = Object.entries(response.headers).filter(([name]) => !PASSING.has(name));
  return {
    status: response.statusCode,
    headers: Object.fromEntries(
      headers.map(([name, value]) => [
        name,
        // A run's name in the body makes another tag of it.
        name === 'etag' && value === tagOf(sent) ? tagOf(bytes) : withoutChance(name, value),
      ]),
    ),
    body: `${bytes.length} ${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`,
  };
}

/** A body with dots in place of a run's name. */
function withoutRun(bytes: Buffer, run: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(run, '.'.repeat(run.length)), 'latin1');
}

/** The tag of a body that is sent as it is. */
const tagOf = (bytes: Buffer) => `"${contentHash(bytes)}"`;

/** A cookie's value is another each time; its name and attributes are not. */
function withoutChance(name: string, value: unknown): unknown {
  if (name !== 'set-cookie') return value;
  return String(value).replace(/=[^;]+/, '=…');
}

/** The text of an address, for finding out what else there is. */
export function textAt(address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(address, { agent: false }, async (response) => {
      let text = '';
      for await (const part of response.setEncoding('utf8')) text += part;
      resolve(text);
    }).on('error', reject);
  });
}

/** Each address in every coding, anew, in parts, and with what a browser has of it already. */
export function requestsFor(paths: readonly string[], etags: ReadonlyMap<string, string>): readonly Asked[] {
  return paths.flatMap((path): Asked[] => {
    const etag = etags.get(path) ?? '"none"';
    return [
      { path },
      { path, method: 'HEAD' },
      { path, headers: { 'accept-encoding': 'br' } },
      { path, headers: { 'accept-encoding': 'gzip' } },
      { path, headers: { 'accept-encoding': 'identity;q=0, gzip;q=0.5, br;q=0.1' } },
      { path, headers: { 'if-none-match': etag } },
      { path, headers: { range: 'bytes=10-99' } },
      { path, headers: { range: 'bytes=-5' } },
      { path, headers: { range: 'bytes=99999999-' } },
      { path, headers: { range: 'bytes=0-4', 'if-range': etag } },
      { path, headers: { range: 'bytes=0-4', 'if-range': '"older"' } },
    ];
  });
}
