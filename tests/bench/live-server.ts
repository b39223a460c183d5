/** The servers whose live rooms are measured, with a presenter each: Lectern, and a bare `ws` broadcast. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ClientMessage, State } from '../../server/wire/protocol.ts';
import { Crowd, takeStep } from './crowd.ts';
import {
  lectern,
  type Probed,
  type Running,
  reference,
  type Subject,
  settled,
  startProbed,
} from './subjects.ts';
import type { Workspace } from './workspace.ts';

const KEY = 'a-key-for-the-benchmark';

/** Maximum number of concurrent handshakes, except when a storm is measured. */
const CALM = 50;

/** An example of a state; the bare server's states are as long as Lectern's. */
const FIRST: State = {
  type: 'state',
  epoch: 'AbCdEfGh',
  seq: 0,
  at: Date.now(),
  position: { slide: '', h: 0, v: 0, f: -1 },
  paused: false,
  live: true,
};

/** A server with a live room, not yet started. */
export interface LiveSubject {
  readonly subject: Subject;
  /** Path of the room's WebSocket. */
  readonly path: string;
  /** Returns the request headers of the presenter's connection. */
  readonly headers: (server: Running) => Promise<Record<string, string>>;
  /** Returns the presenter's message that goes to a slide. */
  readonly command: (h: number, seen: number) => ClientMessage | State;
}

/** Lectern without limits on viewers, since all of them have the same address here. */
export function liveLectern(
  workspace: Workspace,
  folder = workspace.deck(40),
  more: readonly string[] = [],
): LiveSubject {
  const options = ['--key', KEY, '--max-viewers', '0', '--max-viewers-per-address', '0', ...more];
  return {
    subject: lectern(folder, options),
    path: '/talk/live',
    headers: async ({ url }) => ({ cookie: await signIn(url) }),
    command: (h, seen) => ({ type: 'go', position: positionOf(h), seen }),
  };
}

/** The bare server. */
export function bareBroadcast(): LiveSubject {
  return {
    subject: reference('bare ws broadcast', 'broadcast.mjs', JSON.stringify(FIRST)),
    path: '/',
    headers: async () => ({}),
    command: (h, seen) => ({ ...FIRST, seq: seen + 1, at: Date.now(), position: positionOf(h) }),
  };
}

/** A running server with its presenter, and a crowd once it is filled. */
export class LiveServer {
  readonly server: Probed;
  readonly #subject: LiveSubject;
  readonly #presenter: WebSocket;
  #crowd: Crowd | undefined;
  #seq = 0;

  private constructor(subject: LiveSubject, server: Probed, presenter: WebSocket) {
    this.#subject = subject;
    this.server = server;
    this.#presenter = presenter;
  }

  /** Starts a server and connects its presenter. */
  static async start(subject: LiveSubject): Promise<LiveServer> {
    const server = await settled(subject.subject, await startProbed(subject.subject));
    try {
      const headers = await subject.headers(server);
      const address = `ws://127.0.0.1:${server.port}${subject.path}`;
      const presenter = new WebSocket(address, { headers, perMessageDeflate: false });
      await once(presenter, 'message');
      return new LiveServer(subject, server, presenter);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Connects a crowd, a few viewers at a time or all at once. */
  async fill(count: number, how: 'calmly' | 'at once'): Promise<Crowd['opened']> {
    const atOnce = how === 'calmly' ? CALM : count;
    this.#crowd = await Crowd.open({ port: this.server.port, path: this.#subject.path, count, atOnce });
    return this.#crowd.opened;
  }

  /**
   * Goes to a slide, and waits until all viewers have it. Resolves to the microseconds that it took, for each viewer
   * that received it.
   */
  async step(h: number): Promise<Float64Array> {
    if (!this.#crowd) throw new Error('Nobody watches: `fill` comes first.');
    return await takeStep([this.#crowd], this.command(h));
  }

  /** Returns the presenter's next step, and the number by which viewers know it. */
  command(h: number): { readonly seq: number; readonly send: () => void } {
    const said = JSON.stringify(this.#subject.command(h, this.#seq++));
    return { seq: this.#seq, send: () => this.#presenter.send(said) };
  }

  /** Disconnects everybody, then stops the server. */
  async stop(): Promise<void> {
    this.#presenter.terminate();
    await this.#crowd?.close();
    await this.server.stop();
  }
}

function positionOf(h: number): State['position'] {
  return { slide: '', h, v: 0, f: -1 };
}

/** Returns the cookie for which the key is exchanged. */
export async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}speaker?key=${KEY}`, { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`The key opens nothing at ${url} (${answer.status}).`);
  return cookie;
}
