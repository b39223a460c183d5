/** Finds a Chromium, or one of its relatives, that is on this machine already. */
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import { findFirst, findOnPath, isProgram } from './programs.ts';

/** The browser without its window, as Debian and Playwright call it: it opens a page in a quarter of the time. */
export const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell'];

/** Names under which they are installed, what is quickest first, then the most common. */
const NAMES = [
  ...SHELLS,
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
];

/** Where Chromium is: `CHROMIUM_PATH`, else a browser of the system's, else Playwright's own; undefined when none is. */
export async function findChromium(machine: Machine): Promise<string | undefined> {
  const named = machine.env.CHROMIUM_PATH;
  if (named) return isProgram(named) ? named : undefined;
  return findOnPath(NAMES, machine) ?? findFirst(systemPlaces(machine)) ?? (await findPlaywrights());
}

/** What to tell someone whose machine has no Chromium. */
export function missingChromium({ env }: Machine): string {
  const named = env.CHROMIUM_PATH;
  if (named) return `CHROMIUM_PATH names ${named}, which is no program: point it at a Chromium, or unset it.`;
  return (
    'No Chromium found. Install Chromium or Chrome with the system’s package manager, or run ' +
    '`npx playwright-core install chromium`, or set CHROMIUM_PATH to the program.'
  );
}

/** The one that `npx playwright-core install chromium` brings into the user's cache. */
async function findPlaywrights(): Promise<string | undefined> {
  const { chromium } = await import('playwright-core');
  return findFirst([chromium.executablePath()]);
}

/** Places outside the PATH where installers put browsers. */
function systemPlaces({ env, platform }: Machine): string[] {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
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
