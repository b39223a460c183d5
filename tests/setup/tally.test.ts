/** Tests that the closing lines of a test run count truly and name what failed. */
import { expect, test } from 'vitest';
import { failures, type Report, tally } from './tally.ts';

function file(status: 'passed' | 'failed', ...assertions: string[]): Report['testResults'][number] {
  return {
    name: 'a.test.ts',
    status,
    message: status === 'failed' ? 'Cannot find module' : '',
    assertionResults: assertions.map((each, index) => ({
      status: each,
      fullName: `does ${index}`,
      failureMessages: each === 'failed' ? ['Error: expected 1\n    at here'] : [],
    })),
  };
}

test('sums the tests of all files', () => {
  const report = { testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')] };
  expect(tally(report, true)).toEqual({ passed: 3, failed: 1 });
});

test('counts a file that fails before its first test', () => {
  expect(tally({ testResults: [file('failed')] }, true)).toEqual({ passed: 0, failed: 1 });
});

test('counts a run that fails although no test does', () => {
  expect(tally({ testResults: [file('passed', 'passed')] }, true)).toEqual({ passed: 1, failed: 1 });
});

test('counts a skipped test as neither', () => {
  expect(tally({ testResults: [file('passed', 'passed', 'skipped', 'todo')] }, false)).toEqual({
    passed: 1,
    failed: 0,
  });
});

test('names each test that failed, with its message', () => {
  const report = { testResults: [file('passed', 'passed'), file('failed', 'passed', 'failed', 'skipped')] };
  expect(failures(report)).toEqual(['Failed: a.test.ts > does 1\n  Error: expected 1\n      at here']);
});

test('names a file that fails before its first test', () => {
  expect(failures({ testResults: [file('failed')] })).toEqual(['Failed: a.test.ts\n  Cannot find module']);
});
