/** A deck that was opened stays when its server dies, in every browser engine. */
import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { drawPicture } from '../bench/picture.ts';
import { command } from '../setup/command.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { freePort } from '../setup/port.ts';
import { type Served, startServer } from '../setup/sealed.ts';
import type { Engine, EnginePage } from './engines/engine.ts';
import { engines } from './engines/engines.ts';

let folder: TestFolder;
let server: Served;

beforeAll(() => {
  folder = createFolder({
    'talk/deck.md': '# One\n\n---\n\n## Two\n\n![Dots](pic.png)\n',
    'talk/pic.png': drawPicture(1),
    'other/deck.md': '# Another\n',
  });
});

afterEach(() => server?.stop());
afterAll(() => folder.remove(''));

/** Opens a deck, and waits until the browser keeps all of it. */
async function keep(engine: Engine, address: string): Promise<EnginePage> {
  const page = await engine.open();
  await page.goto(address);
  const isKept = () =>
    page.evaluate(async () => {
      const deck = new URL('.', location.href).href;
      const found = [
        await caches.match(`${deck}offline.json`),
        await caches.match(deck, { ignoreSearch: true }),
      ];
      return !found.includes(undefined) && navigator.serviceWorker.controller !== null;
    });
  await expect.poll(isKept).toBe(true);
  return page;
}

/** The slide that is shown, and whether its pictures are there. */
const seen = (page: EnginePage) =>
  page.evaluate(async () => {
    const slide = document.querySelector('.slides .present');
    const images = [...(slide?.querySelectorAll('img') ?? [])];
    await Promise.all(images.map((image) => image.decode()));
    return [document.querySelector('.reveal.ready') !== null, slide?.id];
  });

describe.each(Object.entries(engines))('in %s', (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine?.close());

  test('a deck opens though its server is gone, or the network loses everything', async () => {
    server = await startServer([command, 'serve', folder.at('')], undefined, String(await freePort()));
    const page = await keep(engine, `${server.address}talk/`);
    await server.stop();
    await page.reload();
    await expect.poll(() => seen(page)).toEqual([true, 'one']);
    await page.goto(`${server.address}talk/index.html#/two`);
    await expect.poll(() => seen(page)).toEqual([true, 'two']);
    await page.goto(`${server.address}talk?again`);
    await expect.poll(() => seen(page)).toEqual([true, 'one']);
    expect(await page.evaluate(() => location.pathname)).toBe('/talk/');
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(Number(new URL(server.address).port), resolve));
    await page.goto(`${server.address}talk/`);
    await expect.poll(() => seen(page)).toEqual([true, 'one']);
    silent.closeAllConnections();
    silent.close();
    await page.close();
  });
});
