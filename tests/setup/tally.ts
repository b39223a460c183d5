/** Counts what passed and failed in Vitest's JSON report, and names the failures. */

/** The parts of the report that are read; the report has Jest's form. */
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

/**
 * What failed, a text of a few lines each: the file and the test, then how its message begins. A long run prints these
 * last, where a log that was cut still has them.
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
