/** The Chromium of this machine, for tests and benchmarks. */
import type { Browser } from 'playwright-core';
import * as find from '../../server/browser/find-chromium.ts';
import * as launch from '../../server/browser/launch-chromium.ts';

/** Where Chromium is; undefined when there is none. */
export function findChromium(): Promise<string | undefined> {
  return find.findChromium(process);
}

/** Starts a headless Chromium; `extra` adds command-line switches. Throws a sentence when there is no Chromium. */
export function launchChromium(extra: readonly string[] = []): Promise<Browser> {
  return launch.launchChromium(process, extra);
}

/** What to tell someone whose machine has no Chromium. */
export function missingChromium(): string {
  return find.missingChromium(process);
}
