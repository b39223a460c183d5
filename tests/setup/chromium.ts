/** Finds a Chromium on this machine and starts it for tests and benchmarks. */
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { findFirst, findOnPath, isProgram } from './programs.ts';

/** Names under which Chromium and its relatives are installed, the most common first. */
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
];

/** Every start asks for the same: no window, no first-run pages, no traffic of the browser's own. */
const ARGUMENTS = [
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--force-color-profile=srgb',
];

/** Where Chromium is: `CHROMIUM_PATH`, else a browser of the system's, else Playwright's own; undefined when none is. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) return isProgram(named) ? named : undefined;
  return findOnPath(NAMES) ?? findFirst(systemPlaces()) ?? findFirst([chromium.executablePath()]);
}

/** Starts a headless Chromium; `extra` adds command-line switches. Throws a sentence when there is no Chromium. */
export async function launchChromium(extra: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(missingChromium());
  // Chromium refuses its sandbox to root, as which containers run.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return await chromium.launch({ executablePath, headless: true, args: [...ARGUMENTS, ...root, ...extra] });
}

/** What to tell someone whose machine has no Chromium. */
export function missingChromium(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named) return `CHROMIUM_PATH names ${named}, which is no program: point it at a Chromium, or unset it.`;
  return (
    'No Chromium found. Install Chromium or Chrome with the system’s package manager, or run ' +
    '`npx playwright-core install chromium`, or set CHROMIUM_PATH to the program.'
  );
}

/** Places outside the PATH where installers put browsers. */
function systemPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const { PROGRAMFILES, LOCALAPPDATA } = process.env;
    const roots = [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA].filter(
      (root) => root !== undefined,
    );
    const parts = [
      ['Google', 'Chrome', 'Application', 'chrome.exe'],
      ['Chromium', 'Application', 'chrome.exe'],
      ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
    ];
    return roots.flatMap((root) => parts.map((part) => join(root, ...part)));
  }
  return ['/snap/bin/chromium', '/opt/google/chrome/chrome'];
}
