/** What a running server writes: for people, or the journal of `--log json`. Loaded once the port is open. */
import type { Output, ProcessHost } from '../cli/host.ts';
import type { ProblemReporter, StartFacts } from './banner.ts';

/** The server's side of the terminal. */
export interface Terminal {
  /** Says that the server accepts connections, and where. */
  ready(facts: StartFacts): void;
  /** Creates a reporter of problems, whose texts are for `problemsOut`. */
  createProblems(): ProblemReporter;
  readonly problemsOut: Output;
}

/** Returns the terminal of a server. */
export async function openTerminal({ journal, out, err, booted }: ProcessHost): Promise<Terminal> {
  if (journal) {
    const { createMistakeReporter, writeReady } = await import('./journal-reports.ts');
    return {
      ready: (facts) => writeReady(journal, facts),
      createProblems: createMistakeReporter,
      problemsOut: out,
    };
  }
  const { banner, createProblemReporter } = await import('./banner.ts');
  return {
    ready: (facts) => out.write(banner({ ...facts, colors: out.colors, isConsole: booted !== undefined })),
    createProblems: () => createProblemReporter(err.colors),
    problemsOut: err,
  };
}
