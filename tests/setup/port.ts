/** Chooses ports for programs that cannot choose one themselves, or need the same one again. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { connect } from 'node:tls';

/**
 * Ports below the ephemeral range, which begins at 32,768 on Linux and later elsewhere. So nobody gets one
 * between its choice and its use, or while a server restarts.
 */
const OWN = { first: 20_000, count: 12_000 };

/** Ports between those at which two test processes start that follow each other: more than one process needs. */
const APART = 1021;

/** Each test process starts at another port, and while one restarts its server, no other takes its port. */
const candidates = (function* () {
  for (let number = process.pid * APART; ; number++) yield OWN.first + (number % OWN.count);
})();

/** Returns an unused port, which stays free until the caller takes it. */
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

/** Resolves once something listens on the port; the caller limits the time. */
export function answering(port: number): Promise<void> {
  return succeeding(() => fetch(`http://127.0.0.1:${port}/`));
}

/** Resolves once the port has a certificate for a host, by whatever issuer; the caller limits the time. */
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
