/** Speaker views for tests: opened as presenters do, and looked over by axe-core. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { Talk } from './talk.ts';

const KEY = 'a-key-for-tests-0123456789';

/** A window's size. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A window on a laptop. */
export const laptop: Size = { width: 1280, height: 720 };

/** A phone held in both hands. */
export const lying: Size = { width: 844, height: 390 };

/** Opens the speaker view as a presenter. */
export async function speak(talk: Talk, viewport: Size): Promise<Page> {
  const context = await talk.browser.newContext({ viewport, hasTouch: viewport !== laptop });
  await context.addInitScript(() => {
    const kept = globalThis as { sockets?: WebSocket[] };
    const Native = WebSocket;
    kept.sockets = [];
    globalThis.WebSocket = class extends Native {
      constructor(url: string | URL) {
        super(url);
        kept.sockets?.push(this);
      }
    };
  });
  const page = await context.newPage();
  await page.goto(`${talk.url}/${talk.name}/speaker?key=${KEY}`);
  await page.locator('#link[data-state="good"]').waitFor();
  return page;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong. */
export async function axe(page: Page): Promise<unknown[]> {
  await page.evaluate(axeSource);
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ html, failureSummary }) => [html, failureSummary]),
    ]);
  });
}
