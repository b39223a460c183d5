/** Fetching slides and handouts from the speaker view. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Seat, Talk } from './talk.ts';

let talk: Talk;
let presenter: Seat;
beforeAll(async () => {
  talk = await Talk.open({ text: '# One\n\nNote: Not for all\n\n---\n\n# Two\n' });
  presenter = await talk.present();
});
afterAll(() => talk?.close());

const get = (file: string) => presenter.context.request.get(`${talk.url}/talk/speaker/${file}`);

test('the menu leads to what can be printed', async () => {
  const { page } = presenter;
  await page.goto(`${talk.url}/talk/speaker`);
  await page.click('#menu-button');
  await page.click('#paper-button');
  const links = await page
    .locator('#paper[open] a')
    .evaluateAll((all) => all.map((link) => link.textContent));
  expect(links).toEqual(['Slides', 'Handout, with lines to write on', 'Handout, with your notes']);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#paper a >> nth=0')]);
  expect(download.suggestedFilename()).toBe('talk.pdf');
});

test('where the server has no browser, nothing leads there', async () => {
  const page = await presenter.context.newPage();
  await page.route('**/speaker/paper.json', (route) => route.fulfill({ json: { isThere: false } }));
  const asked = page.waitForResponse('**/speaker/paper.json');
  await page.goto(`${talk.url}/talk/speaker`);
  await asked;
  await page.click('#menu-button');
  expect(await page.locator('#menu button:visible').allTextContents()).not.toContain('Print');
  await page.close();
});

test('each is made once for a revision, and anew for the next', async () => {
  const [first, again] = [await (await get('slides.pdf')).body(), await (await get('slides.pdf')).body()];
  expect(first.subarray(0, 5).toString()).toBe('%PDF-');
  expect(again.equals(first)).toBe(true);
  talk.edit('# One, changed\n');
  await expect.poll(async () => (await (await get('slides.pdf')).body()).equals(first)).toBe(false);
});

test('the audience gets none', async () => {
  const context = await talk.browser.newContext();
  expect((await context.request.get(`${talk.url}/talk/speaker/notes.pdf`)).status()).toBe(401);
  await context.close();
});
