/** A hub behind a real port, and clients that wait for what they are told instead of for time. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket } from 'ws';
import { Hub, type HubOptions } from '../../server/live/hub.ts';
import { memoryLogs } from '../../server/live/log/room-log.ts';
import type { RoomDeck } from '../../server/live/room/room-state.ts';
import type { ClientMessage, ServerMessage } from '../../server/wire/protocol.ts';

type MessageOf<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

/** A client; what it was told waits in order. */
export class Client {
  readonly ws: WebSocket;
  /** Code and reason, or the status of a refused handshake. */
  readonly closed: Promise<string>;
  /** Everything it was ever told. */
  readonly heard: ServerMessage[] = [];
  #read = 0;
  #wake: () => void = () => {};
  #over = false;

  constructor(address: string, headers: IncomingHttpHeaders = {}) {
    this.ws = new WebSocket(address, { perMessageDeflate: false, headers });
    this.ws.on('message', (data) => {
      this.heard.push(JSON.parse(String(data)));
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      this.ws.on('unexpected-response', (_, response) => {
        response.setEncoding('utf8');
        response.on('data', (text) => resolve(`${response.statusCode} ${text.trim()}`));
      });
      this.ws.on('close', (code, reason) => {
        resolve(`${code} ${reason}`);
        this.#over = true;
        this.#wake();
      });
      this.ws.on('error', () => {});
    });
  }

  /** The next message of a type; others are passed over. */
  async next<T extends ServerMessage['type']>(type: T): Promise<MessageOf<T>> {
    return this.until(type, () => true);
  }

  /** The next message of a type of which something is true. */
  async until<T extends ServerMessage['type']>(
    type: T,
    holds: (message: MessageOf<T>) => boolean,
  ): Promise<MessageOf<T>> {
    for (;;) {
      const message = this.heard[this.#read];
      if (message === undefined) {
        if (this.#over) throw new Error(`The connection closed before a ${type} came.`);
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      this.#read++;
      if (isOf(message, type) && holds(message)) return message;
    }
  }

  say(message: ClientMessage | string): void {
    this.ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Waits until the hub has had all that was said: it answers in order. */
  async answered(): Promise<void> {
    const answer = once(this.ws, 'pong');
    this.ws.ping();
    await answer;
  }

  /** Closes, and waits until it is. */
  async leave(): Promise<void> {
    this.ws.close();
    await this.closed;
  }
}

function isOf<T extends ServerMessage['type']>(message: ServerMessage, type: T): message is MessageOf<T> {
  return message.type === type;
}

/** What tests say of the hub; whoever sends the cookie `key=<session>` presents. */
export interface HallOptions extends Partial<HubOptions> {
  readonly decks?: Record<string, RoomDeck>;
}

/** A hub behind a port. */
export class Hall {
  readonly hub: Hub;
  readonly decks: Record<string, RoomDeck>;
  readonly reports: string[] = [];
  readonly sockets = new Set<Socket>();
  port = 0;
  readonly #server = createServer();

  private constructor({ decks, ...options }: HallOptions) {
    this.decks = decks ?? { talk: { name: 'talk', revision: '9f2c', audience: 'free' } };
    this.hub = new Hub({
      base: '',
      limits: { maxViewers: 0, maxViewersPerAddress: 0 },
      isAllowedHost: (host) => host.startsWith('127.0.0.1'),
      isOwnOrigin: (origin, host) => origin === `http://${host}`,
      addressOf: () => 'one',
      sessionOf: ({ headers }) => headers.cookie?.split('key=')[1],
      deck: (name) => this.decks[name],
      changes: () => undefined,
      logs: memoryLogs,
      report: (message) => this.reports.push(message),
      ...options,
    });
    this.#server.on('connection', (socket) => this.sockets.add(socket));
    this.#server.on('upgrade', (request, socket, head) => this.hub.upgrade(request, socket, head));
  }

  static async open(options: HallOptions = {}): Promise<Hall> {
    const hall = new Hall(options);
    await new Promise<void>((resolve) => hall.#server.listen(0, '127.0.0.1', resolve));
    // A listening server has an address with a port.
    hall.port = (hall.#server.address() as AddressInfo).port;
    return hall;
  }

  get address(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** A client that asks as the test says. */
  ask(path: string, headers: IncomingHttpHeaders = {}): Client {
    return new Client(`${this.address}${path}`, headers);
  }

  /** One of the audience, who knows where the room is. */
  async viewer(): Promise<Client> {
    const client = this.ask('/talk/live');
    await client.next('state');
    return client;
  }

  /** A presenter's page, which knows where the room is. */
  async presenter(page = 'stage'): Promise<Client> {
    const client = this.ask(`/talk/live?page=${page}`, { cookie: `key=${page}` });
    await client.next('state');
    return client;
  }

  async close(): Promise<void> {
    await this.hub.close();
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The process dies: no goodbye, and nothing more is written. */
  async kill(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.hub.close();
  }
}

/** A command to show a slide. */
export function go(h: number, seen: number, epoch?: string): ClientMessage {
  return { type: 'go', position: { slide: `s${h}`, h, v: 0, f: -1 }, seen, ...(epoch && { epoch }) };
}
