/** The servers that are measured: Lectern, started as its users start it, and the references. */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Milliseconds that a start may take: enough for a first build on a small machine. */
const START_LIMIT_MS = 120_000;
const POLL_MS = 2;
const SETTLE_POLL_MS = 50;

const probe = new URL('references/probe.mjs', import.meta.url).href;

/** How to start a server on a port, and the path of its page. */
export interface Subject {
  readonly name: string;
  readonly path: string;
  readonly command: (port: number) => readonly string[];
  /** Its working directory; this one's, if absent. */
  readonly folder?: string;
  /** Whether its first page is a quick one, and the final one comes compressed by brotli. */
  readonly settles?: boolean;
}

const ownLaunch = fileURLToPath(new URL('../../server/launch.mjs', import.meta.url));

/**
 * Lectern, serving a folder that contains a deck named `talk`, with further options. `launch` is its command, by default
 * this repository's.
 */
export function lectern(folder: string, options: readonly string[] = [], launch = ownLaunch): Subject {
  return {
    name: 'Lectern',
    path: '/talk/',
    settles: true,
    command: (port) => [launch, 'serve', folder, '--port', String(port), '--host', '127.0.0.1', ...options],
  };
}

/** A sealed file that contains a deck named `talk`. */
export function sealed(file: string): Subject {
  return {
    name: 'sealed Lectern',
    path: '/talk/',
    command: (port) => [file, '--port', String(port), '--host', '127.0.0.1'],
  };
}

/** `lectern dev`, for a folder in which a deck named `talk` is edited. */
export function developing(folder: string): Subject {
  const served = lectern(folder);
  return {
    ...served,
    // Its pages are compressed for nobody.
    settles: false,
    command: (port) => served.command(port).map((word) => (word === 'serve' ? 'dev' : word)),
  };
}

/** One of the reference programs in `references/`. */
export function reference(name: string, program: string, argument: string): Subject {
  const file = fileURLToPath(new URL(`references/${program}`, import.meta.url));
  return { name, path: '/', command: (port) => [file, argument, String(port)] };
}

/** A running server. */
export interface Running {
  readonly url: string;
  readonly port: number;
  /** Milliseconds from the process's start to its first complete response. */
  readonly startMs: number;
  /** Body of the page, as sent. */
  readonly body: Buffer;
  readonly isCompressed: boolean;
  readonly stop: () => Promise<void>;
}

/** A running server that reports its resource usage. */
export interface Probed extends Running {
  /** Returns the microseconds of processor time so far, of all its threads. */
  readonly processorUs: () => Promise<number>;
  /** Returns the milliseconds of the longest task of its main thread since this was last asked for. */
  readonly longestTask: () => Promise<number>;
  /** Returns the bytes of resident memory, after a garbage collection. */
  readonly memory: () => Promise<number>;
}

/**
 * Starts a server and waits until its page is served with status 200, and has settled.
 * @throws where that takes longer than `START_LIMIT_MS`.
 */
export async function start(subject: Subject): Promise<Running> {
  return settled(subject, (await launch(subject, [])).server);
}

/** Starts a server with the probe loaded into its process, and returns it at its first page. */
export async function startProbed(subject: Subject): Promise<Probed> {
  const { child, server } = await launch(subject, ['--import', probe]);
  const ask = async (what: 'processor' | 'longest task' | 'memory'): Promise<number> => {
    child.send(what);
    const [answer]: unknown[] = await once(child, 'message');
    return Number(answer);
  };
  return {
    ...server,
    processorUs: () => ask('processor'),
    longestTask: () => ask('longest task'),
    memory: () => ask('memory'),
  };
}

async function launch(subject: Subject, nodeOptions: readonly string[]) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${subject.path}`;
  const started = performance.now();
  const stdio: StdioOptions = [
    'ignore',
    'ignore',
    'pipe',
    ...(nodeOptions.length > 0 ? ['ipc' as const] : []),
  ];
  const child = spawn(process.execPath, [...nodeOptions, ...subject.command(port)], {
    stdio,
    cwd: subject.folder,
    // Marp has no option for it.
    env: { ...process.env, PORT: String(port) },
  });
  let complaint = '';
  child.stderr?.on('data', (data: Buffer) => {
    complaint = (complaint + data.toString()).slice(-2000);
  });
  while (performance.now() - started < START_LIMIT_MS && child.exitCode === null) {
    const page = await fetchPage(url);
    const startMs = performance.now() - started;
    const server: Running | undefined = page && { url, port, startMs, ...page, stop: () => stop(child) };
    if (server) return { child, server };
    await sleep(POLL_MS);
  }
  await stop(child);
  throw new Error(`${subject.name} did not answer ${url}.\n${complaint}`);
}

/**
 * Waits until a server's page is the final one, and returns it with that page.
 * @throws where that takes longer than `START_LIMIT_MS`.
 */
export async function settled<S extends Running>(subject: Subject, server: S): Promise<S> {
  for (const end = performance.now() + START_LIMIT_MS; performance.now() < end; await sleep(SETTLE_POLL_MS)) {
    const page = await fetchPage(server.url);
    if (page && (!subject.settles || page.isCompressed)) return { ...server, ...page };
  }
  await server.stop();
  throw new Error(`${subject.name} has not made the final page of ${server.url}.`);
}

/** Starts a server, stops it once its page is the final one, and returns the milliseconds that its start took. */
export async function measureStart(subject: Subject): Promise<number> {
  const server = await start(subject);
  await server.stop();
  return server.startMs;
}

/** Stops a child process that was started here: by SIGTERM, and by SIGKILL after two seconds. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
  await ended;
  clearTimeout(timer);
}

/** Returns a response with status 200; undefined for any other outcome. */
function fetchPage(url: string): Promise<Pick<Running, 'body' | 'isCompressed'> | undefined> {
  return new Promise((resolve) => {
    const headers = { accept: 'text/html', 'accept-encoding': 'gzip, br' };
    const request = get(url, { headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      const isCompressed = response.headers['content-encoding'] === 'br';
      response.on('end', () =>
        resolve(response.statusCode === 200 ? { body: Buffer.concat(parts), isCompressed } : undefined),
      );
    });
    request.on('error', () => resolve(undefined));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
  return address.port;
}
