/** What a server with a journal tells in place of the banner and of code frames. */
import type { Journal } from '../cli/host.ts';
import { createJournal } from '../cli/journal.ts';
import { createProblemReporter, type ProblemReporter, presenterLink, type StartFacts } from './banner.ts';

/** A place at the start of a line of problems, after its kind. */
const PLACE = /^(warning|error) (.+?):(\d+):(\d+): /gm;

/** Writes that the server accepts connections, and where; the key is left out. */
export function writeReady(journal: Journal, started: StartFacts): void {
  const { version, addresses, site, key, today, milliseconds, metrics, isKeyGiven } = started;
  const { public: everywhere, network, local } = addresses;
  journal('info', 'ready', {
    version,
    addresses: [everywhere, ...network, local].filter((address) => address !== undefined),
    present: presenterLink({ addresses, site, key: undefined, today }),
    ...(metrics !== undefined && { metrics }),
    decks: site.decks.length,
    failed: site.decks.filter(({ errors }) => errors.length > 0).length,
    milliseconds: Math.round(milliseconds),
  });
  if (key !== undefined && !isKeyGiven) {
    journal('warn', 'key', { message: 'A key was made, and is not told here. Give one with LECTERN_KEY.' });
  }
}

/**
 * Creates a reporter that returns a line of JSON with the place of each new mistake. What is wrong there may quote
 * notes, and is left to `check`.
 */
export function createMistakeReporter(): ProblemReporter {
  const problems = createProblemReporter(false);
  return (site, isPartial) => {
    let lines = '';
    const journal = createJournal({ colors: false, write: (text) => (lines += text) });
    for (const [, kind, file, line, column] of problems(site, isPartial).matchAll(PLACE)) {
      const level = kind === 'error' ? 'error' : 'warn';
      journal(level, 'mistake', { file, line: Number(line), column: Number(column) });
    }
    return lines;
  };
}
