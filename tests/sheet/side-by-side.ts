/** Takes pictures of every slide of a deck in the three browser engines, side by side, for people who look for differences. */
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import type { Engine, EnginePage } from '../browser/engines/engine.ts';
import { engines } from '../browser/engines/engines.ts';
import { command, startNode } from '../setup/command.ts';
import { writeGrid } from './picture-grid.ts';

/** Windows in CSS pixels, and how wide a slide is in the picture. */
const WINDOWS = {
  laptop: { width: 1920, height: 1080, shown: 640 },
  phone: { width: 390, height: 844, shown: 300 },
} as const;

/** A window by its name. */
export type WindowName = keyof typeof WINDOWS;

/** Slides in one picture, one below the other. */
const ROWS = 30;

/** Milliseconds in which a slide comes to rest. */
const REST_MS = 500;

/** How many slides are named that look least alike. */
const NAMED = 20;

/** Where a slide is in reveal.js, and its id. */
type Place = readonly [h: number, v: number, id: string];

/** Returns whether there is such a window. */
export function isWindowName(name: string): name is WindowName {
  return Object.hasOwn(WINDOWS, name);
}

/**
 * Writes pictures of a deck's slides: a row for each slide, with Chromium, Firefox and WebKitGTK from left to right.
 * Then says which slides differ most from Chromium's.
 */
export async function sideBySide(
  root: string,
  deck: string,
  window: WindowName,
  say: (line: string) => void,
): Promise<void> {
  const { width, height, shown } = WINDOWS[window];
  const server = startNode([command, 'serve', join(root, deck), '--port', '0', '--host', '127.0.0.1']);
  const running = await Promise.all(Object.values(engines).map((start) => start()));
  try {
    const [url = ''] = await server.says(/http:\/\/[\w.]+:\d+/);
    const name = deck.replace(/^.*\//, '');
    const open = async (engine: Engine): Promise<EnginePage> => {
      const page = await engine.open({ reducedMotion: true });
      await page.resize(width, height);
      await page.goto(`${url}/${name}/`);
      return page;
    };
    const pages = await Promise.all(running.map(open));
    const places: readonly Place[] = (await pages[0]?.evaluate(placesOf)) ?? [];
    const target = join(root, 'dist', 'sheet');
    await mkdir(target, { recursive: true });
    const found: { readonly id: string; readonly difference: number }[] = [];
    for (let from = 0; from < places.length; from += ROWS) {
      const pictures: Buffer[] = [];
      for (const place of places.slice(from, from + ROWS)) {
        const row = await Promise.all(pages.map((page) => pictureOf(page, place, shown)));
        pictures.push(...row);
        found.push({ id: place[2], difference: await greatestDifference(row) });
      }
      const file = join(target, `${name}-${window}-${1 + from / ROWS}.png`);
      await writeGrid(pictures, pages.length, file);
      say(relative(root, file));
    }
    say('Most unlike Chromium’s, as the mean difference of pixels:');
    for (const { id, difference } of found.toSorted((a, b) => b.difference - a.difference).slice(0, NAMED))
      say(`${(difference * 100).toFixed(1)} % #/${id}`);
  } finally {
    await Promise.all(running.map((engine) => engine.close()));
    server.child.kill('SIGTERM');
    await server.ended;
  }
}

function placesOf(): Place[] {
  return window.Reveal.getSlides().map((slide: HTMLElement) => {
    const { h, v } = window.Reveal.getIndices(slide);
    return [h, v, slide.id];
  });
}

/** Shows a slide with all of its steps, and takes its picture. */
async function pictureOf(page: EnginePage, [h, v]: Place, width: number): Promise<Buffer> {
  const show = (column: number, row: number) => window.Reveal.slide(column, row, 99);
  const isLettered = async () => void (await document.fonts.ready);
  await page.evaluate(show, h, v);
  await sleep(REST_MS);
  await page.evaluate(isLettered);
  return await sharp(await page.screenshot())
    .resize({ width })
    .png()
    .toBuffer();
}

/** By how much, from 0 to 1, the other pictures of a row differ from the first. */
async function greatestDifference([first, ...others]: readonly Buffer[]): Promise<number> {
  const pixels = (picture: Buffer | undefined) =>
    sharp(picture).removeAlpha().resize(160, 120, { fit: 'fill' }).raw().toBuffer();
  const own = await pixels(first);
  const differences = others.map(async (other) => {
    const its = await pixels(other);
    const sum = own.reduce((all, value, at) => all + Math.abs(value - (its[at] ?? 0)), 0);
    return sum / own.length / 255;
  });
  return Math.max(...(await Promise.all(differences)));
}
