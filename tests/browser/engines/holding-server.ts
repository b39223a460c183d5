/** An address of a server at which some files do not arrive before they are let go, as on a slow network. */
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

/** Such an address. */
export interface HoldingServer {
  /** Ends in a slash. */
  readonly address: string;
  /** Lets them come, those that were asked for and all later ones. */
  release(): void;
  stop(): void;
}

/** Stands before a server, and holds the paths that match. */
export async function holdBack(server: string, held: RegExp): Promise<HoldingServer> {
  const { hostname, port } = new URL(server);
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const proxy = createServer(async (asked, answer) => {
    if (held.test(asked.url ?? '')) await released;
    const { method, url: path, headers } = asked;
    const passed = request({ hostname, port, method, path, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  proxy.on('upgrade', (asked, socket, head) => {
    const passed = connect(Number(port), hostname, () => {
      passed.write(`${startOf(asked)}\r\n\r\n`);
      passed.write(head);
      passed.pipe(socket).pipe(passed);
    });
    passed.on('error', () => socket.destroy());
    socket.on('error', () => passed.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    // It listens at a port.
    address: `http://localhost:${(proxy.address() as AddressInfo).port}/`,
    release: () => release(),
    stop() {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

/** A request as it was sent, but for its end. */
function startOf({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
  return lines.join('\r\n');
}
