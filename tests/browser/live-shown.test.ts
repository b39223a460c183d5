/** `audience: shown-only`: what has not been shown is not sent. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { all, press, type Seat, Talk } from './talk.ts';

const guide = join(import.meta.dirname, '../../decks/guide');

const text = `---
title: A talk
audience: shown-only
---

# One

---

## Two

- first <!-- .element: class="fragment" -->

----

## Below two

Kingfisher.

----

## Further below

Heron.

---

## Three

![Hills](hills.jpg)

Note: Bittern.
`;

let talk: Talk;
let stage: Seat;
let viewer: Seat;

beforeAll(async () => {
  ({ talk, stage, viewer } = await Talk.begin({ text, files: [join(guide, 'hills.jpg')] }));
});
afterAll(() => talk?.close());

/** What anybody gets from an address. */
async function get(path: string): Promise<{ status: number; body: string; cache: string | null }> {
  const response = await fetch(talk.url + path);
  return {
    status: response.status,
    body: await response.text(),
    cache: response.headers.get('cache-control'),
  };
}

/** Everything that anybody can get of the deck. */
async function everything(): Promise<string> {
  const page = await get('/talk/');
  const scripts = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
  const others = ['/', '/talk/shown', '/talk/shown?from=1', '/talk/shown?from=-9', '/talk/speaker'];
  const addresses = [...others, ...scripts.map((path) => new URL(path, `${talk.url}/talk/`).pathname)];
  return [page.body, ...(await Promise.all(addresses.map(async (path) => (await get(path)).body)))].join(
    '\n',
  );
}

test('before the talk there is the first slide and nothing of the others', async () => {
  const bytes = await everything();
  expect(bytes).toContain('One');
  for (const word of ['Kingfisher', 'Heron', 'Bittern', 'hills.jpg', 'Further below', 'Three']) {
    expect(bytes).not.toContain(word);
  }
  expect((await get('/talk/hills.jpg')).status).toBe(404);
  expect(await get('/talk/')).toMatchObject({ status: 200, cache: 'no-store' });
});

test('the audience gets each slide when it is shown', async () => {
  await press(stage, 'n', 'n');
  await all([viewer], ['two', 0, false]);
  await press(stage, 'n');
  await all([viewer], ['below-two', -1, false]);
  const bytes = await everything();
  expect(bytes).toContain('Kingfisher');
  for (const word of ['Heron', 'Bittern', 'hills.jpg', 'Three']) expect(bytes).not.toContain(word);
  expect((await get('/talk/hills.jpg')).status).toBe(404);
});

test('a late-comer has what was shown, and may look back', async () => {
  const late = await talk.watch();
  await all([late], ['below-two', -1, false]);
  await press(late, 'End', 'Home');
  await late.page.getByRole('button', { name: 'Back to live · slide 3' }).click();
  await all([late], ['below-two', -1, false]);
  await late.context.close();
});

test('at the end all has been shown', async () => {
  await press(stage, 'n', 'n');
  await all([viewer], ['three', -1, false]);
  await expect
    .poll(() => viewer.page.evaluate(() => document.querySelector('img')?.naturalWidth))
    .toBeGreaterThan(0);
  expect(await get('/talk/hills.jpg')).toMatchObject({ status: 200, cache: 'no-store' });
  expect(await everything()).not.toContain('Bittern');
  for (const { errors } of [stage, viewer]) expect(errors).toEqual([]);
});
