/** Takes pictures of the nine slides in our themes and in those of other tools, for people who compare them. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { start } from '../../bench/subjects.ts';
import { launchChromium } from '../../setup/chromium.ts';
import { NINE_NAMES, type Tool } from '../nine-slides.ts';
import { writeGrid } from '../picture-grid.ts';
import { bringFaces } from './faces.ts';
import { type Look, prepareLooks, type Shown } from './looks.ts';

/** Windows in CSS pixels; how wide a slide is in the picture, and how many stand side by side. */
const WINDOWS = [
  { width: 1920, height: 1080, shown: 640, across: 3 },
  { width: 390, height: 844, shown: 260, across: 9 },
  { width: 1280, height: 720, shown: 640, across: 3 },
] as const;

/** Milliseconds in which a slide comes to rest: not all heed that motion is to be reduced. */
const REST_MS: Readonly<Record<Tool, number>> = { Lectern: 350, 'reveal-md': 1000, Marp: 350, Slidev: 1200 };

/** How each tool goes to a slide. */
const GO: Readonly<Record<Tool, (page: Page, at: number) => Promise<unknown>>> = {
  Lectern: goInReveal,
  'reveal-md': goInReveal,
  Marp: (page, at) => page.evaluate((hash) => location.assign(hash), `#${at + 1}`),
  // It loads for seconds, so it is loaded once.
  Slidev: async (page, at) => {
    if (at > 0) await page.keyboard.press('ArrowRight');
    else await page.waitForSelector('.slidev-page h1:visible', { timeout: 120_000 });
  },
};

async function goInReveal(page: Page, at: number): Promise<void> {
  await page.waitForSelector('.reveal.ready');
  await page.evaluate((h) => window.Reveal.slide(h, 0, 99), at);
}

/** Writes a sheet for each look and window; `tools` are all, unless some are named. */
export async function comparePeers(
  root: string,
  tools: readonly Tool[],
  say: (line: string) => void,
): Promise<void> {
  const target = join(root, 'dist', 'sheet', 'peers');
  const folder = await mkdtemp(join(tmpdir(), 'lectern-peers-'));
  await mkdir(target, { recursive: true });
  try {
    for (const tool of tools) {
      for (const shown of prepareLooks(tool, join(folder, tool)))
        await takeSheets(shown, (name) => {
          const file = join(target, name);
          say(relative(root, file));
          return file;
        });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function takeSheets({ subject, looks }: Shown, fileFor: (name: string) => string): Promise<void> {
  const server = await start(subject);
  const browser = await launchChromium();
  try {
    for (const window of WINDOWS) {
      for (const look of looks) {
        const context = await browser.newContext({
          viewport: window,
          colorScheme: look.scheme,
          reducedMotion: 'reduce',
        });
        await bringFaces(context);
        const page = await context.newPage();
        await page.goto(new URL(look.path, server.url).href, { timeout: 120_000 });
        const pictures = await picturesOf(page, look, window.shown);
        const { tool, theme, scheme } = look;
        const file = fileFor(`${window.width}-${tool}-${theme}-${scheme}.png`);
        await writeGrid(pictures, window.across, file);
        await context.close();
      }
    }
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function picturesOf(page: Page, { tool }: Look, width: number): Promise<Buffer[]> {
  const pictures: Buffer[] = [];
  for (const at of NINE_NAMES.keys()) {
    await GO[tool](page, at);
    await sleep(REST_MS[tool]);
    await page.evaluate(async () => void (await document.fonts.ready));
    pictures.push(
      await sharp(await page.screenshot())
        .resize({ width })
        .png()
        .toBuffer(),
    );
  }
  return pictures;
}
