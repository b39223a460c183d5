/** What a server tells whoever runs it: figures for Prometheus, and the journal of `--log json`. Loaded only with these. */
import { version } from '../../package.json';
import type { Journal, ProcessHost } from '../cli/host.ts';
import type { LogOptions } from '../cli/option-values.ts';
import type { ServerOptions } from '../cli/options.ts';
import { type CallerOptions, callerOfRequest, createCallers } from '../http/caller.ts';
import { rawPath } from '../http/request.ts';
import type { LiveEvent, Observe, RoomCensus } from '../live/live-event.ts';
import { type Revised, siteRevision } from '../site/revision.ts';
import type { Site } from '../site/site.ts';
import type { Serving } from './listen.ts';

/** What is looked up for the figures. */
export interface Looks {
  /** Returns the newest site; undefined before the first. */
  readonly site: () => Site | undefined;
  readonly rooms: () => readonly RoomCensus[];
  readonly isDraining: () => boolean;
}

/** The open ends of a server's monitoring. */
export interface Monitoring {
  readonly observe: Observe;
  /** Counts a load of the decks, in seconds; the journal has those that brought something new. */
  compiled(seconds: number, pass: string, site: Revised): void;
  /** Returns the app, whose requests are in the journal if that was asked for. */
  watch(app: Serving['app']): Serving['app'];
  /** Where the figures are. */
  readonly address: string | undefined;
  close(): void;
}

/** Opens what the options ask for. @throws {StartError} where the port of the figures cannot be opened */
export async function openMonitoring(
  options: CallerOptions & Pick<ServerOptions, 'metrics' | 'log'>,
  host: Pick<ProcessHost, 'journal'>,
  looks: Looks,
): Promise<Monitoring> {
  const { metrics: endpoint, log } = options;
  const { journal } = host;
  const figures = endpoint && (await openFigures(endpoint, looks));
  const tell = journal && log && journalOf(journal, log);
  const told = new Map<string, string>();
  return {
    observe(event) {
      figures?.observe(event);
      tell?.(event);
    },
    compiled(seconds, pass, site) {
      figures?.compiled(seconds, pass);
      if (!journal) return;
      const revision = siteRevision(site);
      // The journal may be a file beside the decks, where each of its lines causes a load.
      if (told.get(pass) === revision) return;
      told.set(pass, revision);
      journal('info', 'compiled', { pass, milliseconds: Math.round(seconds * 1000) });
    },
    watch: (app) => (journal && log?.requests ? withRequests(app, { journal, log, options }) : app),
    address: figures?.address,
    close: () => figures?.close(),
  };
}

async function openFigures(endpoint: NonNullable<ServerOptions['metrics']>, looks: Looks) {
  const { createMetrics } = await import('../metrics/metrics.ts');
  const { serveMetrics } = await import('../metrics/metrics-server.ts');
  const { registry, observe, compiled } = createMetrics({
    version,
    rooms: looks.rooms,
    isDraining: looks.isDraining,
    revision() {
      const site = looks.site();
      return site && siteRevision(site);
    },
    decks: () => new Map(looks.site()?.decks.map(({ name, errors }) => [name, errors.length === 0])),
  });
  return { observe, compiled, ...(await serveMetrics(registry, endpoint)) };
}

/** Returns what writes events into the journal: each one that is rare, and refusals where requests are told. */
function journalOf(journal: Journal, { requests }: LogOptions): (event: LiveEvent) => void {
  return (event) => {
    switch (event.type) {
      case 'talk-begins':
      case 'talk-ends':
      case 'sign-out':
      case 'revocation':
        return journal('info', event.type, { deck: event.deck });
      case 'sign-in':
        return journal('info', event.type, { deck: event.deck, by: event.by });
      case 'refusal':
        return requests ? journal('warn', event.type, { reason: event.reason }) : undefined;
    }
  };
}

/** Writes every request into the journal: without its query, which may hold a key, and once its answer is made. */
function withRequests(
  { fetch }: Serving['app'],
  parts: {
    readonly journal: Journal;
    readonly log: LogOptions;
    readonly options: CallerOptions;
  },
): Serving['app'] {
  const { journal, log, options } = parts;
  const callers = createCallers(options);
  return {
    async fetch(request, env) {
      const began = performance.now();
      const response = await fetch(request, env);
      journal('info', 'request', {
        method: request.method,
        path: rawPath(request.url),
        status: response instanceof Response ? response.status : undefined,
        milliseconds: Math.round(performance.now() - began),
        ...(log.addresses && { address: callers.addressOf(callerOfRequest(env.incoming)) }),
      });
      return response;
    },
  };
}
