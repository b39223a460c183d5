/**
 * Runs a server from its options and a source of the site: opens the port, prints the addresses, and goes on
 * until it is ended.
 */
import { hostname, networkInterfaces } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { version } from '../../package.json';
import type { KeyStore } from '../auth/key-store.ts';
import type { EncryptedParts } from '../auth/key-trials.ts';
import { explain } from '../cli/explain.ts';
import type { ProcessHost } from '../cli/host.ts';
import type { ServerOptions } from '../cli/options.ts';
import type { DataAccess } from '../data/data-folder.ts';
import type { DevServer } from '../dev/dev-server.ts';
import type { Sharing } from '../redis/shared.ts';
import type { Site } from '../site/site.ts';
import type { SiteListener } from '../site/watch/watch.ts';
import { createIdleCheck } from '../terminal/idle-check.ts';
import { openTerminal } from '../terminal/open-terminal.ts';
import { listAddresses } from '../terminal/server-addresses.ts';
import { type AppOptions, createApp } from './app.ts';
import { DeckVersions } from './deck-versions.ts';
import { type Running, serve } from './listen.ts';
import type { Monitoring } from './monitoring.ts';
import { createPresenting, type Presenting } from './presenting.ts';
import { ServedSite } from './served-site.ts';

/**
 * Milliseconds in which requests that came before the port was open are answered first; nobody notices that the
 * terminal waits.
 */
const FIRST_ANSWER_MS = 30;

/** The same of a booted machine, which is ten times slower where it is emulated, and draws a QR code next. */
const BOOTED_FIRST_ANSWER_MS = 400;

/** Milliseconds that a start waits for the presenters' key where servers share it, so that whoever comes first can sign in. */
const FIRST_KEY_MS = 1_000;

/**
 * Milliseconds over which the sockets of a server that ends are closed at most: two hundred a second of ten thousand,
 * and a supervisor that waits has patience for ten times that.
 */
const DRAIN_MS = 2_500;

/** The same of a booted machine, which ends as a whole, and soon. */
const BOOTED_DRAIN_MS = 500;

/** What printing needs from the server. */
export interface PaperOptions {
  readonly site: () => Site;
  readonly base: string;
  /** Returns the address at which others reach the server, ending in a slash. */
  readonly home: () => string | undefined;
  readonly report: (message: string) => void;
}

/** Where a site comes from, and who may present it. */
export interface SiteSource {
  load(): Promise<Site>;
  /** Called once the port is open, before any request is answered. */
  listening?(): void;
  /** Calls back after each load of the decks with the seconds that it took, and how much it did. */
  onCompiled?(listener: (seconds: number, pass: string) => void): void;
  /** Starts to report changes; absent where nothing can change. */
  watch?(listener: SiteListener): Promise<void>;
  /** Returns warnings beyond those of loading; called once the port is open, and some time after changes. */
  check?(site: Site): Promise<readonly string[]>;
  /** Stops loading the site, at once. */
  close?(): Promise<void>;
  readonly keyStore: KeyStore;
  /** Loads what servers need that share talks by Redis. */
  sharing(): Promise<Sharing>;
  /** The data folder; undefined where none was asked for. */
  readonly data: DataAccess | undefined;
  /** Mounts the routes that print decks; absent where printing is impossible. */
  paper?(parts: PaperOptions): NonNullable<AppOptions['mount']>;
  /** The dev server, for `lectern dev`. */
  readonly devServer?: DevServer;
  /** Mounts its routes, which no other server has. */
  devRoutes?(options: ServerOptions, report: (message: string) => void): NonNullable<AppOptions['mount']>;
  /** What was encrypted with the presenter's key. */
  readonly encrypted?: EncryptedParts;
  /** A sentence about the key for the terminal. */
  readonly remark?: string;
}

/**
 * Runs a server. Resolves when it accepts connections and has said so, or is asked to end before. @throws
 * StartError, SiteError
 */
