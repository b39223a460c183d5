/** Asks the operating system: for the address on the default route, and to open a browser. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';

/**
 * Returns this machine's address on the default route, if it has one. Connecting a datagram socket sends
 * nothing; it only selects the source address. The targets are reserved for documentation (RFC 5737, RFC 3849).
 */
export async function defaultAddress(): Promise<string | undefined> {
  return (await sourceAddress('udp4', '192.0.2.1')) ?? (await sourceAddress('udp6', '2001:db8::1'));
}

function sourceAddress(type: 'udp4' | 'udp6', target: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(type);
    const finish = (address?: string) => {
      socket.close();
      resolve(address);
    };
    socket.once('error', () => finish());
    socket.connect(9, target, () => finish(socket.address().address));
  });
}

/** How to open an address. */
export interface OpenOptions {
  readonly platform: NodeJS.Platform;
  /** Called when the system has no such command. */
  readonly failed: (message: string) => void;
}

/** Opens an address in the system's browser, without a shell. */
export function openBrowser(address: string, { platform, failed }: OpenOptions): void {
  const [command, ...leading] = browserCommand(platform);
  const child = spawn(command, [...leading, address], { detached: true, stdio: 'ignore' });
  child.once('error', () =>
    failed(`No browser could be opened (${command} is missing). Open ${address} yourself.`),
  );
  child.unref();
}

function browserCommand(platform: NodeJS.Platform): [string, ...string[]] {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}
