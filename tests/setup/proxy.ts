/** Runs a proxy in front of a server, as an operator would. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, certified, freePort } from './port.ts';

/** A proxy that answers. */
export interface RunningProxy {
  /** On 127.0.0.1. */
  readonly port: number;
  readonly isSecure: boolean;
  stop(): Promise<void>;
}

/** How a proxy runs. */
export interface ProxyProgram {
  readonly name: string;
  readonly path: string;
  /** The host for which it has a certificate, where it is reached by https. */
  readonly secureHost?: string;
  /** Writes its configuration into an empty folder, and answers its arguments. */
  configure(folder: string, port: number): readonly string[];
}

/** Starts a proxy on a free port, in a folder of its own. */
export async function startProxy({ name, path, secureHost, configure }: ProxyProgram): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), `lectern-${name}-`));
  const port = await freePort();
  const child = spawn(path, configure(folder, port), {
    // Caddy keeps what it remembers in folders of its user.
    env: { ...process.env, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([
      // A certificate that it makes itself comes some time after the port.
      secureHost === undefined ? answering(port) : certified(port, secureHost),
      ended.then(([code]) => {
        throw new Error(`${name} ended with ${code} instead of answering: ${said}`);
      }),
    ]);
    return { port, isSecure: secureHost !== undefined, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
