/** Tests that what is changed of Playwright for Firefox's sake is needed still. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { lendFirefox, photograph, startBareFirefox } from './firefox.ts';

test('Playwright as it is opens no context in this Firefox; where it does, `passOverMissingCommand` can go', async () => {
  const browser = await startBareFirefox();
  const opening = browser.newContext();
  await expect(opening).rejects.toThrow('emulation.setMediaFeaturesOverride');
  await browser.close();
});

test('Playwright takes no picture of a page that loads; where it does, `photograph` can go', async () => {
  const server = createServer(({ url }, response) => {
    if (url === '/')
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><p>Words<script type="module" src="never"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await lendFirefox({});
  const page = await (await browser.newContext()).newPage();
  // It listens at a port.
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'commit' });
  await page.locator('p').waitFor();
  await expect(page.screenshot({ timeout: 1_000 })).rejects.toThrow('waiting for fonts to load');
  expect((await photograph(page)).length).toBeGreaterThan(0);
  await browser.close();
  server.closeAllConnections();
  server.close();
});
