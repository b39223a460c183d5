/** Runs nginx in front of a server. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNginx } from './programs.ts';
import { type RunningProxy, startProxy } from './proxy.ts';

/** Starts nginx; `locations` are the content of its `server` block, and `upstream` stands before it. */
export function startNginx(locations: string, upstream = ''): Promise<RunningProxy> {
  const path = findNginx();
  if (!path) {
    throw new Error('No nginx found. `npm test` installs it or says how; NGINX_PATH may name the program.');
  }
  return startProxy({
    name: 'nginx',
    path,
    configure(folder, port) {
      mkdirSync(join(folder, 'temp'));
      const file = join(folder, 'nginx.conf');
      writeFileSync(
        file,
        configure(
          folder,
          `${upstream}
  server {
    listen 127.0.0.1:${port};
    ${locations}
  }`,
        ),
      );
      return ['-p', folder, '-e', join(folder, 'error.log'), '-c', file];
    },
  });
}

function configure(folder: string, content: string): string {
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
  ${content}
}
`;
}