export async function runServer(
  source: SiteSource,
  options: ServerOptions,
  host: ProcessHost,
): Promise<void> {
  const { devServer } = source;
  const { journal } = host;
  const opened: { site?: Site; talks?: Presenting; port?: Running; monitoring?: Monitoring } = {};
  let isEnding = false;
  host.onShutdown(async () => {
    isEnding = true;
    journal?.('info', 'drain');
    const endTalks = async () => {
      await opened.talks?.drain(host.booted ? BOOTED_DRAIN_MS : DRAIN_MS);
      await Promise.all([(opened.talks ?? source.data)?.close(), opened.port?.close()]);
    };
    await Promise.all([endTalks(), source.close?.()]);
    opened.monitoring?.close();
    journal?.('info', 'end');
  });
  const { redis, key: given = '' } = options;
  // Only then is it loaded.
  const shared = redis && (await source.sharing()).share({ ...redis, key: given, report: host.reportError });
  journal?.('info', 'start', { version });
  if (options.metrics || journal) {
    const { openMonitoring } = await import('./monitoring.ts');
    opened.monitoring = await openMonitoring(options, host, {
      site: () => opened.site,
      rooms: () => opened.talks?.census() ?? [],
      isDraining: () => isEnding,
    });
    source.onCompiled?.(opened.monitoring.compiled);
  }
  const { monitoring } = opened;
  const loaded = await source.load();
  let site = loaded;
  opened.site = site;
  const changes = new DeckVersions();
  const machine = hostname();
  const revoked = (key: string) => {
    if (!journal) host.out.write(`Presenters were revoked. The new link ends in speaker?key=${key}\n`);
  };
  const presenting = createPresenting({
    options,
    site: () => site,
    changes,
    machine,
    keyStore: shared?.keyStore ?? source.keyStore,
    shared,
    revoked,
    data: source.data,
    encrypted: source.encrypted,
    report: host.reportError,
    observe: monitoring?.observe,
  });
  opened.talks = presenting;
  const served = new ServedSite(loaded, {
    isLive: presenting.isLive,
    changed(now) {
      site = devServer ? devServer.withDevScript(now) : now;
      opened.site = site;
      changes.update(now);
      presenting.refresh();
      devServer?.update(now);
    },
  });
  await served.update(loaded);
  let audienceAddress: string | undefined;
  const mounts = [
    source.paper?.({
      site: () => site,
      base: options.base,
      report: host.reportError,
      home: () => options.url?.href ?? audienceAddress,
    }),
    source.devRoutes?.(options, host.reportError),
  ].filter((mount) => mount !== undefined);
  const app = createApp({
    site: () => site,
    formerFont: (address) => served.formerFont(address),
    options,
    machine,
    report: host.reportError,
    changes,
    isDraining: () => isEnding,
    mount(routes, guards) {
      for (const mount of mounts) mount(routes, guards);
    },
    presenting: {
      ...presenting,
      audienceAddress: () => audienceAddress,
      revoked,
      ...(monitoring && { observe: monitoring.observe }),
    },
  });
  if (shared) await Promise.race([shared.ready, setTimeout(FIRST_KEY_MS)]);
  const running = await serve({
    app: monitoring?.watch(app) ?? app,
    options,
    upgrade: presenting.upgrade,
    report: host.reportError,
  });
  opened.port = running;
  source.listening?.();
  host.surviveFaults();

  const milliseconds = performance.now();

  // Requests that waited for the port are answered before the terminal prints.
  await setTimeout(host.booted ? BOOTED_FIRST_ANSWER_MS : FIRST_ANSWER_MS);
  if (isEnding) return;
  const { defaultAddress, openBrowser } = await import('../terminal/system.ts');
  const { presenterLink } = await import('../terminal/banner.ts');
  const { local, ...elsewhere } = listAddresses({
    options,
    port: running.port,
    interfaces: networkInterfaces(),
    defaultAddress: await defaultAddress(),
  });
  // Nobody sits at a machine that was booted for the talk.
  const isHidden = host.booted !== undefined && (elsewhere.public ?? elsewhere.network[0]) !== undefined;
  const addresses = local === undefined || isHidden ? elsewhere : { ...elsewhere, local };
  audienceAddress = addresses.public ?? addresses.network[0];
  const terminal = await openTerminal(host);
  const { createProblems, problemsOut } = terminal;
  const problems = createProblems();
  problemsOut.write(problems(site));
  const check = createIdleCheck({
    check: source.check,
    host: { err: problemsOut, reportError: host.reportError },
    problems: createProblems(),
  });
  const key = presenting.key();
  const { remark } = source;
  const metrics = monitoring?.address;
  const started = {
    ...{ version, addresses, site, key, today: today(), milliseconds },
    ...(metrics !== undefined && { metrics }),
    ...(remark !== undefined && { remark }),
    isKeyGiven: options.key !== undefined,
  };
  terminal.ready(started);
  check.soon(site);
  await source.watch?.({
    async changed(loaded) {
      await served.update(loaded);
      problemsOut.write(problems(loaded));
      check.soon(loaded);
    },
    failed(reason, fault) {
      devServer?.failed(reason);
      host.reportError(reason);
      if (fault !== undefined) host.reportError(explain(fault, Boolean(host.env.LECTERN_DEBUG)));
    },
  });
  if (options.open) {
    openBrowser(presenterLink(started), { platform: host.platform, failed: host.reportError });
  }
}

/** Returns the local date in ISO 8601. */
function today(): string {
  const now = new Date();
  const parts = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return [now.getFullYear(), ...parts].join('-');
}
