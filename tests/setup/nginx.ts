/** Runs nginx in front of a server, as an operator would. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, freePort } from './port.ts';
import { findNginx } from './programs.ts';

/** An nginx that answers. */
export interface Nginx {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts nginx on a free port of 127.0.0.1; `locations` stand in its one `server` block. */
export async function startNginx(locations: string): Promise<Nginx> {
  const program = findNginx();
  if (!program) {
    throw new Error('No nginx found. `npm test` installs it or says how; NGINX_PATH may name the program.');
  }
  const folder = mkdtempSync(join(tmpdir(), 'lectern-nginx-'));
  mkdirSync(join(folder, 'temp'));
  const port = await freePort();
  const configuration = join(folder, 'nginx.conf');
  writeFileSync(configuration, configure(folder, port, locations));
  const child = spawn(program, ['-p', folder, '-e', join(folder, 'error.log'), '-c', configuration], {
    stdio: 'inherit',
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([
      answering(port),
      ended.then(([code]) => {
        throw new Error(`nginx ended with ${code} instead of answering.`);
      }),
    ]);
    return { port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function configure(folder: string, port: number, locations: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, 'temp', name)};`)
    .join('\n  ');
  return `daemon off;
master_process off;
pid ${join(folder, 'nginx.pid')};
events {}
http {
  access_log off;
  ${temporary}
  server {
    listen 127.0.0.1:${port};
    ${locations}
  }
}
`;
}
