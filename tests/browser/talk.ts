/** A talk for tests: a served deck, presenters and an audience in a real browser, and a server that can be killed. */
import { writeFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { RevealApi } from 'reveal.js';
import { expect, vi } from 'vitest';
import type { ServerMessage, State } from '../../server/wire/protocol.ts';
import { command, type Started, startNode } from '../setup/command.ts';
import { freePort } from '../setup/port.ts';
import { settled } from '../setup/settled.ts';
import { lendChromium } from './chromium.ts';

declare global {
  /** As the deck page exposes it. */
  var Reveal: RevealApi;
}

const KEY = 'a-key-for-tests-0123456789';

/** Seven slides: fragments, code steps, a stack. */
export const deck = `---
title: A talk
---

# One

---

## Two

- first <!-- .element: class="fragment" -->
- second <!-- .element: class="fragment" -->

---

## Three

\`\`\`ts [1|2|3]
const a = 1;
const b = 2;
const c = 3;
\`\`\`

---

## Four

----

## Below four

---

## Five

[To one](#/one)

---

## Six
`;

/** Where a page is: slide, fragment, and whether it is black. */
export type Where = readonly [slide: string, fragment: number, black: boolean];

/** One browser page at the talk, with what went wrong in it. */
export interface Seat {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly errors: readonly string[];
}

/** The size of a window. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** A phone held upright. */
export const phone: Size = { width: 390, height: 844 };

/** A laptop’s window. */
export const laptop: Size = { width: 1280, height: 720 };

/** How a talk begins. */
export interface TalkOptions {
  /** The deck's. */
  readonly text?: string;
  /** Copied into the deck's folder. */
  readonly files?: readonly string[];
}

/** How its server begins. */
interface ServerOptions extends TalkOptions {
  /** Whether its rooms are remembered in a data folder. */
  readonly data?: boolean;
  /** Copied into the folder of all decks. */
  readonly beside?: readonly string[];
}

/** A deck of a server, and a browser. */
export class Talk {
  readonly folder: string;
  readonly browser: Browser;
  readonly url: string;
  /** The deck's. */
  readonly name: string;
  readonly #arguments: readonly string[];
  /** None where the server is another talk's. */
  #server: Started | undefined;

  private constructor(parts: {
    folder: string;
    browser: Browser;
    server?: Started;
    url: string;
    name: string;
    data?: boolean;
  }) {
    this.folder = parts.folder;
    this.browser = parts.browser;
    this.#server = parts.server;
    this.url = parts.url;
    this.name = parts.name;
    this.#arguments = serveArguments(parts.folder, parts.data ?? false);
  }

  /** Serves the deck as /talk/. */
  static async open({ data = false, beside = [], ...deck }: ServerOptions = {}): Promise<Talk> {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-talk-'));
    await mkdir(join(folder, 'decks'));
    for (const file of beside) await copyFile(file, join(folder, 'decks', basename(file)));
    await write(folder, 'talk', deck);
    const server = startNode([...serveArguments(folder, data), '--port', String(await freePort())]);
    const [[url], browser] = await Promise.all([server.says(/http:\/\/[\w.]+:\d+/), lendChromium()]);
    await settled(`${url}/`);
    return new Talk({ folder, browser, server, url, name: 'talk', data });
  }

  /** Adds a deck to the server, with a room of its own. To close this talk leaves the server to the other. */
  async another(name: string, deck: TalkOptions = {}): Promise<Talk> {
    const { folder, url } = this;
    await write(folder, name, deck);
    const isServed = async () => expect((await fetch(`${url}/${name}/`)).status).toBe(200);
    await vi.waitFor(isServed, { interval: 25, timeout: 30_000 });
    return new Talk({ folder, browser: await lendChromium(), url, name });
  }

  /** The same with two seats: one who presents, and one of the audience. */
  static async begin(
    options: ServerOptions = {},
  ): Promise<{ readonly talk: Talk; readonly stage: Seat; readonly viewer: Seat }> {
    return await (await Talk.open(options)).seated();
  }

  /** Takes two seats: one who presents, and one of the audience. */
  async seated(): Promise<{ readonly talk: Talk; readonly stage: Seat; readonly viewer: Seat }> {
    return { talk: this, stage: await this.present(), viewer: await this.watch() };
  }

  /** Ends the server as a power cut does. */
  async kill(): Promise<void> {
    this.#server?.child.kill('SIGKILL');
    await this.#server?.ended;
  }

  /** Starts the server again, at the same port. */
  async restart(): Promise<void> {
    this.#server = startNode([...this.#arguments, '--port', new URL(this.url).port]);
    await this.#server.says(/http:\/\/[\w.]+:\d+/);
  }

  /** Saves another text of the deck. */
  edit(text: string): void {
    // In one go: a file that is empty for long is taken for an empty deck.
    writeFileSync(join(this.folder, `decks/${this.name}.md`), text);
  }

  /** Opens the deck as one of the audience; `prepare` has the page before it goes there. */
  async watch(
    size: Size = laptop,
    path = `/${this.name}/`,
    prepare?: (page: Page) => Promise<void>,
  ): Promise<Seat> {
    return await this.#enter(await this.#context(size), path, prepare);
  }

  /** Opens the deck as a presenter; `prepare` has the page before it goes there. */
  async present(size: Size = laptop, prepare?: (page: Page) => Promise<void>): Promise<Seat> {
    const context = await this.#context(size);
    await context.request.get(`${this.url}/${this.name}/speaker?key=${KEY}`, { maxRedirects: 0 });
    return await this.#enter(context, `/${this.name}/`, prepare);
  }

  async close(): Promise<void> {
    await this.browser.close();
    if (!this.#server) return;
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  #context(viewport: Size): Promise<BrowserContext> {
    // Of what a worker asks for, a page's routes are not told.
    return this.browser.newContext({ viewport, serviceWorkers: 'block' });
  }

  async #enter(
    context: BrowserContext,
    path: string,
    prepare?: (page: Page) => Promise<void>,
  ): Promise<Seat> {
    await context.addInitScript(keepSockets);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await prepare?.(page);
    await page.goto(this.url + path);
    await joined(page);
    return { page, context, errors };
  }
}

/** Writes a deck, its text after what is in its folder. */
async function write(folder: string, name: string, { text = deck, files = [] }: TalkOptions): Promise<void> {
  await mkdir(join(folder, 'decks', name));
  for (const file of files) await copyFile(file, join(folder, 'decks', name, basename(file)));
  await writeFile(join(folder, `decks/${name}.md`), text);
}

/** Waits until a page knows where the room is. */
export async function joined(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const told = (globalThis as { told?: number }).told ?? 0;
    return told > 0 && document.querySelector('.reveal.ready[data-part]') !== null;
  });
}

