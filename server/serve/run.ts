/** Runs a server from its options and a source of the site, until it is ended. */
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { version } from '../../package.json';
import type { ProcessHost } from '../cli/host.ts';
import type { ServerOptions } from '../cli/options.ts';
import type { Shared } from '../redis/shared.ts';
import type { Site } from '../site/site.ts';
import { announce } from './announce.ts';
import { createApp } from './app.ts';
import { DeckVersions } from './deck-versions.ts';
import { type Running, serve } from './listen.ts';
import type { Monitoring } from './monitoring.ts';
import { createPresenting, type Presenting } from './presenting.ts';
import { ServedSite } from './served-site.ts';
import type { SiteSource } from './site-source.ts';

/** Milliseconds that a start waits for the presenters' key where servers share it, so that whoever comes first can sign in. */
const FIRST_KEY_MS = 1_000;

/**
 * Milliseconds over which the sockets of a server that ends are closed at most: two hundred a second of ten thousand,
 * and a supervisor that waits has patience for ten times that.
 */
const DRAIN_MS = 2_500;

/** The same of a booted machine, which ends as a whole, and soon. */
const BOOTED_DRAIN_MS = 500;

/** What of a server is open by now. */
interface Opened {
  site?: Site;
  talks?: Presenting;
  port?: Running;
  monitoring?: Monitoring;
  /** Whether the server was asked to end. */
  isEnding: boolean;
  /** Where others reach the server, once it is known. */
  audienceAddress?: string | undefined;
}

/** A server that is being started. */
interface Start {
  readonly source: SiteSource;
  readonly options: ServerOptions;
  readonly host: ProcessHost;
  readonly opened: Opened;
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
  const opened: Opened = { isEnding: false };
  const start: Start = { source, options, host, opened };
  host.onShutdown(() => close(start));
  const { redis, key = '' } = options;
  // Only then is it loaded.
  const shared = redis && (await source.sharing()).share({ ...redis, key, report: host.reportError });
  host.journal?.('info', 'start', { version });
  await monitor(start);
  const loaded = await source.load();
  const { app, presenting, served, site } = await openSite(loaded, shared, start);
  if (shared) await Promise.race([shared.ready, setTimeout(FIRST_KEY_MS)]);
  opened.port = await serve({
    app: opened.monitoring?.watch(app) ?? app,
    options,
    upgrade: presenting.upgrade,
    report: host.reportError,
  });
  source.listening?.();
  host.surviveFaults();
  await announce({
    ...{ source, options, host, site },
    update: (loaded) => served.update(loaded),
    port: opened.port.port,
    key: presenting.key,
    metrics: opened.monitoring?.address,
    isEnding: () => opened.isEnding,
    reached(address) {
      opened.audienceAddress = address;
    },
  });
}

/** Ends a server, as far as it has been started. */
async function close({ source, host, opened }: Start): Promise<void> {
  opened.isEnding = true;
  host.journal?.('info', 'drain');
  const endTalks = async () => {
    await opened.talks?.drain(host.booted ? BOOTED_DRAIN_MS : DRAIN_MS);
    await Promise.all([(opened.talks ?? source.data)?.close(), opened.port?.close()]);
  };
  await Promise.all([endTalks(), source.close?.()]);
  opened.monitoring?.close();
  host.journal?.('info', 'end');
}

/** Opens what operators watch, where they asked for it. */
async function monitor({ source, options, host, opened }: Start): Promise<void> {
  if (!options.metrics && !host.journal) return;
  const { openMonitoring } = await import('./monitoring.ts');
  opened.monitoring = await openMonitoring(options, host, {
    site: () => opened.site,
    rooms: () => opened.talks?.census() ?? [],
    isDraining: () => opened.isEnding,
  });
  source.onCompiled?.(opened.monitoring.compiled);
}

/** Puts rooms and routes around a site; `served` takes those that are loaded later. */
async function openSite(loaded: Site, shared: Shared | undefined, { source, options, host, opened }: Start) {
  opened.site = loaded;
  const { devServer } = source;
  const { monitoring } = opened;
  const report = host.reportError;
  const site = () => opened.site ?? loaded;
  const changes = new DeckVersions();
  const machine = hostname();
  const revoked = (key: string) => {
    if (!host.journal) host.out.write(`Presenters were revoked. The new link ends in speaker?key=${key}\n`);
  };
  const presenting = createPresenting({
    ...{ options, site, changes, machine, shared, revoked, report },
    keyStore: shared?.keyStore ?? source.keyStore,
    data: source.data,
    encrypted: source.encrypted,
    observe: monitoring?.observe,
  });
  opened.talks = presenting;
  const served = new ServedSite(loaded, {
    isLive: presenting.isLive,
    changed(now) {
      opened.site = devServer ? devServer.withDevScript(now) : now;
      changes.update(now);
      presenting.refresh();
      devServer?.update(now);
    },
  });
  await served.update(loaded);
  const home = () => options.url?.href ?? opened.audienceAddress;
  const mounts = [
    source.paper?.({ site, base: options.base, report, home }),
    source.devRoutes?.(options, report),
  ].filter((mount) => mount !== undefined);
  const app = createApp({
    ...{ site, options, machine, report, changes },
    formerFont: (address) => served.formerFont(address),
    isDraining: () => opened.isEnding,
    mount(routes, guards) {
      for (const mount of mounts) mount(routes, guards);
    },
    presenting: {
      ...presenting,
      audienceAddress: () => opened.audienceAddress,
      revoked,
      ...(monitoring && { observe: monitoring.observe }),
    },
  });
  return { app, presenting, served, site };
}
