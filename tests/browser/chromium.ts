/** One Chromium for all files that a worker of Vitest runs. */
import { launchChromium } from '../setup/chromium.ts';
import { lender } from './lend.ts';

/** By this name, which only that browser knows, pages find this machine at an address that is no secure context. */
export const INSECURE_HOST = 'lectern.local';

/** Lends it. It paints large pictures with the frame that they are in, not some frames later: screenshots are compared. */
export const lendChromium = lender(() =>
  launchChromium([`--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`, '--disable-checker-imaging']),
);
