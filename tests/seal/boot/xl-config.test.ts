/** What `xl create` reads. */
import { expect, test } from 'vitest';
import { xlConfig } from '../../../server/seal/boot/xl-config.ts';

test('a title on several lines stays a comment', () => {
  const lines = xlConfig('A talk\nmemory = 1').split('\n');
  expect(lines[0]).toBe(
    '# A talk memory = 1: a talk as a guest of Xen. In this folder: xl create -c lectern.cfg',
  );
  expect(lines.filter((line) => line.startsWith('memory'))).toEqual(['memory = 320']);
});
