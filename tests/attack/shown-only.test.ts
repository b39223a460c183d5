/** What a visitor of a `shown-only` talk tries. */
import { expect, test } from 'vitest';
import { attackShownOnly } from './shown-only.ts';

/** Thousands of requests, while other tests run; in milliseconds. */
const PATIENCE = 90_000;

test('a visitor reads nothing that was not shown, and costs no memory', { timeout: PATIENCE }, async () => {
  expect(await attackShownOnly()).toEqual([]);
});
