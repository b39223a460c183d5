/** Several servers as processes of their own, with the same decks and the same Redis, behind a balancer. */
import { setTimeout } from 'node:timers/promises';
import { command, type Started, startNode } from '../setup/command.ts';
import { freePort } from '../setup/port.ts';
import { Relay } from './relay.ts';

/** The presenters' key. */
export const KEY = 'sixteen letters or more';

interface Options {
  /** Folder of the decks. */
  readonly decks: string;
  /** The address of Redis. */
  readonly redis: string;
}

/** One server, which can be killed, stopped and started again. */
export class Server {
  readonly port: number;
  readonly #options: Options;
  #started: Started | undefined;

  private constructor(port: number, options: Options) {
    this.port = port;
    this.#options = options;
  }

  static async start(options: Options): Promise<Server> {
    const server = new Server(await freePort(), options);
    await server.start();
    return server;
  }

  /** Starts it, and waits until it answers. */
  async start(): Promise<void> {
    const { decks, redis } = this.#options;
    const where = ['--port', `${this.port}`, '--host', '127.0.0.1'];
    this.#started = startNode([command, 'serve', decks, ...where, '--key', KEY, '--redis', redis]);
    let isOver = false;
    void this.#started.ended.then(() => {
      isOver = true;
    });
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${this.port}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      if (isOver) throw new Error(JSON.stringify(await this.#started.ended));
      await setTimeout(50);
    }
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    const started = this.#started;
    this.#started = undefined;
    started?.child.kill('SIGKILL');
    await started?.ended;
  }

  /** Stops it as it is, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#started?.child.kill(signal);
  }
}

/** Opens a balancer, which gives each connection to any server that takes it. */
export function balance(servers: readonly Server[], pick: () => number): Promise<Relay> {
  return Relay.open(() => {
    const first = Math.floor(pick() * servers.length);
    return [...servers.slice(first), ...servers.slice(0, first)].map(({ port }) => port);
  });
}
