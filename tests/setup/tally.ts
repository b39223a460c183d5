/** Counts the results in Vitest's JSON report, and lists the failures. */

/** The fields of the report that are read; it has Jest's format. */
export interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: 'passed' | 'failed';
    /** Why a file failed before its first test. */
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/** Returns the last line of a test run. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Returns the sums over all suites. A file that failed before its first test, such as one with a broken import,
 * is one failure; so is a run without failed tests that failed nonetheless, such as by an unhandled rejection.
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

/**
 * Returns the failures, each as a few lines: the file, the test, and the start of the message. A long run
 * prints them last, where a truncated log still has them.
 */
export function failures(report: Report): string[] {
  return report.testResults.flatMap((file) => {
    const tests = file.assertionResults.filter(({ status }) => status === 'failed');
    if (tests.length === 0) return file.status === 'failed' ? [failure(file.name, file.message)] : [];
    return tests.map((test) =>
      failure(`${file.name} > ${test.fullName}`, test.failureMessages?.join('\n') ?? ''),
    );
  });
}

function failure(name: string, message: string): string {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  return [`Failed: ${name}`, ...lines.slice(0, 8).map((line) => `  ${line}`)].join('\n');
}
