/** Bytes as text and back. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { fromAscii, toAscii } from '../../server/sealed/ascii.ts';

test('the example of the specification is written as it says', () => {
  const bytes = Buffer.from([0x86, 0x4f, 0xd2, 0x6f, 0xb5, 0x59, 0xf7, 0x5b]);
  expect(toAscii(bytes)).toBe('HelloWorld');
  expect(fromAscii('HelloWorld')).toEqual(bytes);
});

test('any bytes come back, whatever their number', () => {
  for (let length = 0; length < 40; length++) {
    for (const bytes of [randomBytes(length), Buffer.alloc(length), Buffer.alloc(length, 255)]) {
      const text = toAscii(bytes);
      expect(text).toMatch(/^[\w.\-:+=^!/*?&<>()[\]{}@%$#]*$/);
      expect(text.length).toBe(Math.ceil((length * 5) / 4));
      expect(fromAscii(text)).toEqual(bytes);
    }
  }
});
