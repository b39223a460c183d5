/** Makes sure that the programs which the tests drive are on this machine: Chromium and nginx. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, missingChromium } from './chromium.ts';
import { findNginx, findOnPath } from './programs.ts';

/** Playwright's command, started with this Node so that no shell is needed. */
const PLAYWRIGHT = join(
  dirname(fileURLToPath(import.meta.resolve('playwright-core/package.json'))),
  'cli.js',
);

/** Finds or installs all of them. Returns a sentence for each that is still missing; none means ready. */
export function bringPrerequisites(): string[] {
  const wanted = [
    ...(findChromium() === undefined ? ['chromium'] : []),
    ...(findNginx() === undefined ? ['nginx-light'] : []),
  ];
  if (wanted.length > 0) installWithApt(wanted);
  if (findChromium() === undefined && !process.env.CHROMIUM_PATH) installWithPlaywright();
  return [
    ...(findChromium() === undefined ? [missingChromium()] : []),
    ...(findNginx() === undefined ? [missingNginx()] : []),
  ];
}

/** On Debian and its like, as root (which is how CI runs), packages are installed without asking. */
function installWithApt(packages: readonly string[]): void {
  const apt = findOnPath(['apt-get']);
  if (apt === undefined || process.getuid?.() !== 0) return;
  console.log(`Installing ${packages.join(' and ')} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ]) {
    const { status } = spawnSync(apt, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) console.error(`apt-get ${args[0]} ended with ${status}`);
  }
}

/** Elsewhere Playwright brings a Chromium into the user's cache folder, where the network allows it. */
function installWithPlaywright(): void {
  console.log('Installing Chromium with Playwright');
  spawnSync(process.execPath, [PLAYWRIGHT, 'install', 'chromium'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

/** What to tell someone whose machine has no nginx, which tests the server behind a proxy. */
function missingNginx(): string {
  const ways: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'run `brew install nginx`',
    win32: 'unpack the archive from nginx.org',
  };
  const way = ways[process.platform] ?? 'run `sudo apt-get install nginx-light`, or your system’s like';
  return `No nginx found, behind which the server is tested: ${way}, or set NGINX_PATH to the program.`;
}
