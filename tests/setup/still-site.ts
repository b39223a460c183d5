/** A watched site without periodic checks, so that only events of the file system trigger a load. */
import { setImmediate } from 'node:timers/promises';
import { vi } from 'vitest';
import { createLoader } from '../../server/site/loader.ts';
import type { Site } from '../../server/site/site.ts';
import { type SiteWatch, watchSite } from '../../server/site/watch/watch.ts';
import type { Files, TestFolder } from './folder.ts';
import { createSite, type TestSite } from './loading.ts';

/** The site, and operations on its files. */
export interface StillSite {
  readonly folder: TestFolder;
  /** Returns the current site. */
  readonly now: Site;
  /** Does something, and returns the site once that was noticed and everything is loaded. */
  upon(act: (folder: TestFolder) => void): Promise<Site>;
  /** Does something, and returns whether the next load is still delayed after so many milliseconds. */
  isPutOff(act: (folder: TestFolder) => void, milliseconds: number): Promise<boolean>;
  /** Returns all sites so far. */
  readonly seen: readonly Site[];
}

/** Creates such sites for one test file, each with a deck `a`; `remove` deletes them: `afterEach(remove)`. */
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
          // Either a site comes, or the load is delayed once more.
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
