/** What several servers share by Redis. Loaded only with `--redis`. */
import type { KeyStore } from '../auth/key-store.ts';
import type { TokenStore } from '../auth/tokens.ts';
import type { Logs } from '../live/log/room-log.ts';
import { RedisLink } from './link.ts';
import { PhoneTokens } from './phone-tokens.ts';
import { RoomStream } from './room-stream.ts';
import { SharedSignIns, type SignInListener } from './sign-ins.ts';

/** The options of sharing. */
export interface SharingOptions {
  readonly url: string;
  readonly keepDays: number;
  /** The presenters' key, the same on all servers. */
  readonly key: string;
  /** Called with a sentence when Redis cannot be reached, and when it can again. */
  readonly report: (message: string) => void;
}

/** What this server shares with others. */
export interface Shared {
  readonly logs: Logs;
  readonly keyStore: KeyStore;
  readonly tokens: TokenStore;
  /** Resolves when Redis has answered, or did not in time. */
  readonly ready: Promise<void>;
  /** Calls back when presenters of this server have lost their role on another. */
  listen(listener: SignInListener): void;
  close(): void;
}

/** This module, as it is loaded. */
export interface Sharing {
  share(options: SharingOptions): Shared;
}

/** Begins to connect to Redis. */
export function share({ url, keepDays, key, report }: SharingOptions): Shared {
  const link = new RedisLink(url, report);
  const signIns = new SharedSignIns(key, link);
  const ready = link.connect().then(() => signIns.open());
  return {
    ready,
    logs: {
      async open(deck) {
        await ready;
        return new RoomStream({ link, deck, keepDays }).open();
      },
    },
    keyStore: signIns,
    tokens: new PhoneTokens(signIns, link),
    listen: (listener) => signIns.listen(listener),
    close: () => link.close(),
  };
}
