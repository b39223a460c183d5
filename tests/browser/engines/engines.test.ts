/** Tests that the engines do as `Engine` says, each alike. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from './engine.ts';
import { engines } from './engines.ts';

/** Of a page whose reader gets a cookie. */
const WITH_A_COOKIE = '/cookie';

const server = createServer(({ url }, response) =>
  response
    .writeHead(200, {
      'content-type': 'text/html',
      ...(url === WITH_A_COOKIE ? { 'set-cookie': 'mine=1' } : {}),
    })
    .end('<title>A page</title><p>Text'),
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
    await one.evaluate(() => {
      localStorage.setItem('mine', '1');
      addEventListener('keydown', ({ key }) => {
        document.body.textContent += key;
      });
    });
    await one.press('PageDown', 'a', 'Escape');
    expect(await one.evaluate(async () => document.body.textContent)).toBe('TextPageDownaEscape');
    const own = () => [document.cookie, { ...localStorage }, document.body.textContent];
    expect(await other.evaluate(own)).toEqual(['', {}, 'Text']);
    await one.reload();
    expect(await one.evaluate(own)).toEqual(['mine=1', { mine: '1' }, 'Text']);
    await one.close();
    const failing = other.evaluate(() => Promise.reject(new Error('A reason')));
    await expect(failing).rejects.toThrow('A reason');
  });
});
