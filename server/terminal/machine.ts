/** What the machine says of itself and does for us: its address on the default route, its browser. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';

/**
 * This machine's address on the default route, if it has one. Connecting a datagram socket sends nothing: it only asks
 * the system which address it would send from. The targets are reserved for documentation (RFC 5737, RFC 3849).
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
export interface Opening {
  readonly platform: NodeJS.Platform;
  /** Told when the system has no such command. */
  readonly failed: (message: string) => void;
}

/** Opens an address in the system's browser, without a shell. */
export function openBrowser(address: string, { platform, failed }: Opening): void {
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