/** Where a page is. */
export async function where({ page }: Seat): Promise<Where> {
  return await page.evaluate(() => {
    const { f } = Reveal.getIndices();
    return [Reveal.getCurrentSlide().id, f ?? -1, Reveal.isPaused()] as const;
  });
}

/** Waits, in a test, until these pages are at a place. */
export async function all(seats: readonly Seat[], place: Where): Promise<void> {
  for (const seat of seats) await expect.poll(() => where(seat), { interval: 25 }).toEqual(place);
}

/** Has pages forget what their room has told them, so that `heard` waits for it to tell them anew. */
export async function forget(seats: readonly Seat[]): Promise<void> {
  for (const { page } of seats) {
    await page.evaluate(() => {
      Reflect.deleteProperty(globalThis, 'state');
    });
  }
}

/**
 * Waits, in a test, until their room has told these pages that it is at a place. A presenter's page shows its own step
 * before, and that of a page which does not know of another's is refused.
 */
export async function heard(seats: readonly Seat[], place: Where): Promise<void> {
  for (const { page } of seats) {
    const state = () =>
      page.evaluate(() => {
        const { position, paused } = (globalThis as Kept).state ?? {};
        return [position?.slide, position?.f, paused];
      });
    await expect.poll(state, { interval: 25 }).toEqual(place);
  }
}

/** Presses keys, one after the other. */
export async function press({ page }: Seat, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** What `keepSockets` keeps. */
interface Kept {
  told?: number;
  state?: State;
  sockets?: WebSocket[];
}

/** In every page: counts the states that it was told, keeps the last, and its sockets, so that a test can cut them. */
function keepSockets(): void {
  const kept = globalThis as Kept;
  kept.told = 0;
  kept.sockets = [];
  const Native = WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(url: string | URL) {
      super(url);
      kept.sockets?.push(this);
      this.addEventListener('message', ({ data }) => {
        const message: ServerMessage = JSON.parse(String(data));
        if (message.type !== 'state') return;
        kept.told = (kept.told ?? 0) + 1;
        kept.state = message;
      });
    }
  };
}

function serveArguments(folder: string, data: boolean): string[] {
  const kept = data ? ['--data', join(folder, 'data')] : [];
  return [command, 'serve', join(folder, 'decks'), '--host', '127.0.0.1', '--key', KEY, ...kept];
}
