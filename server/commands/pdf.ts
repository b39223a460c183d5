/** `lectern pdf`: prints slides as PDF, handouts and pictures, by a Chromium on this machine. */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../browser/launch-chromium.ts';
import type { Host } from '../cli/host.ts';
import type { PdfOptions } from '../cli/pdf-options.ts';
import { nameAsFile } from '../files/deck-names.ts';
import { discover } from '../files/discover.ts';
import { layOutHandout } from '../paper/handout.ts';
import { print } from '../paper/print.ts';
import { openSheets, PaperError, type Sheets } from '../paper/sheets.ts';
import { takePictures } from '../paper/slide-pictures.ts';
import { loadSite } from '../site/load.ts';
import type { Site } from '../site/site.ts';
import { defaultFolder } from './default-folder.ts';
import { namedDeck } from './named-deck.ts';
import { withoutAddress } from './own-code.ts';
import { writeOutput } from './write-output.ts';

/** Device pixels per CSS pixel: enough for pictures of 1280 by 720 slides on any screen. */
const DENSITY = 2;

/** A deck to print. */
interface Job {
  readonly site: Site;
  readonly deck: string;
  readonly options: PdfOptions;
  readonly host: Host;
}

/** Prints the decks. @throws {BrowserError} without a browser, {PaperError} where a deck did not compile */
export async function printDecks(options: PdfOptions, host: Host): Promise<void> {
  const { deck } = options;
  const folder = defaultFolder();
  const { path, name } = deck === undefined ? { path: folder } : namedDeck(deck);
  if (name !== undefined) requireDeck(name, { path, folder });
  const site = await loadSite({
    path,
    siteFile: options.siteFile,
    buildDirectory: host.buildDirectory,
    cacheDirectory: host.cacheDirectory,
    report: (message) => host.err.write(`${message}\n`),
  });
  const decks = site.decks.filter((one) => name === undefined || one.name === name);
  for (const { errors } of decks) for (const error of errors) host.reportError(error);
  const browser = await launchChromium(host);
  try {
    for (const one of decks) await printDeck(browser, { site, deck: one.name, options, host });
  } finally {
    await browser.close();
  }
}

/** Refuses a name that no deck has, before any is compiled. @throws PaperError */
function requireDeck(
  name: string,
  { path, folder }: { readonly path: string; readonly folder: string },
): void {
  const names = discover(path).decks.map((one) => one.name);
  if (names.includes(name)) return;
  throw new PaperError(
    `There is nothing at ${name}, and no deck of that name in ${folder === '.' ? 'this folder' : folder}, which has ${names.join(', ')}.`,
  );
}

async function printDeck(browser: Browser, job: Job): Promise<void> {
  const { site, deck, options, host } = job;
  const { form, out, url, perPage } = options;
  host.err.write(`Laying out ${deck}\n`);
  const sheets = await openSheets(browser, site, {
    deck,
    steps: options.steps,
    home: url?.href,
    ...(form === 'pictures' && { density: DENSITY }),
  });
  try {
    if (url === undefined && (await sheets.page.locator('.qr-code:empty').count()) > 0)
      host.reportError(withoutAddress(deck));
    if (form === 'pictures') return await writePictures(sheets, job);
    if (form === 'handout') await layOutHandout(sheets, { perPage, notes: options.notes });
    host.err.write(`Printing ${deck}: ${sheets.count} ${options.steps ? 'steps' : 'slides'}\n`);
    const file = join(out, `${[nameAsFile(deck), ...kindOf(options)].join('-')}.pdf`);
    const pdf = await print(sheets.page);
    await writeOutput(file, (draft) => writeFile(draft, pdf));
    host.out.write(`${file}: ${Math.ceil(pdf.length / 1000)} kB\n`);
  } finally {
    await sheets.close();
  }
}

/** Returns the suffix of an output's name, so that no form overwrites another. */
function kindOf({ form, steps, notes }: PdfOptions): readonly string[] {
  if (form === 'handout') return [notes ? 'notes' : 'handout'];
  return steps ? ['steps'] : [];
}

/** Pictures between two progress messages. */
const TOLD = 10;

/** Names of pictures. */
const NUMBERED = /^\d+\.png$/;

async function writePictures(sheets: Sheets, { deck, options, host }: Job): Promise<void> {
  const folder = join(options.out, [nameAsFile(deck), ...kindOf(options), 'pictures'].join('-'));
  const digits = String(sheets.count).length;
  const names = new Set<string>();
  for await (const picture of takePictures(sheets)) {
    const name = `${String(names.size + 1).padStart(digits, '0')}.png`;
    names.add(name);
    await writeOutput(join(folder, name), (draft) => writeFile(draft, picture));
    if (names.size % TOLD === 0) host.err.write(`${deck}: ${names.size} of ${sheets.count}\n`);
  }
  await removeFormer(folder, names);
  host.out.write(`${folder}: ${names.size} pictures\n`);
}

/** Removes the pictures of a former version with more slides, which would pass for slides of this one. */
async function removeFormer(folder: string, names: ReadonlySet<string>): Promise<void> {
  const former = (await readdir(folder)).filter((name) => NUMBERED.test(name) && !names.has(name));
  for (const name of former) await rm(join(folder, name));
}
