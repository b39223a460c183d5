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

test('a sheet for a whole slide shows all lines of code alike, and one for a step its own', async () => {
  const { site } = await siteOf({
    'code.md': '# Code\n\n---\n\n```js [1|2]\nconst low = 1;\nconst high = 2;\n```\n',
  }).load();
  const colours = async (steps: boolean) => {
    const sheets = await openSheets(browser, site, { deck: 'code', steps });
    const found = await sheets.page.evaluate(() =>
      [...document.querySelectorAll('.pdf-page')].flatMap((sheet) =>
        [...sheet.querySelectorAll('code')]
          .filter((code) => code.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
          .map((code) => {
            const words = [...code.querySelectorAll('tr')].map((row) => row.querySelector('.hljs-keyword'));
            return words.map((word) => (word ? getComputedStyle(word).color : ''));
          }),
      ),
    );
    await sheets.close();
    return found;
  };
  const [[low, high] = [], ...others] = await colours(false);
  expect(others).toEqual([]);
  expect(low).toMatch(/rgb/);
  expect(high).toBe(low);
  const stepped = await colours(true);
  expect(stepped).toHaveLength(2);
  for (const [one, two] of stepped) expect(one).not.toBe(two);
});
