/** Starts a headless Chromium. */
import { userInfo } from 'node:os';
import type { Browser } from 'playwright-core';
import { findChromium, missingChromium } from './find-chromium.ts';
import type { Machine } from './machine.ts';

/** Switches for every start: no first-run pages, no background traffic, and unmanaged colours. */
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

/** Why no browser could be started: a sentence with its remedy. */
export class BrowserError extends Error {}

/**
 * Starts a headless Chromium; `extra` adds command-line switches. @throws {BrowserError} where none is found or
 * starts
 */
export async function launchChromium(machine: Machine, extra: readonly string[] = []): Promise<Browser> {
  const executablePath = await findChromium(machine);
  if (executablePath === undefined) throw new BrowserError(missingChromium(machine));
  const { chromium } = await import('playwright-core');
  // Chromium refuses to run sandboxed as root, which is the user in containers.
  const asRoot = userInfo().uid === 0 ? ['--no-sandbox'] : [];
  try {
    return await chromium.launch({
      executablePath,
      headless: true,
      args: [...SWITCHES, ...asRoot, ...extra],
      // Signals are handled by this process; the browser ends with it.
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
