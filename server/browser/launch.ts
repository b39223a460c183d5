/** Starts a Chromium without a window. */
import { userInfo } from 'node:os';
import type { Browser } from 'playwright-core';
import { findChromium, missingChromium } from './find.ts';
import type { Machine } from './machine.ts';

/** Every start asks for the same: no first-run pages, no traffic of the browser's own, colours as they are written. */
const SWITCHES = [
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--force-color-profile=srgb',
];

/** Why there is no browser to work with: a sentence with its remedy. */
export class BrowserError extends Error {}

/** Starts a headless Chromium; `extra` adds command-line switches. @throws {BrowserError} where none is found or starts */
export async function launchChromium(machine: Machine, extra: readonly string[] = []): Promise<Browser> {
  const executablePath = await findChromium(machine);
  if (executablePath === undefined) throw new BrowserError(missingChromium(machine));
  const { chromium } = await import('playwright-core');
  // Chromium refuses its sandbox to root, as which containers run.
  const asRoot = userInfo().uid === 0 ? ['--no-sandbox'] : [];
  try {
    return await chromium.launch({
      executablePath,
      headless: true,
      args: [...SWITCHES, ...asRoot, ...extra],
      // How the process ends is not the browser's to decide; it ends with the process either way.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new BrowserError(
      `${executablePath} does not start (${reason}). Set CHROMIUM_PATH to a Chromium that does.`,
    );
  }
}
