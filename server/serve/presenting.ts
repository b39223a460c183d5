/** Composes what presenting needs: the key, the presenters, the logs and the rooms, which wake with the first visitor. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { KeyKeeper } from '../auth/key.ts';
import { Presenters } from '../auth/presenters.ts';
import type { Lock } from '../auth/trials.ts';
import type { ServerOptions } from '../cli/options.ts';
import type { Data } from '../data/folder.ts';
import { type Caller, createCallers } from '../http/caller.ts';
import { createHostCheck } from '../http/host.ts';
import type { Hub } from '../live/hub.ts';
import type { Logs } from '../live/log/log.ts';
import type { Rooms } from '../live/routes.ts';
import { mistakeIn, type Site } from '../site/site.ts';
import type { DeckVersions } from './deck-versions.ts';

/** What presenting needs of the rest. */
export interface PresentingOptions {
  readonly options: Pick<
    ServerOptions,
    'base' | 'url' | 'tls' | 'trustProxy' | 'maxViewers' | 'maxViewersPerAddress'
  >;
  readonly site: () => Site;
  readonly changes: Pick<DeckVersions, 'shortSince'>;
  /** This machine's name. */
  readonly machine: string;
  readonly keeper: KeyKeeper;
  /** Where logs are kept; undefined where that was not asked for. */
  readonly data: Data | undefined;
  /** What was encrypted with the presenter's key. */
  readonly lock: Lock | undefined;
  readonly report: (message: string) => void;
}

/** Presenting, ready to be mounted. */
export interface Presenting {
  readonly presenters: Presenters;
  readonly rooms: Rooms;
  /** For the presenter's link; changes when presenters are revoked. Undefined while only presenters know it. */
  key(): string | undefined;
  /** Handles what Node's server emits as `upgrade`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Whether a deck's talk is live. */
  isLive(deck: string): Promise<boolean>;
  /** Tells the rooms that decks may have been compiled anew. */
  refresh(): void;
  /** Closes rooms and logs. */
  close(): Promise<void>;
}

/** Composes presenting. */
export function createPresenting(parts: PresentingOptions): Presenting {
  const { keeper, lock } = parts;
  const presenters = new Presenters(keeper, lock);
  let opening: Promise<Hub> | undefined;
  let opened: Hub | undefined;
  const hub = () => {
    opening ??= openHub(parts, presenters);
    return opening;
  };
  return {
    presenters,
    key: () => (keeper.isAwaited ? undefined : keeper.key),
    rooms: {
      entries: async (deck) => (await hub()).entries(deck),
      shown: async (deck) => (await hub()).shown(deck),
      dismissPresenters: (session) => void opening?.then((open) => open.dismissPresenters(session)),
    },
    upgrade(request, socket, head) {
      // Thousands may come at once; only the first ones have to wait.
      if (opened) return opened.upgrade(request, socket, head);
      // Nobody listens to this socket until the hub is there.
      const destroy = () => socket.destroy();
      socket.on('error', destroy);
      hub().then((open) => {
        opened = open;
        socket.off('error', destroy);
        open.upgrade(request, socket, head);
      }, destroy);
    },
    isLive: async (deck) => (await hub()).isLive(deck),
    refresh: () => void opening?.then((open) => open.refresh()),
    async close() {
      await (await opening)?.close();
      keeper.settle();
      await parts.data?.close();
    },
  };
}

/** Sockets are loaded when the first one comes, so that the server's start does not wait for them. */
async function openHub(parts: PresentingOptions, presenters: Presenters): Promise<Hub> {
  const { options, site, changes, machine, report } = parts;
  const { Hub } = await import('../live/hub.ts');
  const callers = createCallers(options);
  const factsOf = (name: string) => {
    const { decks, held } = site();
    const deck = decks.find((each) => each.name === name);
    if (!deck) return undefined;
    const { revision, notes, audience } = deck;
    return {
      name,
      revision,
      audience,
      mistake: mistakeIn(deck),
      columns: held.get(name)?.ids,
      ...(notes !== undefined && { notes }),
    };
  };
  return new Hub({
    base: options.base,
    atRoot: site().atRoot,
    limits: options,
    isAllowedHost: createHostCheck(machine, options.url),
    isOwnOrigin: callers.isOwnOrigin,
    addressOf: (request) => callers.addressOf(callerOf(request)),
    sessionOf: ({ headers }) => presenters.sessions(headers.cookie, Date.now())[0],
    deck: factsOf,
    changes(name, since) {
      const changed = changes.shortSince(name, since);
      return changed?.revision === factsOf(name)?.revision ? changed : undefined;
    },
    logs: await logsOf(parts),
    report,
  });
}

async function logsOf({ data, report }: PresentingOptions): Promise<Logs> {
  if (data?.folder) return (await import('../live/log/file-log.ts')).fileLogs(data.folder, report);
  if (data?.readable) return (await import('../live/log/read-log.ts')).readLogs(data.readable, report);
  const { memoryLogs, unkeptLogs } = await import('../live/log/log.ts');
  return data ? unkeptLogs : memoryLogs;
}

function callerOf({ headers, socket }: IncomingMessage): Caller {
  return {
    header(name) {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    remote: socket.remoteAddress,
  };
}
