/** Sheets of a deck whose pictures are elsewhere: a host that gives no answer does not keep them from paper. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openSheets } from '../../server/paper/sheets.ts';
import { siteMaker } from '../setup/loading.ts';
import { lendChromium } from './chromium.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

let browser: Browser;
let silent: Server;
beforeAll(async () => {
  silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  browser = await lendChromium();
});
afterAll(async () => {
  await browser?.close();
  silent?.closeAllConnections();
  silent?.close();
});

test('what has no answer is done without', async () => {
  // A TCP server's address has a port.
  const { port } = silent.address() as AddressInfo;
  const away = `http://127.0.0.1:${port}/away.png`;
  const open = browser.newContext.bind(browser);
  vi.spyOn(browser, 'newContext').mockImplementation(async (options) => {
    const context = await open(options);
    // Chromium itself would refuse pages what is on this machine.
    await context.route(away, () => undefined);
    return context;
  });
  const { site } = await siteOf({ 'slow.md': `# Slow\n\n![Away](${away})\n\n---\n\n## Two` }).load();
  const sheets = await openSheets(browser, site, { deck: 'slow', steps: false, timeout: 1_000 });
  expect(sheets.count).toBe(2);
  await sheets.close();
});
