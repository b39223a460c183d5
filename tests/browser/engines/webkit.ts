/** WebKitGTK, for tests: its small browser on a screen that nobody sees, driven over WebDriver. On Linux alone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { findFirst } from '../../../server/browser/find-program.ts';
import { answering, freePort } from '../../setup/port.ts';
import { findOnPath } from '../../setup/programs.ts';
import type { Engine, EnginePage } from './engine.ts';

/** Where distributions put the browser, which is on nobody's PATH; Debian names the folder by its architecture. */
const PLACES = [
  'lib',
  `lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`,
  'libexec',
  'lib64',
].map((folder) => `/usr/${folder}/webkit2gtk-4.1/MiniBrowser`);

/** What WebDriver calls keys that are no letters (https://www.w3.org/TR/webdriver2/#keyboard-actions). */
const KEYS: Readonly<Record<string, string>> = {
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Enter: '\uE007',
  Tab: '\uE004',
  F5: '\uE035',
};

/** The driver and its browser; undefined where either is missing. */
export function findWebKit() {
  const [driver, browser] = [findOnPath(['WebKitWebDriver']), findFirst(PLACES)];
  return driver && browser ? { driver, browser } : undefined;
}

/** What draws a screen into memory. */
export function findScreen(): string | undefined {
  return findOnPath(['Xvfb']);
}

/** Starts a screen. Each page is a browser with a driver of its own, since a driver has but one session. */
export async function startWebKit(): Promise<Engine> {
  const [programs, screen] = [findWebKit(), findScreen()];
  if (!programs || !screen) throw new Error('No WebKitGTK found. `npm test` installs it or says how.');
  const display = await startScreen(screen);
  const pages = new Set<EnginePage>();
  return {
    async open() {
      const page = await openPage({ ...programs, display: display.name });
      const close = async () => {
        pages.delete(opened);
        await page.close();
      };
      const opened = { ...page, close };
      pages.add(opened);
      return opened;
    },
    async close() {
      await Promise.all([...pages].map((page) => page.close()));
      await display.stop();
    },
  };
}

/** A screen chooses its own name, and writes it into its fourth stream. */
async function startScreen(program: string) {
  const words = ['-displayfd', '3', '-screen', '0', '2000x1300x24', '-nolisten', 'tcp'];
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  // The fourth is a pipe that is read here.
  const [number] = await once(child.stdio[3] as Readable, 'data');
  return { name: `:${String(number).trim()}`, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close');
  child.kill();
  await ended;
}

/** Where the programs are, and the screen. */
interface Place {
  readonly driver: string;
  readonly browser: string;
  readonly display: string;
}

async function openPage({ driver, browser, display }: Place): Promise<EnginePage> {
  const port = await freePort();
  const child = spawn(driver, ['--host=127.0.0.1', `--port=${port}`], {
    env: { ...process.env, DISPLAY: display },
    stdio: 'ignore',
  });
  await answering(port);
  const options = { binary: browser, args: ['--automation'] };
  const { sessionId } = (await ask(port, 'POST', '/session', {
    capabilities: { alwaysMatch: { acceptInsecureCerts: true, 'webkitgtk:browserOptions': options } },
  })) as { readonly sessionId: string };
  const post = (path: string, body: object) => ask(port, 'POST', `/session/${sessionId}${path}`, body);
  await post('/window/rect', { width: 1280, height: 800 });
  return {
    goto: async (url) => void (await post('/url', { url })),
    reload: async () => void (await post('/refresh', {})),
    async evaluate(run, ...values) {
      const answer = await post('/execute/async', { script: script(String(run)), args: [values] });
      const { value, error } = answer as { readonly value: never; readonly error?: string };
      if (error !== undefined) throw new Error(error);
      return value;
    },
    async press(...keys) {
      const strokes = keys.map((key) => KEYS[key] ?? key);
      const actions = strokes.flatMap((value) => ['keyDown', 'keyUp'].map((type) => ({ type, value })));
      await post('/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
    },
    async close() {
      await ask(port, 'DELETE', `/session/${sessionId}`).catch(() => undefined);
      await stop(child);
    },
  };
}

/** The body of a function that WebDriver gives its values, and last whom to answer. */
function script(run: string): string {
  return `const [values, done] = arguments;
    Promise.resolve(values).then((given) => (${run})(...given)).then(
      (value) => done({ value }),
      (error) => done({ error: String(error) }),
    );`;
}

/** Asks a driver. @throws what it answers where it cannot do it */
async function ask(port: number, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  // As the specification of WebDriver has it.
  const { value } = (await response.json()) as { readonly value: { readonly message?: string } | null };
  if (!response.ok) throw new Error(`WebKit: ${value?.message ?? response.status}`);
  return value;
}
