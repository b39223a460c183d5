/** Tests that what is changed inside Playwright for Firefox's sake is needed still. */
import { expect, test } from 'vitest';
import { startBareFirefox } from './firefox.ts';

test('Playwright as it is opens no context in this Firefox; where it does, `passOverMissingCommand` can go', async () => {
  const browser = await startBareFirefox();
  const opening = browser.newContext();
  await expect(opening).rejects.toThrow('emulation.setMediaFeaturesOverride');
  await browser.close();
});
