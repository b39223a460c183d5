/** Runs a proxy in front of a server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, certified, freePort } from './port.ts';

/** A running proxy. */
export interface RunningProxy {
  /** On 127.0.0.1. */
  readonly port: number;
  readonly isSecure: boolean;
  stop(): Promise<void>;
}

/** The configuration of a proxy. */
export interface ProxyProgram {
  readonly name: string;
  readonly path: string;
  /** The host of its certificate, if it serves https. */
  readonly secureHost?: string;
  /** Writes its configuration into an empty folder, and returns its arguments. */
  configure(folder: string, port: number): readonly string[];
}

/** Starts a proxy on a free port, in a temporary folder. */
export async function startProxy({ name, path, secureHost, configure }: ProxyProgram): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), `lectern-${name}-`));
  const port = await freePort();
  const child = spawn(path, configure(folder, port), {
    // Caddy stores its state in the user's folders.
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
      // Its certificate is made some time after the port is open.
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
