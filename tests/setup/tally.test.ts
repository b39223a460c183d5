/** Tests that the closing line of a test run counts truly. */
import { expect, test } from 'vitest';
import { type Report, tally } from './tally.ts';

function file(status: 'passed' | 'failed', ...assertions: string[]): Report['testResults'][number] {
  return { name: 'a.test.ts', status, assertionResults: assertions.map((each) => ({ status: each })) };
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
