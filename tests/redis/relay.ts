/** Passes TCP connections on to one of several ports, and spoils them as a test says. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A relay in front of ports. */
export class Relay {
  /** Milliseconds by which everything is late, each way. */
  delay = 0;
  /** Whether nothing gets through, though connections stay. */
  isStuck = false;
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  readonly #ports: () => readonly number[];

  private constructor(ports: () => readonly number[]) {
    this.#ports = ports;
    this.#server = createServer((near) => this.#pass(near, this.#ports()));
  }

  /** Opens a relay; `ports` returns for each connection the ports to try, in their order. */
  static async open(ports: () => readonly number[]): Promise<Relay> {
    const relay = new Relay(ports);
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  get port(): number {
    // A listening server has an address with a port.
    return (this.#server.address() as AddressInfo).port;
  }

  /** Cuts all connections. */
  cut(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy();
  }

  async close(): Promise<void> {
    this.#server.close();
    this.cut();
    await once(this.#server, 'close');
  }

  #pass(near: Socket, [port, ...others]: readonly number[]): void {
    near.on('error', () => near.destroy());
    if (port === undefined) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    let isConnected = false;
    far.on('error', () => {
      far.destroy();
      if (isConnected) near.destroy();
      else this.#pass(near, others);
    });
    far.on('connect', () => {
      isConnected = true;
      const pair = [near, far] as const;
      this.#pairs.add(pair);
      this.#pump(near, far);
      this.#pump(far, near);
      for (const socket of pair) {
        socket.on('close', () => {
          this.#pairs.delete(pair);
          near.destroy();
          far.destroy();
        });
      }
    });
  }

  #pump(from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      const write = () => {
        if (this.isStuck) setTimeout(write, 50);
        else if (!to.destroyed) to.write(bytes);
      };
      if (this.delay > 0 || this.isStuck) setTimeout(write, this.delay);
      else write();
    });
  }
}
