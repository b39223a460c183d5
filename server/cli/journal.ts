/**
 * The journal of a server with `--log json`: a line of JSON for each event, on standard output. What is private
 * never gets here: no key, cookie, or note, and nobody's address unless it is asked for.
 */
import type { Journal, Output, ProcessHost } from './host.ts';

/** Creates a journal that writes to an output. */
export function createJournal(out: Output): Journal {
  return (level, event, facts) =>
    out.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...facts })}\n`);
}

/** Returns the process as a server with a journal sees it: what would be text is an event. */
export function withJournal<H extends ProcessHost>(host: H, isAsked: boolean): H {
  if (!isAsked) return host;
  const journal = createJournal(host.out);
  const reportError = (message: string) => journal('error', 'error', { message });
  return {
    ...host,
    journal,
    reportError,
    err: {
      colors: false,
      write: (text) => void (text.trim() !== '' && journal('warn', 'message', { message: text.trim() })),
    },
    surviveFaults: () => host.surviveFaults(reportError),
  };
}
