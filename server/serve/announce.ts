/** Says in the terminal that a server runs, and where; then what is new or wrong, each time its decks change. */
import { networkInterfaces } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { version } from '../../package.json';
import { explain } from '../cli/explain.ts';
import type { ProcessHost } from '../cli/host.ts';
import type { ServerOptions } from '../cli/options.ts';
import type { Site } from '../site/site.ts';
import { createIdleCheck } from '../terminal/idle-check.ts';
import { openTerminal } from '../terminal/open-terminal.ts';
import { type Addresses, listAddresses } from '../terminal/server-addresses.ts';
import type { SiteSource } from './site-source.ts';

/**
 * Milliseconds in which requests that came before the port was open are answered first; nobody notices that the
 * terminal waits.
 */
const FIRST_ANSWER_MS = 30;

/** The same of a booted machine, which is ten times slower where it is emulated, and draws a QR code next. */
const BOOTED_FIRST_ANSWER_MS = 400;

/** A server whose port is open. */
export interface OpenServer {
  readonly source: Pick<SiteSource, 'check' | 'watch' | 'devServer' | 'remark'>;
  readonly options: ServerOptions;
  readonly host: ProcessHost;
  /** Returns the site as it is served now. */
  readonly site: () => Site;
  /** Takes a site that was loaded again. */
  readonly update: (loaded: Site) => Promise<void>;
  readonly port: number;
  /** Returns the key for the presenter's link; undefined while only presenters know it. */
  readonly key: () => string | undefined;
  /** Address of the figures for operators; undefined where there are none. */
  readonly metrics: string | undefined;
  readonly isEnding: () => boolean;
  /** Called with the address at which others reach the server; undefined where they cannot. */
  readonly reached: (address: string | undefined) => void;
}

/** Says that a server runs and watches its decks from then on, unless it was asked to end meanwhile. */
export async function announce(server: OpenServer): Promise<void> {
  const { source, options, host, site } = server;
  const milliseconds = performance.now();
  // Requests that waited for the port are answered before the terminal prints.
  await setTimeout(host.booted ? BOOTED_FIRST_ANSWER_MS : FIRST_ANSWER_MS);
  if (server.isEnding()) return;
  const addresses = await addressesOf(server);
  server.reached(addresses.public ?? addresses.network[0]);
  const { createProblems, problemsOut, ready } = await openTerminal(host);
  const problems = createProblems();
  problemsOut.write(problems(site()));
  const check = createIdleCheck({
    check: source.check,
    host: { err: problemsOut, reportError: host.reportError },
    problems: createProblems(),
  });
  const { metrics } = server;
  const { remark } = source;
  const started = {
    ...{ version, addresses, site: site(), key: server.key(), today: today(), milliseconds },
    ...(metrics !== undefined && { metrics }),
    ...(remark !== undefined && { remark }),
    isKeyGiven: options.key !== undefined,
  };
  ready(started);
  check.soon(site());
  await source.watch?.({
    async changed(loaded) {
      await server.update(loaded);
      problemsOut.write(problems(loaded));
      check.soon(loaded);
    },
    failed(reason, fault) {
      source.devServer?.failed(reason);
      host.reportError(reason);
      if (fault !== undefined) host.reportError(explain(fault, Boolean(host.env.LECTERN_DEBUG)));
    },
  });
  if (!options.open) return;
  const { openBrowser } = await import('../terminal/system.ts');
  const { presenterLink } = await import('../terminal/banner.ts');
  openBrowser(presenterLink(started), { platform: host.platform, failed: host.reportError });
}

/** Returns the addresses to tell. */
async function addressesOf({ options, port, host }: OpenServer): Promise<Addresses> {
  const { defaultAddress } = await import('../terminal/system.ts');
  const { local, ...elsewhere } = listAddresses({
    options,
    port,
    interfaces: networkInterfaces(),
    defaultAddress: await defaultAddress(),
  });
  // Nobody sits at a machine that was booted for the talk.
  const isHidden = host.booted !== undefined && (elsewhere.public ?? elsewhere.network[0]) !== undefined;
  return local === undefined || isHidden ? elsewhere : { ...elsewhere, local };
}

/** Returns the local date in ISO 8601. */
function today(): string {
  const now = new Date();
  const parts = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0'));
  return [now.getFullYear(), ...parts].join('-');
}
