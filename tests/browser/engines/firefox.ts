/** The Firefox of this machine, for tests: the one that everybody has, driven over WebDriver BiDi by Playwright. */
import { join } from 'node:path';
import { type Browser, firefox, type Page } from 'playwright-core';
import * as programs from '../../../server/browser/find-program.ts';
import { findOnPath } from '../../setup/programs.ts';
import { lender } from '../lend.ts';
import type { PersonSettings } from './engine.ts';

/** Where Firefox is: `FIREFOX_PATH`, else the PATH, else where installers put it; undefined when there is none. */
export function findFirefox(): string | undefined {
  const named = process.env.FIREFOX_PATH;
  if (named) return programs.isProgram(named) ? named : undefined;
  return findOnPath(['firefox-esr', 'firefox']) ?? programs.findFirst(systemPlaces());
}

function systemPlaces(): string[] {
  const { PROGRAMFILES = 'C:\\Program Files' } = process.env;
  if (process.platform === 'win32') return [join(PROGRAMFILES, 'Mozilla Firefox', 'firefox.exe')];
  return process.platform === 'darwin' ? ['/Applications/Firefox.app/Contents/MacOS/firefox'] : [];
}

/** Lends a Firefox for each kind of person, since what they have set is a setting of the whole program. */
const lenders = new Map<string, () => Promise<Browser>>();

/** Lends the Firefox in which a person's pages are opened. */
export function lendFirefox({ colorScheme, reducedMotion }: PersonSettings): Promise<Browser> {
  const settings = {
    'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
    'ui.prefersReducedMotion': reducedMotion ? 1 : 0,
  };
  const kind = JSON.stringify(settings);
  const lend = lenders.get(kind) ?? lender(() => startFirefox(settings));
  lenders.set(kind, lend);
  return lend();
}

type Settings = Readonly<Record<string, number>>;

/** Starts it, ready for contexts. Throws a sentence when there is none. */
async function startFirefox(settings: Settings): Promise<Browser> {
  const browser = await startBareFirefox(settings);
  passOverMissingCommand(browser);
  return browser;
}

/** Starts it as Playwright does. */
export async function startBareFirefox(firefoxUserPrefs: Settings = {}): Promise<Browser> {
  const executablePath = findFirefox();
  if (!executablePath)
    throw new Error(
      'No Firefox found. `npm test` installs it or says how; FIREFOX_PATH may name the program.',
    );
  return await firefox.launch({
    channel: 'moz-firefox',
    executablePath,
    headless: true,
    firefoxUserPrefs,
  });
}

/** Makes Playwright take pictures at once. */
const AT_ONCE = 'PW_TEST_SCREENSHOT_NO_FONTS_READY';

/**
 * Takes a picture of a page, even of one that loads: before the end of that Firefox has no letters ready, for which
 * Playwright would wait.
 */
export async function photograph(page: Page): Promise<Buffer> {
  process.env[AT_ONCE] = '1';
  try {
    return await page.screenshot();
  } finally {
    delete process.env[AT_ONCE];
  }
}

/** What Playwright sends for each new context, and Firefox ESR 153 does not know. */
const MISSING = 'emulation.setMediaFeaturesOverride';

/** The part of Playwright 1.65's inside that is used here; its types say nothing of it. */
interface Inside {
  readonly _connection: {
    toImpl(browser: Browser): { readonly _browserSession: Session };
  };
}
interface Session {
  /** That to the browser, which all sessions with it share. */
  readonly connection: object;
  send(method: string, ...rest: readonly unknown[]): Promise<unknown>;
}

/** Connections to browsers on which the command is passed over. */
const passedOver = new WeakSet<object>();

/** Prototypes of sessions that know of it. */
const patched = new WeakSet<object>();

/**
 * Has Playwright take a command for done that this Firefox lacks, without which it opens no context. The one place that
 * reaches into Playwright: `firefox.test.ts` says when it can go.
 */
function passOverMissingCommand(browser: Browser): void {
  const { _connection } = browser as unknown as Inside;
  const first = _connection.toImpl(browser)._browserSession;
  passedOver.add(first.connection);
  // Later sessions, one for each page, have the same prototype; so have those with other browsers.
  const session: Session = Object.getPrototypeOf(first);
  if (patched.has(session)) return;
  patched.add(session);
  const { send } = session;
  session.send = function (method, ...rest) {
    const isPassedOver = method === MISSING && passedOver.has(this.connection);
    return isPassedOver ? Promise.resolve({}) : send.call(this, method, ...rest);
  };
}
