/** Test files that take long, each with the share of its run that it may take. Shares may only shrink. */
import type { Durations } from './durations.reporter.ts';

/** What a file may take that is not in the list: some 20 s of a run on two quiet cores. */
const USUAL = 0.025;

/** Machines differ, and so do runs on one of them. */
const GENEROUS = 1.5;

/** By file: first those of the run of browser tests, then those of the others' run. */
export const SHARES: Durations = {
  'tests/browser/backgrounds.test.ts': 0.035,
  'tests/browser/check-render.test.ts': 0.07,
  'tests/browser/clickers.test.ts': 0.035,
  'tests/browser/deck-page.test.ts': 0.05,
  'tests/browser/dev.test.ts': 0.04,
  'tests/browser/diagram-kinds.test.ts': 0.04,
  'tests/browser/engines/deck.test.ts': 0.06,
  'tests/browser/engines/looks.test.ts': 0.035,
  'tests/browser/engines/talk.test.ts': 0.05,
  'tests/browser/layouts.test.ts': 0.055,
  'tests/browser/lectern.test.ts': 0.035,
  'tests/browser/letters.test.ts': 0.03,
  'tests/browser/offline.test.ts': 0.05,
  'tests/browser/pdf.test.ts': 0.03,
  'tests/browser/themes.test.ts': 0.055,

  'tests/attack/lost-steps.test.ts': 0.03,
  'tests/auth/locked-out.test.ts': 0.04,
  'tests/check/rules.test.ts': 0.035,
  'tests/commands/build-static.test.ts': 0.04,
  'tests/commands/build.test.ts': 0.045,
  'tests/compiler/compiler.test.ts': 0.06,
  'tests/contract/contract.test.ts': 0.055,
  'tests/corpus/words.test.ts': 0.06,
  'tests/launch.test.ts': 0.035,
  'tests/live/log/file-log.test.ts': 0.035,
  'tests/packed.test.ts': 0.035,
  'tests/redis/many.test.ts': 0.06,
  'tests/seal/program/make-program.test.ts': 0.035,
  'tests/sealed/run-sealed.test.ts': 0.03,
  'tests/serve/talk-goes-on.test.ts': 0.055,
};

/**
 * Sentences on files that take a larger share of their run than they may. They warn and fail nothing: what else a machine
 * does falls on whichever file runs meanwhile, and a failure that the next run does not have teaches to look away.
 */
export function slowFiles(durations: Durations): string[] {
  const whole = Object.values(durations).reduce((all, one) => all + one, 0);
  return Object.entries(durations)
    .filter(([file, took]) => took > whole * limitOf(file) * GENEROUS)
    .map(
      ([file, took]) =>
        `Slow: ${file} took ${Math.round(took / 1000)} s, ${percent(took / whole)} of its run, where tests/setup/slow.ts allows ${percent(limitOf(file))}.`,
    );
}

function limitOf(file: string): number {
  return (Object.hasOwn(SHARES, file) ? SHARES[file] : undefined) ?? USUAL;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
