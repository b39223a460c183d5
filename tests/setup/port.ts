/** Ports for programs that cannot choose one by themselves. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { connect } from 'node:tls';

/** A port of 127.0.0.1 on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
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
