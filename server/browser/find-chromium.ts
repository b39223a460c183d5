/** Finds an installed Chromium, or a related browser. */
import { join } from 'node:path';
import { findFirst, findOnPath, isProgram } from './find-program.ts';
import type { Machine } from './machine.ts';

/** The headless shell, by Debian's and Playwright's names: it opens a page in a quarter of the time. */
export const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell'];

/** Names of executables, the fastest first, then the most common. */
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

/**
 * Returns the path of Chromium: `CHROMIUM_PATH`, else an installed browser, else Playwright's own; undefined
 * when there is none.
 */
export async function findChromium(machine: Machine): Promise<string | undefined> {
  const named = machine.env.CHROMIUM_PATH;
  if (named) return isProgram(named) ? named : undefined;
  return findOnPath(NAMES, machine) ?? findFirst(systemPlaces(machine)) ?? (await findPlaywrights());
}

/** Returns the message for a machine without Chromium. */
export function missingChromium({ env }: Machine): string {
  const named = env.CHROMIUM_PATH;
  if (named) return `CHROMIUM_PATH names ${named}, which is no program: point it at a Chromium, or unset it.`;
  return (
    'No Chromium found. Install Chromium or Chrome with the system’s package manager, or run ' +
    '`npx playwright-core install chromium`, or set CHROMIUM_PATH to the program.'
  );
}

/** Returns the browser of `npx playwright-core install chromium` in the user's cache. */
async function findPlaywrights(): Promise<string | undefined> {
  const { chromium } = await import('playwright-core');
  return findFirst([chromium.executablePath()]);
}

/** Returns the places outside the PATH where installers put browsers. */
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
