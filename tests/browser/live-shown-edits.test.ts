/** `audience: shown-only`: slides that were skipped, steps, black screens and edits, by the slides' identities. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { all, heard, press, type Seat, Talk } from './talk.ts';

const guide = join(import.meta.dirname, '../../decks/guide');

const slides = {
  one: '# One',
  two: '## Two\n\n- Avocet <!-- .element: class="fragment" -->\n- Bittern <!-- .element: class="fragment" -->',
  skipped: '## Skipped\n\n![Hills](hills.jpg)\n\nKingfisher.',
  three: '## Three\n\n[Back](#/skipped)',
  four: '## Four\n\nHeron.',
  five: '## Five\n\nOuzel.',
};
const parts = ['\n\n---\n\n', '\n\n----\n\n'] as const;
const deck = (...columns: readonly (readonly (keyof typeof slides)[])[]) =>
  `---\naudience: shown-only\n---\n\n${columns
    .map((column) => column.map((id) => slides[id]).join(parts[1]))
    .join(parts[0])}\n`;

let talk: Talk;
let stage: Seat;
let viewer: Seat;

beforeAll(async () => {
  const text = deck(['one'], ['two', 'skipped'], ['three'], ['four'], ['five']);
  ({ talk, stage, viewer } = await Talk.begin({ text, files: [join(guide, 'hills.jpg')] }));
});
afterAll(() => talk?.close());

const get = async (path: string) => {
  const response = await fetch(talk.url + path);
  return { status: response.status, body: await response.text() };
};
const words = ['Avocet', 'Bittern', 'Skipped', 'skipped', 'hills', 'Kingfisher', 'Three', 'Heron', 'Ouzel'];
/** The words that anybody can read, and those that stand in the page of the audience. */
const told = async () => {
  const { body } = await get('/talk/');
  return words.filter((word) => body.includes(word));
};
const here = () =>
  viewer.page.evaluate((all) => {
    const html = document.querySelector('.slides')?.innerHTML ?? '';
    return all.filter((word) => html.includes(word));
  }, words);
const order = ({ page }: Seat) =>
  page.evaluate(() => [...document.querySelectorAll('.slides section:not(.stack)')].map(({ id }) => id));
/** Waits until an edit is in the pages: the stage has these slides, and the viewer's page knows where the third one stands. */
const edited = async (ids: readonly string[], place: string) => {
  await expect.poll(() => order(stage)).toEqual(ids);
  await viewer.page.waitForSelector(`#three[data-at="${place}"]`, { state: 'attached' });
};

test('a step is sent when it is shown, and the others on its slide are not', async () => {
  await press(stage, 'n');
  await all([viewer], ['two', -1, false]);
  expect([await told(), await here()]).toEqual([[], []]);
  await press(stage, 'n');
  await all([viewer], ['two', 0, false]);
  expect([await told(), await here()]).toEqual([['Avocet'], ['Avocet']]);
  expect(await viewer.page.getByText('Avocet', { exact: true }).isVisible()).toBe(true);
});

test('a slide that was skipped is not sent, nor are its pictures, nor the way to it', async () => {
  await stage.page.evaluate(() => Reveal.slide(2));
  await all([viewer], ['three', -1, false]);
  expect([await told(), await here()]).toEqual([
    ['Avocet', 'Three'],
    ['Avocet', 'Three'],
  ]);
  expect((await get('/talk/hills.jpg')).status).toBe(404);
  const late = await talk.watch();
  await all([late], ['three', -1, false]);
  await late.context.close();
});

test('what is passed behind a black screen is not sent', async () => {
  await press(stage, 'b');
  await all([viewer], ['three', -1, true]);
  await stage.page.evaluate(() => Reveal.slide(3));
  await heard([stage], ['four', -1, true]);
  const late = await talk.watch();
  await all([late], ['three', -1, true]);
  await late.context.close();
  await stage.page.evaluate(() => Reveal.slide(2));
  await heard([stage], ['three', -1, true]);
  await press(stage, 'b');
  await all([viewer], ['three', -1, false]);
  expect(await told()).toEqual(['Avocet', 'Three']);
});

test('a slide that is removed brings no other one forward', async () => {
  talk.edit(deck(['one'], ['skipped'], ['three'], ['four'], ['five']));
  await edited(['one', 'skipped', 'three', 'four', 'five'], '2/0');
  expect(await order(viewer)).toEqual(['one', 'three']);
  await all([viewer, stage], ['three', -1, false]);
  expect([await told(), await here()]).toEqual([['Three'], ['Three']]);
  const late = await talk.watch();
  await all([late], ['three', -1, false]);
  await late.context.close();
});

test('slides that are put in before the present one leave everyone on it', async () => {
  talk.edit(deck(['one'], ['five'], ['skipped'], ['three'], ['four']));
  await edited(['one', 'five', 'skipped', 'three', 'four'], '3/0');
  await all([viewer, stage], ['three', -1, false]);
  const late = await talk.watch();
  await all([late], ['three', -1, false]);
  await late.context.close();
  expect([await told(), await here()]).toEqual([['Three'], ['Three']]);
});

test('a slide that is shown late comes where it belongs', async () => {
  await stage.page.evaluate(() => Reveal.slide(2));
  await all([viewer], ['skipped', -1, false]);
  expect(await order(viewer)).toEqual(['one', 'skipped', 'three']);
  await expect
    .poll(() => viewer.page.evaluate(() => document.querySelector('img')?.naturalWidth))
    .toBeGreaterThan(0);
  await viewer.page.waitForSelector('#three a[href="#/skipped"]', { state: 'attached' });
});

test('a heading that is edited keeps its slide, and all have it', async () => {
  const text = deck(['one'], ['five'], ['skipped'], ['three'], ['four']).replace('## Skipped', '## Rail');
  talk.edit(text);
  await expect.poll(() => viewer.page.locator('#skipped h2').textContent()).toBe('Rail');
  await all([viewer], ['skipped', -1, false]);
  expect(await order(viewer)).toEqual(['one', 'skipped', 'three']);
});

test('nothing went wrong in the pages', () => {
  for (const { errors } of [stage, viewer]) expect(errors).toEqual([]);
});
