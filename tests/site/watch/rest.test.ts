/** A watched site comes to rest: whatever happens right after a save, nothing is loaded again and again. */
import { renameSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { createLoader } from '../../../server/site/loader.ts';
import type { Site } from '../../../server/site/site.ts';
import { type SiteWatch, watchSite } from '../../../server/site/watch/watch.ts';
import type { TestFolder } from '../../setup/folder.ts';
import { createSite, type TestSite, textAt } from '../../setup/loading.ts';

/** Milliseconds in which a site that is loaded again and again would be loaded some five times. */
const WHILE_MS = 1500;

const open: { readonly site: TestSite; readonly watch: SiteWatch }[] = [];
afterEach(() => {
  for (const { site, watch } of open.splice(0)) {
    watch.close();
    site.remove();
  }
});

/**
 * What came of a site of two decks whose second was saved, and then something happened to it at once. `told` is called
 * with each failure.
 */
async function afterSave(
  happens: (folder: TestFolder) => void,
  told: (folder: TestFolder, failure: string) => void = () => {},
) {
  const site = createSite({ 'a.md': '# A', 'b/deck.md': '# B' });
  await site.load();
  const events: (Site | string)[] = [];
  let heard = () => {};
  const tell = (event: Site | string) => {
    events.push(event);
    heard();
  };
  const failed = (failure: string) => {
    tell(failure);
    told(site.folder, failure);
  };
  const watch = watchSite(site.options, createLoader(site.options), { changed: tell, failed });
  open.push({ site, watch });
  const until = async (isWanted: (event: Site | string) => boolean) => {
    for (let at = events.length; !events.slice(at).some(isWanted); ) {
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
  };
  // The first look, which finds nothing new.
  await until(() => true);
  site.folder.write({ 'b/deck.md': '# Saved' });
  await until((event) => typeof event !== 'string' && textAt(event, '/b/').includes('Saved'));
  const before = events.length;
  happens(site.folder);
  await until(() => true);
  await setTimeout(WHILE_MS);
  return { events: events.slice(before), last: events.at(-1) };
}

test.each<readonly [what: string, happens: (folder: TestFolder) => void]>([
  ['removed', (folder) => folder.remove('b')],
  ['renamed', (folder) => renameSync(folder.at('b'), folder.at('c'))],
])('a deck that is %s right after it was saved leaves nothing to do', async (_, happens) => {
  const { events, last } = await afterSave(happens);
  // One that shows it, and one for what was put off.
  expect(events.length).toBeLessThanOrEqual(2);
  expect(typeof last !== 'string' && last?.resources.has('/b/')).toBe(false);
});

test('a site that cannot be loaded right after a save is told of once', async () => {
  const { events } = await afterSave((folder) => folder.write({ 'site.yml': '- a list' }));
  expect(events).toEqual(['site.yml must be a mapping: lines such as `title: My talks`.']);
});

test('nor again and again where what is told goes to a file beside the decks', async () => {
  let log = '';
  const { events } = await afterSave(
    (folder) => folder.write({ 'site.yml': '- a list' }),
    (folder, failure) => {
      log += `${failure}\n`;
      folder.write({ 'server.log': log });
    },
  );
  expect(events).toHaveLength(1);
});
