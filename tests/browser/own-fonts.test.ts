/** A deck's own fonts where its slides are shown in shadow roots: on the index, and in the speaker's pictures. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolder } from '../setup/folder.ts';
import { laptop, speak } from './speakers.ts';
import { Talk } from './talk.ts';

const { resolve } = createRequire(import.meta.url);
/** Its letters are half as wide as any system's. */
const narrow = readFileSync(resolve('@fontsource/league-gothic/files/league-gothic-latin-400-normal.woff2'));

const face = (family: string) =>
  `@font-face { font-family: "${family}"; src: local("No such font"), url(own.woff2) format("woff2"); font-weight: 100 900 }`;
const folder = createFolder({
  'own.woff2': narrow,
  'own.css': `@import "faces.css";\n.reveal h1 { font-family: "Imported" }`,
  'faces.css': face('Imported'),
});

const text = `---\ncss: own.css\n---\n\n# Harbour lights\n\n<style>${face('On a slide')} p { font-family: "On a slide" }</style>\n\nWords\n`;

let talk: Talk;
beforeAll(async () => {
  const files = ['own.woff2', 'own.css', 'faces.css'].map(folder.at);
  talk = await Talk.open({ text, beside: files });
});
afterAll(async () => {
  folder.remove('');
  await talk?.close();
});

/** The faces that are there, by name. */
const loaded = (page: Page) =>
  page.evaluate(() =>
    [...document.fonts]
      .filter(({ status }) => status === 'loaded')
      // On a page of several decks they have a deck's mark behind them.
      .map(({ family }) => family.replaceAll('"', '').replace(/_d[0-9a-f]{8}$/, ''))
      .filter((family) => /^(?:Imported|On a slide)$/.test(family))
      .sort(),
  );

test('are in the speaker’s pictures', async () => {
  const page = await speak(talk, laptop);
  await expect.poll(() => loaded(page)).toEqual(['Imported', 'On a slide']);
});

test('are on the cover', async () => {
  const page = await talk.browser.newPage();
  await page.goto(`${talk.url}/`);
  await expect.poll(() => loaded(page)).toEqual(['Imported', 'On a slide']);
});
