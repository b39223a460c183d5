/** Tests that the engines do as `Engine` says, each alike. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from './engine.ts';
import { engines } from './engines.ts';
import { holdBack } from './holding-server.ts';

/** Of a page whose reader gets a cookie. */
const WITH_A_COOKIE = '/cookie';

const PAGE = `<!doctype html><title>A page</title><style>
  body { margin: 0; background: red }
  button { position: fixed; left: 200px; top: 100px; width: 100px; height: 50px }
  @media (prefers-color-scheme: dark) { body { background: blue } }
</style><body>Text<button hidden>Press</button><script src="late.js"></script>`;

/** What a page does a while after its script is there. */
const SCRIPT = `setTimeout(() => { document.querySelector('button').hidden = false; }, 200);
  addEventListener('click', ({ clientX, clientY }) => { document.title = 'clicked at ' + [clientX, clientY]; });
  addEventListener('mousemove', ({ clientX, clientY }) => { document.title = 'pointed at ' + [clientX, clientY]; });`;

const server = createServer(({ url }, response) =>
  response
    .writeHead(200, {
      'content-type': url === '/late.js' ? 'text/javascript' : 'text/html',
      ...(url === WITH_A_COOKIE ? { 'set-cookie': 'mine=1' } : {}),
    })
    .end(url === '/late.js' ? SCRIPT : PAGE),
);
let address: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens at a port.
  address = `http://localhost:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe.each(Object.entries(engines))('%s', (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine?.close());

  test('opens pages that share nothing, runs functions in them, and presses keys', async () => {
    const [one, other] = [await engine.open(), await engine.open()];
    await one.goto(address + WITH_A_COOKIE);
    await one.goto(address);
    await other.goto(address);
    expect(await one.evaluate((...words) => [document.title, ...words], 'and', 'more')).toEqual([
      'A page',
      'and',
      'more',
    ]);
    expect(await one.evaluate(() => undefined)).toBeUndefined();
    await one.evaluate(() => {
      localStorage.setItem('mine', '1');
      addEventListener('keydown', ({ key }) => {
        document.title += key;
      });
    });
    await one.press('PageDown', 'a', 'Escape');
    expect(await one.evaluate(async () => document.title)).toBe('A pagePageDownaEscape');
    const own = () => [document.cookie, { ...localStorage }, document.title.includes('Escape')];
    expect(await other.evaluate(own)).toEqual(['', {}, false]);
    await one.reload();
    expect(await one.evaluate(own)).toEqual(['mine=1', { mine: '1' }, false]);
    await one.close();
    const failing = other.evaluate(() => Promise.reject(new Error('A reason')));
    await expect(failing).rejects.toThrow('A reason');
    await other.close();
  });

  test('has windows of any size, a mouse, a dark scheme, rest, pictures and errors', async () => {
    const page = await engine.open({ colorScheme: 'dark', reducedMotion: true });
    const held = await holdBack(address, /late/);
    await page.goto(held.address, 'begun');
    const seen = () => [
      innerWidth,
      innerHeight,
      matchMedia('(prefers-color-scheme: dark)').matches,
      matchMedia('(prefers-reduced-motion: reduce)').matches,
      document.readyState,
    ];
    expect(await page.evaluate(seen)).toEqual([1280, 720, true, true, 'loading']);
    held.release();
    await page.click('button');
    expect(await page.evaluate(() => document.title)).toBe('clicked at 250,125');
    await page.point(20, 30);
    expect(await page.evaluate(() => document.title)).toBe('pointed at 20,30');
    await page.resize(390, 844);
    const picture = sharp(await page.screenshot());
    expect(await picture.metadata()).toMatchObject({ format: 'png', width: 390, height: 844 });
    expect((await picture.stats()).dominant).toMatchObject({ r: 8, g: 8, b: 248 });
    expect(await page.errors()).toEqual([]);
    const fail = () => {
      console.error('A word');
      setTimeout(() => {
        throw new Error('A fault');
      });
      Promise.reject(new Error('Another'));
    };
    await page.evaluate(fail);
    await expect
      .poll(async () => [...(await page.errors())].sort())
      .toEqual(['A fault', 'A word', 'Another']);
    await page.goto(`${held.address}#there`);
    await page.goto(`${held.address}again`);
    expect(await page.errors()).toHaveLength(3);
    held.stop();
  });

  test('has light and motion where nobody has set anything else', async () => {
    const page = await engine.open();
    await page.goto(address);
    const settings = ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)'];
    const matches = (queries: readonly string[]) => queries.map((query) => matchMedia(query).matches);
    expect(await page.evaluate(matches, settings)).toEqual([false, false]);
  });
});
