/** Takes the pictures of slides that the README and the guide show, so that they look like what they tell of. */
import { copyFileSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import sharp, { type Sharp } from 'sharp';
import { FAMILIES } from '../../server/deck/model/own-themes.ts';
import { lectern, start } from '../bench/subjects.ts';
import { launchChromium } from '../setup/chromium.ts';
import { createFolder } from '../setup/folder.ts';
import { nineSlides } from './nine-slides.ts';

/** A slide in CSS pixels. */
const SIZE = { width: 1280, height: 720 } as const;

/** Milliseconds in which a slide comes to rest. */
const REST_MS = 400;

/** Pixels between slides of a contact sheet, and their colour, which is neither light nor dark. */
const GAP = 6;
const BETWEEN = '#808080';

/** Layouts by the ids of their slides in tests/browser/layouts.md. */
const LAYOUTS = [
  ...['two', 'three', 'beside', 'left', 'right', 'full', 'quote', 'statement'],
  ...['low', 'stat', 'agenda', 'compare', 'timeline', 'people', 'image-caption', 'end'],
] as const;

/** Takes all of them; `say` gets a line for each. */
export async function takeDocumentPictures(root: string, say: (line: string) => void): Promise<void> {
  const guide = join(root, 'decks', 'guide');
  const hills = readFileSync(join(guide, 'hills.jpg'));
  const layouts = readFileSync(join(root, 'tests', 'browser', 'layouts.md'), 'utf8');
  const themes = FAMILIES.flatMap((name) => [`${name}-light`, `${name}-dark`]);
  const folder = createFolder({
    'hills.jpg': hills,
    'img/hills.jpg': hills,
    'layouts.md': `---\ntheme: lectern-light\n---\n\n${layouts}`,
    'welcome/deck.md': readFileSync(join(root, 'decks', 'welcome', 'deck.md')),
    ...Object.fromEntries(
      themes.map((theme) => [`${theme}.md`, nineSlides('Lectern', `theme: ${theme}`)] as const),
    ),
  });
  copyFileSync(join(root, 'decks', 'welcome', 'phone.png'), folder.at('welcome/phone.png'));
  const server = await start({ ...lectern(folder.path), path: '/welcome/' });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: SIZE, reducedMotion: 'reduce', colorScheme: 'light' });
    const open = async (deck: string): Promise<void> => {
      await page.goto(new URL(`/${deck}/`, server.url).href);
      await page.waitForSelector('.reveal.ready');
      await page.addStyleTag({ content: '.controls, .progress { display: none !important }' });
    };
    const write = async (picture: Sharp, ...path: readonly string[]): Promise<void> => {
      const { size } = await picture.toFile(join(root, ...path));
      say(`${relative(root, join(root, ...path))}: ${Math.ceil(size / 1000)} kB`);
    };

    await open('welcome');
    await show(page, 'code-one-step-at-a-time', 0);
    const code = sharp(await page.screenshot()).resize({ width: 960 });
    await write(code.png({ palette: true }), '.github', 'deck.png');

    await open('layouts');
    const kinds: Buffer[] = [];
    for (const id of LAYOUTS) kinds.push(await takeSlide(page, id));
    await write(
      (await contactSheet(kinds, 4, 400)).jpeg({ quality: 82, mozjpeg: true }),
      'decks',
      'guide',
      'layouts.jpg',
    );

    for (const scheme of ['light', 'dark']) {
      const all: Buffer[] = [];
      for (const theme of themes.filter((name) => name.endsWith(`-${scheme}`))) {
        await open(theme);
        const count = await page.evaluate(() => window.Reveal.getTotalSlides());
        for (let at = 0; at < count; at += 1) all.push(await takeSlide(page, at));
      }
      const picture = await contactSheet(all, all.length / FAMILIES.length, 210);
      await write(picture.webp({ quality: 72 }), 'decks', 'guide', `themes-${scheme}.webp`);
    }
  } finally {
    await browser.close();
    await server.stop();
    folder.remove('.');
  }
}

/** Shows a slide, by its id or its place, with all of its steps, and takes its picture. */
async function takeSlide(page: Page, slide: string | number): Promise<Buffer> {
  await show(page, slide, 99);
  return page.screenshot();
}

async function show(page: Page, slide: string | number, step: number): Promise<void> {
  const go = ([wanted, f]: readonly [string | number, number]) => {
    const element =
      typeof wanted === 'string' ? document.getElementById(wanted) : window.Reveal.getSlides()[wanted];
    if (!element) throw new Error(`There is no slide ${wanted}.`);
    const { h, v } = window.Reveal.getIndices(element);
    window.Reveal.slide(h, v, f);
  };
  await page.evaluate(go, [slide, step] as const);
  await sleep(REST_MS);
  await page.evaluate(async () => void (await document.fonts.ready));
}

/** Returns pictures of one shape in rows, `across` beside each other and each this wide. */
async function contactSheet(pictures: readonly Buffer[], across: number, width: number): Promise<Sharp> {
  const height = Math.round((width * SIZE.height) / SIZE.width);
  const small = await Promise.all(
    pictures.map((each) => sharp(each).resize({ width, height }).png().toBuffer()),
  );
  const down = Math.ceil(pictures.length / across);
  const size = { width: across * (width + GAP) - GAP, height: down * (height + GAP) - GAP };
  const placed = small.map((input, at) => ({
    input,
    left: (at % across) * (width + GAP),
    top: Math.floor(at / across) * (height + GAP),
  }));
  // What was composed can only be changed once it is a picture.
  const whole = sharp({ create: { ...size, channels: 3, background: BETWEEN } }).composite(placed);
  return sharp(await whole.png().toBuffer());
}
