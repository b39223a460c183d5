/** Composes what presenting needs: key, presenters, logs and rooms. Rooms start with the first visitor. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { KeyStore } from '../auth/key-store.ts';
import type { EncryptedParts } from '../auth/key-trials.ts';
import { Presenters } from '../auth/presenters.ts';
import type { ServerOptions } from '../cli/options.ts';
import type { DataAccess } from '../data/data-folder.ts';
import { callerOfRequest, createCallers } from '../http/caller.ts';
import { createHostCheck } from '../http/host-check.ts';
import type { Hub } from '../live/hub.ts';
import type { Observe, RoomCensus } from '../live/live-event.ts';
import type { Logs } from '../live/log/room-log.ts';
import type { Rooms } from '../live/presenter/presenter-guard.ts';
import type { Shared } from '../redis/shared.ts';
import { mistakeIn, type Site } from '../site/site.ts';
import type { DeckVersions } from './deck-versions.ts';

/** What presenting needs from the rest of the server. */
export interface PresentingOptions {
  readonly options: Pick<
    ServerOptions,
    'base' | 'url' | 'tls' | 'trustProxy' | 'maxViewers' | 'maxViewersPerAddress'
  >;
  readonly site: () => Site;
  readonly changes: Pick<DeckVersions, 'shortSince'>;
  /** This machine's host name. */
  readonly machine: string;
  readonly keyStore: KeyStore;
  /** What this server shares with others; undefined where it is alone. */
  readonly shared: Shared | undefined;
  /** Called with the new key when presenters were revoked on another server. */
  readonly revoked: (key: string) => void;
  /** The data folder; undefined where none was asked for. */
  readonly data: DataAccess | undefined;
  /** What was encrypted with the presenter's key. */
  readonly encrypted: EncryptedParts | undefined;
  readonly report: (message: string) => void;
  /** Is told what happens, where somebody wants to know. */
  readonly observe: Observe | undefined;
}

/** Presenting, ready to be mounted. */
export interface Presenting {
  readonly presenters: Presenters;
  readonly rooms: Rooms;
  /**
   * Returns the key for the presenter's link, which changes when presenters are revoked; undefined while only
   * presenters know it.
   */
  key(): string | undefined;
  /** Handles the `upgrade` event of Node's server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Counts who is connected, room by room. */
  census(): readonly RoomCensus[];
  /** Returns whether a deck's talk is live. */
  isLive(deck: string): Promise<boolean>;
  /** Tells the rooms that decks may have been compiled again. */
  refresh(): void;
  /**
   * Refuses new sockets, and asks the pages of those that are open to reconnect elsewhere, within `limit`
   * milliseconds.
   */
  drain(limit: number): Promise<void>;
  /** Closes rooms and logs. */
  close(): Promise<void>;
}

/** Composes presenting. */
export function createPresenting(parts: PresentingOptions): Presenting {
  const { keyStore, encrypted, shared } = parts;
  const presenters = new Presenters(keyStore, encrypted, shared?.tokens);
  let opening: Promise<Hub> | undefined;
  let opened: Hub | undefined;
  const hub = () => {
    opening ??= openHub(parts, presenters);
    return opening;
  };
  const dismissPresenters = (session?: string) =>
    void opening?.then((open) => open.dismissPresenters(session));
  shared?.listen({
    signedOut: dismissPresenters,
    revoked(key) {
      parts.revoked(key);
      dismissPresenters();
    },
  });
  return {
    presenters,
    key: () => (keyStore.isPending || keyStore.isUnread ? undefined : keyStore.key),
    rooms: {
      entries: async (deck) => (await hub()).entries(deck),
      shown: async (deck) => (await hub()).shown(deck),
      dismissPresenters,
    },
    upgrade(request, socket, head) {
      // Thousands may come at once; only the first ones wait for the import.
      if (opened) return opened.upgrade(request, socket, head);
      // The socket has no other error listener until the hub is loaded.
      const destroy = () => socket.destroy();
      socket.on('error', destroy);
      hub().then((open) => {
        opened = open;
        socket.off('error', destroy);
        open.upgrade(request, socket, head);
      }, destroy);
    },
    census: () => opened?.census() ?? [],
    isLive: async (deck) => (await hub()).isLive(deck),
    refresh: () => void opening?.then((open) => open.refresh()),
    async drain(limit) {
      if (opened) return opened.drain(limit);
      // One that is still being loaded has no sockets, and is not waited for: its disk may hang.
      void opening?.then((open) => open.drain(limit));
    },
    async close() {
      await (await opening)?.close();
      shared?.close();
      keyStore.retry();
      await parts.data?.close();
    },
  };
}

/** Loads the hub when the first socket comes, so that the server's start does not wait for it. */
async function openHub(parts: PresentingOptions, presenters: Presenters): Promise<Hub> {
  const { options, site, changes, machine, report, observe } = parts;
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
    addressOf: (request) => callers.addressOf(callerOfRequest(request)),
    sessionOf: ({ headers }) => presenters.sessions(headers.cookie, Date.now())[0],
    deck: factsOf,
    changes(name, since) {
      const changed = changes.shortSince(name, since);
      return changed?.revision === factsOf(name)?.revision ? changed : undefined;
    },
    logs: await logsOf(parts),
    report,
    observe,
  });
}

async function logsOf({ data, shared, report }: PresentingOptions): Promise<Logs> {
  if (shared) return shared.logs;
  if (data?.folder) return (await import('../live/log/file-log.ts')).fileLogs(data.folder, report);
  if (data?.readable) return (await import('../live/log/read-log.ts')).readLogs(data.readable, report);
  const { memoryLogs, fallbackLogs } = await import('../live/log/room-log.ts');
  return data ? fallbackLogs : memoryLogs;
}
