/** Bytes in a comment, and back. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { bodiesIn, fromTail, toTail } from '../../server/sealed/tail.ts';

const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
const separators = Buffer.from('a\u2028b\u2029c\r\nd\ve\u0085', 'utf8');

test.each([all, separators, Buffer.alloc(0), Buffer.alloc(100, 0x1a), randomBytes(10_000)])(
  'any bytes come back',
  (bytes) => {
    expect(fromTail(toTail(bytes))).toEqual(bytes);
  },
);

test('nothing of them ends a comment', () => {
  const text = Buffer.concat([all, separators, randomBytes(100_000)]);
  // Node decodes a module as UTF-8, with a sign in place of what is none.
  const decoded = new TextDecoder().decode(toTail(text));
  expect(decoded).not.toMatch(/[\n\r\u2028\u2029]/);
  expect(new Function(`return 1; //${decoded}`)()).toBe(1);
});

test('bodies are found from the end of the file', () => {
  const [one, other] = [toTail(Buffer.from('one\n')), toTail(Buffer.from('other'))];
  const file = Buffer.concat([Buffer.from('code\n//'), one, other]);
  const ends = [one.length, one.length + other.length];
  const body = bodiesIn(file, ends);
  expect([body(0).toString(), body(1).toString()]).toEqual(['one\n', 'other']);
  expect(() => bodiesIn(Buffer.concat([file, Buffer.from('\n')]), ends)).toThrow(
    'This file is not as it was built. Copy it again, as a binary file.',
  );
});
