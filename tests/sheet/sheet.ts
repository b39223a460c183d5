/** Takes pictures of every element and block in every theme, for people who look at letters: a large one of each theme. */
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../setup/chromium.ts';
import { command, startNode } from '../setup/command.ts';
import { createFolder } from '../setup/folder.ts';
import { sheetDecks, sheetThemes } from './decks.ts';
import { takeDocumentPictures } from './document-pictures.ts';
import { TOOLS } from './nine-slides.ts';
import { comparePeers } from './peers/compare.ts';
import { writeGrid } from './picture-grid.ts';
import { isWindowName, sideBySide } from './side-by-side.ts';

const HELP = `npm run sheet                         every theme, into dist/sheet
npm run sheet -- white lectern-dark   these themes
npm run sheet -- --rtl                from right to left
npm run sheet -- --engines laptop     the guide's slides in three browser engines side by side; or phone
npm run sheet -- --documents          the pictures of slides in README and guide, made anew
npm run sheet -- --peers              nine slides in our themes and in those of reveal-md, Slidev and Marp, which npm installs
npm run sheet -- --peers Lectern      one of these tools only
`;

/** A slide on a sheet, in pixels, and how many stand side by side. */
const SIZE = { width: 960, height: 600 } as const;
const ACROSS = 3;

/** Makes the sheets that are asked for. @returns the exit code */
export async function sheet(root: string, words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      rtl: { type: 'boolean' },
      engines: { type: 'string' },
      peers: { type: 'boolean' },
      documents: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.engines !== undefined) {
    if (!isWindowName(values.engines)) {
      process.stderr.write(HELP);
      return 2;
    }
    const [deck = 'decks/guide'] = positionals;
    await sideBySide(root, deck, values.engines, (line) => process.stdout.write(`${line}\n`));
    return 0;
  }
  if (values.documents) {
    await takeDocumentPictures(root, (line) => process.stdout.write(`${line}\n`));
    return 0;
  }
  if (values.peers) {
    const chosen = TOOLS.filter((tool) => positionals.length === 0 || positionals.includes(tool));
    await comparePeers(root, chosen, (line) => process.stdout.write(`${line}\n`));
    return 0;
  }
  const themes = positionals.length > 0 ? positionals : sheetThemes;
  const folder = createFolder(sheetDecks(themes, values.rtl ? 'dir: rtl' : ''));
  const server = startNode([command, 'serve', folder.path, '--port', '0', '--host', '127.0.0.1']);
  const target = join(root, 'dist', 'sheet');
  let browser: Browser | undefined;
  try {
    const [url] = await server.says(/http:\/\/[\w.]+:\d+/);
    browser = await launchChromium();
    await mkdir(target, { recursive: true });
    const page = await browser.newPage({ viewport: SIZE });
    for (const theme of themes) {
      await page.goto(`${url}/${theme}/`);
      await page.waitForSelector('.reveal.ready');
      const file = join(target, `${theme}${values.rtl ? '-rtl' : ''}.png`);
      await writeGrid(await picturesOf(page), ACROSS, file);
      process.stdout.write(`${relative(root, file)}\n`);
    }
    return 0;
  } finally {
    await browser?.close();
    server.child.kill('SIGTERM');
    await server.ended;
    folder.remove('.');
  }
}

/** Every slide, and each of its steps. */
async function picturesOf(page: Page): Promise<Buffer[]> {
  await page.evaluate(() => document.fonts.ready);
  const pictures: Buffer[] = [];
  do {
    // Letters come when a slide asks for them, and steps fade in.
    await page.waitForTimeout(300);
    await page.evaluate(() => document.fonts.ready);
    pictures.push(await page.screenshot());
  } while (await goOn(page));
  return pictures;
}

/** Steps on; answers whether there was anything left. */
function goOn(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const isOver = window.Reveal.isLastSlide() && !window.Reveal.availableFragments().next;
    window.Reveal.next();
    return !isOver;
  });
}
