/** Asking a server whether it is well. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { StartError } from '../../server/cli/start-error.ts';
import { checkHealth } from '../../server/sealed/health.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** A server that answers with this status where the health is asked for. */
async function serverThatAnswers(status: number): Promise<number> {
  const created = createServer(({ url }, response) =>
    response.writeHead(url === '/healthz' ? status : 404).end(),
  );
  server = created;
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve));
  // It listens on a port.
  return (created.address() as AddressInfo).port;
}

test.each([undefined, '0.0.0.0', '127.0.0.1'])('one that is well is, listening on %s', async (host) => {
  const port = await serverThatAnswers(200);
  await expect(checkHealth({ port, ...(host !== undefined && { host }) })).resolves.toBeUndefined();
});

test('one that answers anything else is not', async () => {
  const port = await serverThatAnswers(503);
  await expect(checkHealth({ port })).rejects.toThrow(
    new StartError(`The server at 127.0.0.1 port ${port} is not well: it answers 503.`),
  );
});

test('one on a free port cannot be asked', async () => {
  await expect(checkHealth({ port: 0 })).rejects.toThrow(
    new StartError(
      'A server on a free port is not found. Start it with --port NUMBER, and ask with the same.',
    ),
  );
});
