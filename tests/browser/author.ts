/** An author at work, for tests: `lectern dev` on a folder of decks, and pages that are open beside the editor. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { command, type Started, startNode } from '../setup/command.ts';
import { lendChromium } from './chromium.ts';

const KEY = 'a-key-for-tests-0123456789';

/** Texts or bytes by path. */
export type Saves = Readonly<Record<string, string | Uint8Array>>;

/** A page, with what went wrong in it. */
export interface OpenPage {
  readonly page: Page;
  readonly errors: readonly string[];
}

/** One author's afternoon. */
export class Author {
  readonly folder: string;
  readonly url: string;
  readonly browser: Browser;
  readonly #server: Started;

  private constructor(folder: string, url: string, browser: Browser, server: Started) {
    this.folder = folder;
    this.url = url;
    this.browser = browser;
    this.#server = server;
  }

  /** Begins with these files. */
  static start(files: Saves, ...flags: readonly string[]): Promise<Author> {
    return Author.startAt('', files, ...flags);
  }

  /** The same, where one deck's folder or one file among them is what is served. */
  static async startAt(path: string, files: Saves, ...flags: readonly string[]): Promise<Author> {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-author-'));
    for (const [name, content] of Object.entries(files)) write(join(folder, 'decks', name), content);
    const served = join(folder, 'decks', path);
    const server = startNode([command, 'dev', served, '--port', '0', '--key', KEY, ...flags]);
    const [[url], browser] = await Promise.all([server.says(/http:\/\/[\w.]+:\d+/), lendChromium()]);
    return new Author(folder, url, browser, server);
  }

  /** Saves files as most editors do: over what was there. */
  save(files: Saves): void {
    for (const [path, content] of Object.entries(files)) write(this.at(path), content);
  }

  /** Saves a file as other editors do: written beside, then renamed over what was there. */
  saveByRename(path: string, content: string): void {
    write(this.at(`${path}~`), content);
    renameSync(this.at(`${path}~`), this.at(path));
  }

  /** Takes a file or folder away. */
  remove(path: string): void {
    rmSync(this.at(path), { recursive: true, force: true });
  }

  /** Where a file is. */
  at(path: string): string {
    return join(this.folder, 'decks', path);
  }

  /** Waits until the terminal says something, and answers all that it says of it. */
  says(pattern: RegExp): Promise<RegExpExecArray> {
    return this.#server.says(pattern);
  }

  /**
   * Waits, in a test, until an address answers with a page that holds a text: a page that is opened before that may load
   * itself anew.
   */
  async serves(path: string, text: string): Promise<void> {
    await expect
      .poll(async () => {
        const response = await fetch(this.url + path);
        return response.ok ? await response.text() : '';
      })
      .toContain(text);
  }

  /** Opens an address; a deck's page when it has joined its room. */
  async open(path: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(this.url + path);
    if (/^\/[^/]+\/(?:#|$)/.test(path)) await page.waitForSelector('.reveal.ready[data-part]');
    // So that a test can tell this page from one that was loaded anew.
    await page.evaluate(() => Object.assign(globalThis, { isOpen: true }));
    return { page, errors };
  }

  /** Opens a deck's speaker view. */
  async speak(deck: string): Promise<OpenPage> {
    const opened = await this.open(`/${deck}/speaker?key=${KEY}`);
    await opened.page.locator('#link[data-state="good"]').waitFor();
    return opened;
  }

  async end(): Promise<void> {
    await this.browser.close();
    this.#server.child.kill('SIGKILL');
    await this.#server.ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Whether a page is the one that was opened, and not loaded anew. */
export function isStillOpen(page: Page): Promise<boolean> {
  return page.evaluate(() => 'isOpen' in globalThis);
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** The colour of the corner of the picture that is shown. Rejects as long as there is none, or it is not whole. */
export const colorOfPicture = (page: Page) =>
  page.evaluate(async () => {
    const picture = document.querySelector<HTMLImageElement>('section.present img');
    if (!picture) throw new Error('No picture is shown.');
    await picture.decode();
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context?.drawImage(picture, 0, 0, 1, 1);
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].join(' ');
  });
