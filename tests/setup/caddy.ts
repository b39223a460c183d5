/** Runs Caddy in front of a server, with a certificate that it makes itself. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from './programs.ts';
import { type RunningProxy, startProxy } from './proxy.ts';

/** Starts Caddy with the configuration of a host. */
export function startCaddy(host: string, site: string): Promise<RunningProxy> {
  const path = findOnPath(['caddy']);
  if (!path) throw new Error('No caddy found. `npm test` installs it or says how.');
  return startProxy({
    name: 'caddy',
    path,
    secureHost: host,
    configure(folder, port) {
      const file = join(folder, 'Caddyfile');
      writeFileSync(file, `${globalOptions(port)}\n${site}`);
      return ['run', '--adapter', 'caddyfile', '--config', file];
    },
  });
}

/** Isolates it from the machine's ports, certificates and log. */
function globalOptions(port: number): string {
  return `{
  admin off
  https_port ${port}
  auto_https disable_redirects
  local_certs
  skip_install_trust
  log {
    level ERROR
  }
}`;
}
