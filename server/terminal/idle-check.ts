/** Checks a served site when the server is idle, and reports only new warnings. */

import type { ProcessHost } from '../cli/host.ts';
import type { Site } from '../site/site.ts';
import type { ProblemReporter } from './banner.ts';

/** Milliseconds without a change before a check: longer than people pause between two saves. */
const QUIET_MS = 1000;

/** The parts of an idle check. */
export interface IdleCheckOptions {
  /** Absent where nothing can be checked, as in a sealed file. */
  readonly check: ((site: Site) => Promise<readonly string[]>) | undefined;
  readonly host: Pick<ProcessHost, 'err' | 'reportError'>;
  /** Reports what is new among warnings. */
  readonly problems: ProblemReporter;
}

/** Creates the idle check of a server. */
export function createIdleCheck({ check, host, problems }: IdleCheckOptions): { soon(site: Site): void } {
  let timer: NodeJS.Timeout | undefined;
  const run = async (site: Site) => {
    const warnings = (await check?.(site)) ?? [];
    const isPartial = site.decks.some(({ errors }) => errors.length > 0);
    host.err.write(problems({ warnings, decks: [] }, isPartial));
  };
  return {
    /** Schedules a check of a site, replacing an earlier one. */
    soon(site) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        run(site).catch((error) => host.reportError(error instanceof Error ? error.message : String(error)));
      }, QUIET_MS);
      timer.unref();
    },
  };
}
