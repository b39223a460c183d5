/** Ports for programs that cannot choose one by themselves, or must have the same one again. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { connect } from 'node:tls';

/**
 * Ports that no system gives away by itself, neither to who asks for any nor to a connection that goes out: Linux begins
 * at 32,768, others later. So nobody takes one between its choice and its use, nor while a server is away from it.
 */
const OWN = { first: 20_000, count: 12_000 };

/** Each process of the tests begins somewhere else. */
const candidates = (function* () {
  for (let number = process.pid * 17; ; number++) yield OWN.first + (number % OWN.count);
})();

/** A port on which nothing listens, and which stays free until the caller takes it. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = candidates.next().value;
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port);
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/** Resolves once something answers on the port; whoever calls limits the time. */
export function answering(port: number): Promise<void> {
  return succeeding(() => fetch(`http://127.0.0.1:${port}/`));
}

/** Resolves once the port has a certificate for a host, whoever has signed it; whoever calls limits the time. */
export function certified(port: number, servername: string): Promise<void> {
  return succeeding(async () => {
    const socket = connect({ host: '127.0.0.1', port, servername, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    socket.destroy();
  });
}

async function succeeding(attempt: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await attempt();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
