/** Counts what passed and failed in Vitest's JSON report. */

/** The parts of the report that are read; the report has Jest's form. */
export interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: 'passed' | 'failed';
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** What the last line of a test run says. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/**
 * All suites summed. A file that failed before its first test, such as one with a broken import, is one failure;
 * so is a run that failed although no test did, such as one with an unhandled rejection.
 */
export function tally(report: Report, runFailed: boolean): Tally {
  let passed = 0;
  let failed = 0;
  for (const file of report.testResults) {
    const failures = file.assertionResults.filter(({ status }) => status === 'failed').length;
    passed += file.assertionResults.filter(({ status }) => status === 'passed').length;
    failed += failures === 0 && file.status === 'failed' ? 1 : failures;
  }
  return { passed, failed: failed === 0 && runFailed ? 1 : failed };
}
