/**
 * A watched site in which time stands still, but for what is due when nothing happens: so nothing but an event of the
 * system brings a new one.
 */
import { setImmediate } from 'node:timers/promises';
import { vi } from 'vitest';
import { createLoader } from '../../server/site/loader.ts';
import type { Site } from '../../server/site/site.ts';
import { type SiteWatch, watchSite } from '../../server/site/watch/watch.ts';
import type { Files, TestFolder } from './folder.ts';
import { createSite, type TestSite } from './loading.ts';

/** The site, and what can be done to its files. */
export interface StillSite {
  readonly folder: TestFolder;
  /** The site as it is now. */
  readonly now: Site;
  /** Does something, and answers the site once that was noticed and there is nothing more to do. */
  upon(act: (folder: TestFolder) => void): Promise<Site>;
  /** Does something, and answers whether so many milliseconds after it was noticed the next load is still put off. */
  isPutOff(act: (folder: TestFolder) => void, milliseconds: number): Promise<boolean>;
  /** All sites that came so far. */
  readonly seen: readonly Site[];
}

/** Makes such sites for one test file, each with a deck `a`; `remove` takes them away again: `afterEach(remove)`. */
export function stillSites(): {
  readonly still: (files: Files, path: string) => Promise<StillSite>;
  readonly remove: () => void;
} {
  const open: { readonly site: TestSite; readonly watch: SiteWatch }[] = [];
  return {
    async still(files, path) {
      const site = createSite(files);
      const { folder } = site;
      const options = { ...site.options, path: folder.at(path), encodes: false };
      const seen = [(await site.load(options)).site];
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const watch = watchSite(options, createLoader(options), {
        changed: (next) => seen.push(next),
        failed(reason) {
          throw new Error(reason);
        },
      });
      open.push({ site, watch });
      const noticed = async () => {
        while (vi.getTimerCount() === 0) await setImmediate();
      };
      const settle = async () => {
        while (vi.getTimerCount() > 0) {
          const before = seen.length;
          vi.runOnlyPendingTimers();
          // Either a site comes, or something is put off once more.
          while (seen.length === before && vi.getTimerCount() === 0) await setImmediate();
        }
      };
      watch.openInDev('a');
      await settle();
      return {
        folder,
        seen,
        get now() {
          return lastOf(seen);
        },
        async upon(act) {
          act(folder);
          await noticed();
          await settle();
          return lastOf(seen);
        },
        async isPutOff(act, milliseconds) {
          act(folder);
          await noticed();
          vi.advanceTimersByTime(milliseconds);
          return vi.getTimerCount() > 0;
        },
      };
    },
    remove() {
      vi.useRealTimers();
      for (const { site, watch } of open.splice(0)) {
        watch.close();
        site.remove();
      }
    },
  };
}

function lastOf(sites: readonly Site[]): Site {
  const last = sites.at(-1);
  if (!last) throw new Error('The first load has brought a site.');
  return last;
}
