/** Installs the programs that tests need: browsers, proxies, and readers of the outputs. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SHELLS } from '../../server/browser/find-chromium.ts';
import { findFirmware } from '../boot/machine/firmware.ts';
import { findFirefox } from '../browser/engines/firefox.ts';
import { findPlugins, findScreen, findWebKit } from '../browser/engines/webkit.ts';
import { findChromium, missingChromium } from './chromium.ts';
import { findMkfs, findNginx, findOnPath } from './programs.ts';

/** Playwright's command, started with this Node so that no shell is needed. */
const PLAYWRIGHT = join(
  dirname(fileURLToPath(import.meta.resolve('playwright-core/package.json'))),
  'cli.js',
);

/** A program from outside of this project: its packages, and its purpose. */
interface Prerequisite {
  readonly name: string;
  readonly purpose: string;
  /** Returns its path; undefined where it is missing. */
  readonly find: () => unknown;
  readonly debian: string;
  /** Only needed on this system. */
  readonly only?: NodeJS.Platform;
  /** Not needed on this system. */
  readonly except?: NodeJS.Platform;
  /** How to install it, by system; Debian's package elsewhere. */
  readonly ways: Partial<Record<NodeJS.Platform, string>>;
  /** The variable that may name the program. */
  readonly variable?: string;
}

const all: readonly Prerequisite[] = [
  {
    name: 'Firefox',
    purpose: 'in which pages are tested',
    find: findFirefox,
    debian: 'firefox-esr',
    ways: { darwin: 'run `brew install firefox`', win32: 'run `winget install Mozilla.Firefox`' },
    variable: 'FIREFOX_PATH',
  },
  ...[
    { name: 'WebKitWebDriver', find: findWebKit, debian: 'webkit2gtk-driver' },
    { name: 'Xvfb', find: findScreen, debian: 'xvfb' },
    { name: 'GStreamer plug-ins', find: findPlugins, debian: 'gstreamer1.0-plugins-good' },
  ].map(
    (program): Prerequisite => ({
      ...program,
      purpose: 'with which pages are tested in WebKit',
      only: 'linux',
      ways: {},
    }),
  ),
  {
    name: 'nginx',
    purpose: 'behind which the server is tested',
    find: findNginx,
    debian: 'nginx-light',
    ways: { darwin: 'run `brew install nginx`', win32: 'unpack the archive from nginx.org' },
    variable: 'NGINX_PATH',
  },
  {
    name: 'pdfinfo',
    purpose: 'with which PDF files are tested',
    find: () => findOnPath(['pdfinfo']),
    debian: 'poppler-utils',
    ways: { darwin: 'run `brew install poppler`', win32: 'run `scoop install poppler`' },
  },
  {
    name: 'qpdf',
    purpose: 'with which PDF files are tested',
    find: () => findOnPath(['qpdf']),
    debian: 'qpdf',
    ways: { darwin: 'run `brew install qpdf`', win32: 'run `scoop install qpdf`' },
  },
  {
    name: 'caddy',
    purpose: 'behind which the server is tested',
    find: () => findOnPath(['caddy']),
    debian: 'caddy',
    ways: { darwin: 'run `brew install caddy`', win32: 'run `scoop install caddy`' },
  },
  {
    name: 'redis-server',
    purpose: 'by which several servers are tested',
    find: () => findOnPath(['redis-server']),
    debian: 'redis-server',
    except: 'win32',
    ways: { darwin: 'run `brew install redis`' },
  },
  ...['skopeo', 'umoci', 'systemd-analyze'].map(
    (name): Prerequisite => ({
      name,
      purpose: 'with which images and services are tested',
      find: () => findOnPath([name]),
      debian: name.replace(/-.*/, ''),
      only: 'linux',
      ways: {},
    }),
  ),
];

/** What `npm test -- --boot` needs besides; it unpacks Xen and Linux by itself, with Debian's `apt-get`. */
const forBoot: readonly Prerequisite[] = [
  { name: 'QEMU', find: () => findOnPath(['qemu-system-x86_64']), debian: 'qemu-system-x86' },
  { name: 'UEFI for QEMU', find: findFirmware, debian: 'ovmf' },
  { name: 'mkfs.ext4', find: findMkfs, debian: 'e2fsprogs' },
  { name: 'apt-get', find: () => findOnPath(['apt-get']), debian: 'apt' },
  { name: 'cc', find: () => findOnPath(['cc']), debian: 'build-essential' },
  { name: 'zstd', find: () => findOnPath(['zstd']), debian: 'zstd' },
  { name: 'lz4', find: () => findOnPath(['lz4']), debian: 'lz4' },
  { name: 'xz', find: () => findOnPath(['xz']), debian: 'xz-utils' },
].map((program): Prerequisite => ({ ...program, purpose: 'with which images are booted', ways: {} }));

/** What a run may ask for. */
interface Run {
  /** Whether images are booted. */
  readonly boots: boolean;
}

/** Finds or installs all programs. Returns a sentence for each that is still missing; none when ready. */
export async function bringPrerequisites({ boots }: Run): Promise<string[]> {
  const wanted = [...all, ...(boots ? forBoot : [])];
  const { platform } = process;
  const others = wanted.filter(({ only = platform, except }) => only === platform && except !== platform);
  const install = debianInstaller();
  const absent = others.filter(({ find }) => find() === undefined).map(({ debian }) => debian);
  if (absent.length > 0) install(absent);
  if (!process.env.CHROMIUM_PATH) {
    // Any other Chromium works, but takes three times as long.
    if (findOnPath(SHELLS) === undefined) install(['chromium-headless-shell']);
    if ((await findChromium()) === undefined) install(['chromium']);
    if ((await findChromium()) === undefined) installWithPlaywright();
  }
  return [
    ...((await findChromium()) === undefined ? [missingChromium()] : []),
    ...others.filter(({ find }) => find() === undefined).map(missing),
  ];
}

/** Installs packages on Debian and its derivatives, as root (as in CI), without asking. */
function debianInstaller(): (packages: readonly string[]) => void {
  const apt = findOnPath(['apt-get']);
  if (apt === undefined || process.getuid?.() !== 0) return () => {};
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...args: readonly string[]) => {
    const { status } = spawnSync(apt, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) console.error(`apt-get ${args[0]} ended with ${status}`);
  };
  let isUpdated = false;
  return (packages) => {
    console.log(`Installing ${packages.join(' and ')} with apt-get`);
    if (!isUpdated) run('update', '-qq');
    isUpdated = true;
    run('install', '-y', '-qq', '--no-install-recommends', ...packages);
  };
}

/** Has Playwright install a Chromium into the user's cache folder, where the network allows it. */
function installWithPlaywright(): void {
  console.log('Installing Chromium with Playwright');
  spawnSync(process.execPath, [PLAYWRIGHT, 'install', 'chromium'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

/** Returns the message for a machine without a program. */
function missing({ name, purpose, debian, ways, variable }: Prerequisite): string {
  const way = ways[process.platform] ?? `run \`sudo apt-get install ${debian}\`, or your system’s like`;
  const instead = variable === undefined ? '' : `, or set ${variable} to the program`;
  return `No ${name} found, ${purpose}: ${way}${instead}.`;
}
