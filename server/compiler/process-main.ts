/** The compiler process itself: loads the site on request, and writes where it is reading. */
import { writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Supervision } from '../compile/model/supervision.ts';
import { hashOfFile } from '../files/hash.ts';
import { once } from '../files/once.ts';
import { isSystemError, SiteError } from '../files/site-error.ts';
import { clientAddresses } from '../site/client-files.ts';
import { loadSite, openSite } from '../site/load.ts';
import { createLoader, rootOf } from '../site/loader.ts';
import type { Site } from '../site/site.ts';
import {
  ERROR_FACTS,
  PLACES_FD,
  type PlaceLine,
  type Reply,
  type Request,
  type Requests,
  type SentError,
  type StartMessage,
} from './messages.ts';
import { Packer } from './packer.ts';

/** Milliseconds between two signs of life, and reports of processor time. */
const BEAT_MS = 250;

/** Milliseconds from which on a load tells of its progress, and then between two messages. */
const PROGRESS_MS = 2000;

/**
 * Runs in a thread beside the compiling one: reports processor time, and kills the process once its server is
 * gone, however busy it is.
 */
const WATCHDOG = `
  const { writeSync } = require('node:fs');
  const { workerData: server } = require('node:worker_threads');
  const isGone = () => {
    try { process.kill(server, 0); return process.ppid !== server; } catch { return true; }
  };
  setInterval(() => {
    const { user, system } = process.cpuUsage();
    try { writeSync(${PLACES_FD}, '[' + Math.round((user + system) / 1000) + ']\\n'); } catch {}
    if (isGone()) process.kill(process.pid, 'SIGKILL');
  }, ${BEAT_MS});
`;

/** A handler for each type of request. */
type Handlers = {
  readonly [Type in keyof Requests]: (asked: Requests[Type]['asked']) => Promise<Requests[Type]['answer']>;
};

function begin(beginning: StartMessage): Handlers {
  const { options, openInDev, stopped, known, isClientBuilt } = beginning;
  let told = '';
  let nextProgress = 0;
  let tellBuilt = () => {};
  const clientBuilt = isClientBuilt
    ? Promise.resolve()
    : new Promise<void>((resolve) => (tellBuilt = resolve));
  const supervised = {
    ...options,
    clientBuilt,
    report: tell,
    progress(loaded: number, all: number) {
      if (loaded === all || performance.now() < nextProgress) return;
      nextProgress = performance.now() + PROGRESS_MS;
      send({ progress: [loaded, all] });
    },
    supervision: supervise(rootOf(options.path), stopped),
  };
  const loader = createLoader(supervised);
  for (const deck of openInDev) loader.openInDev(deck);
  const openPacker = once(() => new Packer(clientAddresses(options.buildDirectory), known));
  let site: Site | undefined;
  return {
    async load(request) {
      nextProgress = performance.now() + PROGRESS_MS;
      const loaded = await loader.load(request);
      ({ site } = loaded);
      const files = loaded.files.join('\0');
      const isSame = files === told;
      told = files;
      return {
        parcel: openPacker().pack(site, request),
        files: isSame ? 'same' : loaded.files,
        complete: loaded.complete,
      };
    },
    page: async (address) => openPacker().page(address),
    async openInDev(deck) {
      loader.openInDev(deck);
      return undefined;
    },
    async clientBuilt() {
      tellBuilt();
      return undefined;
    },
    async check() {
      const { checkSite, formatDiagnostic } = await import('../check/check-site.ts');
      site ??= (await loader.load({ pass: 'full' })).site;
      return (await checkSite(site, await openSite(options))).map(formatDiagnostic);
    },
    async picture(picture) {
      const reports: string[] = [];
      const made = await loader.makePicture(picture, (report) => reports.push(report));
      return { made, told: reports };
    },
    async inTheme({ deck, theme }) {
      const quiet = { ...options, supervision: supervised.supervision };
      const form = { notes: false, keepsIds: false, ...(theme !== undefined && { theme }) };
      const made = await loadSite({ ...quiet, only: deck, form }, { pass: 'quick' });
      return new Packer(clientAddresses(options.buildDirectory), new Map()).pack(made, { pass: 'quick' });
    },
    place: async ({ deck, slide }) => loader.placeOf(deck, slide),
  };
}

function supervise(root: string, stopped: StartMessage['stopped']): Supervision {
  return {
    reading: ({ file, hash }, place) => writePlace([file, hash, place.file, place.line]),
    stopped({ file, hash }) {
      const found = stopped.find(({ deck }) => deck.file === file && deck.hash === hash);
      if (!found) return undefined;
      const { place, placeHash, reason } = found;
      if (hashOfFile(resolve(root, place.file)) !== placeHash) return undefined;
      return {
        file: place.file,
        line: place.line,
        column: 1,
        rule: 'limit',
        reason,
        hint: 'Make what is here smaller, or part it. The deck is compiled again once it has changed.',
      };
    },
  };
}

/** Writes synchronously, since reading the place may never end. */
function writePlace(place: PlaceLine): void {
  try {
    writeSync(PLACES_FD, `${JSON.stringify(place)}\n`);
  } catch {
    // The server is gone, or reads no more.
  }
}

function send(reply: Reply): void {
  process.send?.(reply);
}

function tell(report: string): void {
  send({ report });
}

async function answer(handlers: Handlers, { id, type, asked }: Request): Promise<void> {
  try {
    // The server sends what `Requests` declares for this type.
    const handle = handlers[type] as (asked: unknown) => Promise<unknown>;
    send({ id, answer: await handle(asked) });
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    const kind = error instanceof SiteError ? 'site' : isSystemError(error) ? 'system' : 'fault';
    send({ id, error: { kind, message, stack, facts: factsOf(error) } });
  }
}

/** Returns what an error says of itself beside its message. */
function factsOf(error: unknown): SentError['facts'] {
  const known = new Map<string, unknown>(Object.entries(Object(error)));
  const facts = ERROR_FACTS.map((name) => [name, known.get(name)] as const);
  return Object.fromEntries(facts.filter(([, value]) => typeof value === 'string'));
}

/** Handles the server's messages until it is gone. */
function run(): void {
  // The server may have gone before this process could notice.
  if (!process.connected) process.exit();
  new Worker(WATCHDOG, { eval: true, workerData: Number(process.argv[2]) }).unref();
  // A terminal's Ctrl+C is for the server, which then ends this process.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.on('disconnect', () => process.exit());
  setInterval(() => writePlace([]), BEAT_MS);
  let handlers: Handlers | undefined;
  process.on('message', (message: StartMessage | Request) => {
    if ('options' in message) handlers = begin(message);
    else if (handlers) void answer(handlers, message);
  });
}

run();
