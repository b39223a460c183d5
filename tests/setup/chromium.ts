/** The Chromium of this machine, for tests and benchmarks. */
import type { Browser } from 'playwright-core';
import * as find from '../../server/browser/find-chromium.ts';
import * as launch from '../../server/browser/launch-chromium.ts';

/** Returns the path of Chromium; undefined when there is none. */
export function findChromium(): Promise<string | undefined> {
  return find.findChromium(process);
}

/** Starts a headless Chromium; `extra` adds command-line switches. @throws a sentence when there is no Chromium */
export function launchChromium(extra: readonly string[] = []): Promise<Browser> {
  return launch.launchChromium(process, extra);
}

/** Returns the message for a machine without Chromium. */
export function missingChromium(): string {
  return find.missingChromium(process);
}
