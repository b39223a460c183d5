/** A session of WebKitGTK's WebDriver as a page (https://www.w3.org/TR/webdriver2). */
import { type EnginePage, LAPTOP, scriptErrors } from './engine.ts';

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

/** Milliseconds between two looks at a page that is awaited. */
const LOOK_MS = 20;

/** Opens a window of a browser by its driver, which listens at a port. */
export async function openSession(port: number, browser: string): Promise<EnginePage> {
  const { sessionId } = (await ask(port, 'POST', '/session', {
    capabilities: {
      alwaysMatch: {
        acceptInsecureCerts: true,
        // Else nothing could be asked of a page while it loads.
        pageLoadStrategy: 'none',
        // Without bars, which would make windows wide.
        'webkitgtk:browserOptions': { binary: browser, args: ['--automation', '--full-screen'] },
      },
    },
  })) as { readonly sessionId: string };
  const post = (path: string, body: object) => ask(port, 'POST', `/session/${sessionId}${path}`, body);
  const act = (type: string, actions: readonly object[]) =>
    post('/actions', { actions: [{ type, id: type, actions }] });
  const earlier: string[] = [];

  const page: EnginePage = {
    async goto(url, until = 'load') {
      const [at, to] = [await page.evaluate(() => location.href), new URL(url)];
      // A step within the page loads nothing.
      const isWithin = to.hash !== '' && withoutHash(at) === withoutHash(url);
      if (!isWithin) await leave();
      await post('/url', { url });
      await reach(until);
    },
    async reload() {
      await leave();
      await post('/refresh', {});
      await reach('load');
    },
    async evaluate(run, ...values) {
      const answer = await post('/execute/async', { script: script(String(run)), args: [values] });
      const { json, error } = answer as { readonly json?: string | null; readonly error?: string };
      if (error !== undefined) throw new Error(error);
      // The driver has null for what is undefined.
      return json == null ? undefined : JSON.parse(json);
    },
    async press(...keys) {
      const strokes = keys.map((key) => KEYS[key] ?? key);
      await act(
        'key',
        strokes.flatMap((value) => ['keyDown', 'keyUp'].map((type) => ({ type, value }))),
      );
    },
    async point(x, y) {
      await act('pointer', [{ type: 'pointerMove', duration: 0, x, y }]);
    },
    async click(selector) {
      await until(() => page.evaluate(isSeen, selector));
      const found = await post('/element', { using: 'css selector', value: selector });
      // An object of one entry, whose name is the specification's.
      const [element] = Object.values(found as Readonly<Record<string, string>>);
      await post(`/element/${element}/click`, {});
    },
    async resize(width, height) {
      await post('/window/rect', { x: 0, y: 0, width, height });
      await until(() =>
        page.evaluate((...size) => String([innerWidth, innerHeight]) === String(size), width, height),
      );
    },
    async screenshot() {
      const png = await ask(port, 'GET', `/session/${sessionId}/screenshot`);
      return Buffer.from(String(png), 'base64');
    },
    async errors() {
      return scriptErrors([...earlier, ...(await page.evaluate(listenForErrors))]);
    },
    async close() {
      await ask(port, 'DELETE', `/session/${sessionId}`).catch(() => undefined);
    },
  };

  /** Has the page that is there marked, so that it is not taken for the next one. */
  async function leave(): Promise<void> {
    earlier.push(...(await page.evaluate(listenForErrors)));
    await page.evaluate(() => {
      document.documentElement.dataset.left = '';
    });
  }

  /** Waits for the next page. Between the two, the driver may have none to ask. */
  async function reach(state: 'load' | 'begun'): Promise<void> {
    const isThere = async () => {
      if (await page.evaluate(() => !document.body || 'left' in document.documentElement.dataset))
        return false;
      await page.evaluate(listenForErrors);
      return state === 'begun' || (await page.evaluate(() => document.readyState === 'complete'));
    };
    await until(() => isThere().catch(() => false));
  }

  await page.resize(LAPTOP.width, LAPTOP.height);
  return page;
}

function withoutHash(address: string): string {
  return address.replace(/#.*/, '');
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

/** In a page: whether an element can be clicked. */
function isSeen(selector: string): boolean {
  const element = document.querySelector(selector);
  return (
    element?.checkVisibility({ visibilityProperty: true }) === true && element.getClientRects().length > 0
  );
}

/** In a page: returns what went wrong since this was called first. */
function listenForErrors(): readonly string[] {
  const kept = globalThis as { wrongs?: string[] };
  if (kept.wrongs) return kept.wrongs;
  const wrongs: string[] = [];
  kept.wrongs = wrongs;
  addEventListener('error', ({ error, message }) => error && wrongs.push(error.message ?? message));
  addEventListener('unhandledrejection', ({ reason }) => wrongs.push(reason?.message ?? String(reason)));
  const { error } = console;
  console.error = (...words) => {
    wrongs.push(words.join(' '));
    error.apply(console, words);
  };
  return wrongs;
}

/** The body of a function that WebDriver gives its values, and last whom to answer. */
function script(run: string): string {
  return `const [values, done] = arguments;
    Promise.resolve(values).then((given) => (${run})(...given)).then(
      (value) => done({ json: JSON.stringify(value) }),
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
