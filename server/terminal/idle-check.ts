/** Checks a site that is served, when nobody waits for anything, and tells only what is new. */

import type { ProcessHost } from '../cli/host.ts';
import type { Site } from '../site/site.ts';
import type { Problems } from './banner.ts';

/** Milliseconds without a change after which a site is checked: longer than people pause between two saves. */
const QUIET_MS = 1000;

/** What checks, and how it is told. */
export interface QuietCheckOptions {
  /** Absent where nothing can be checked, as in a sealed file. */
  readonly check: ((site: Site) => Promise<readonly string[]>) | undefined;
  readonly host: Pick<ProcessHost, 'err' | 'complain'>;
  /** Words of what is new among some warnings. */
  readonly problems: Problems;
}

/** Creates the check of one server. */
export function createQuietCheck({ check, host, problems }: QuietCheckOptions): { soon(site: Site): void } {
  let timer: NodeJS.Timeout | undefined;
  const run = async (site: Site) => {
    const warnings = (await check?.(site)) ?? [];
    const isPartial = site.decks.some(({ errors }) => errors.length > 0);
    host.err.write(problems({ warnings, decks: [] }, isPartial));
  };
  return {
    /** Checks a site after a while, unless another one comes before. */
    soon(site) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        run(site).catch((error) => host.complain(error instanceof Error ? error.message : String(error)));
      }, QUIET_MS);
      timer.unref();
    },
  };
}
