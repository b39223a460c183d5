/** What `xl create` reads. */
import { expect, test } from 'vitest';
import { memoryFor, xlConfig } from '../../../server/seal/boot/xl-config.ts';

test('a title on several lines stays a comment', () => {
  const lines = xlConfig({ title: 'A talk\nmemory = 1', memory: 320, folder: '/srv/talk' }).split('\n');
  expect(lines[0]).toBe(
    '# A talk memory = 1: a talk as a guest of Xen. In this folder: xl create -c lectern.cfg',
  );
  expect(lines.filter((line) => line.startsWith('memory'))).toEqual(['memory = 320']);
  expect(lines).toContain('kernel = "/srv/talk/vmlinuz"');
});

test.each([
  [500_000, 320],
  [5 * 2 ** 20, 320],
  [25 * 2 ** 20, 380],
])('a sealed file of %i bytes needs %i MiB', (bytes, memory) => {
  expect(memoryFor(bytes)).toBe(memory);
});
