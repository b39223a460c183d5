/** Which bytes are which text. */
import { expect, test } from 'vitest';
import { decodeText } from '../../server/files/decode-text.ts';

const TEXT = '# Grüße\n\n中文 😀';

function utf16(text: string, order: 'LE' | 'BE'): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'LE' ? bytes : bytes.swap16();
}

function utf32(text: string, order: 'LE' | 'BE'): Buffer {
  const bytes = Buffer.concat(
    [...text].map((character) => {
      const four = Buffer.alloc(4);
      four.writeUInt32LE(character.codePointAt(0) ?? 0);
      return four;
    }),
  );
  return order === 'LE' ? bytes : bytes.swap32();
}

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
  ['UTF-16 as Windows writes it', utf16(`\uFEFF${TEXT}`, 'LE')],
  ['UTF-16 the other way round', utf16(`\uFEFF${TEXT}`, 'BE')],
  ['UTF-16 without a mark', utf16(TEXT, 'LE')],
  ['UTF-16 without a mark, the other way round', utf16(TEXT, 'BE')],
  ['UTF-32', utf32(TEXT, 'LE')],
  ['UTF-32 with a byte order mark', utf32(`\uFEFF${TEXT}`, 'LE')],
  ['UTF-32 the other way round', utf32(TEXT, 'BE')],
  ['UTF-32 the other way round with a byte order mark', utf32(`\uFEFF${TEXT}`, 'BE')],
])('%s is read', (_, bytes) => {
  expect(decodeText(bytes)).toEqual({ text: TEXT });
});

test.each(['LE', 'BE'] as const)(
  'UTF-16 without a mark that begins with another script is read (%s)',
  (order) => {
    expect(decodeText(utf16('中文\n\nĀ　中', order))).toEqual({ text: '中文\n\nĀ　中' });
  },
);

test.each(['\0# A\n\nb\n', '# A\n\0Note: b\n', '# A\n\0Note: b\n\n'])(
  'a NUL in UTF-8 stays one: %j',
  (text) => {
    expect(decodeText(Buffer.from(text))).toEqual({ text });
  },
);

test.each([0, 1])('a file of %i bytes is read', (length) => {
  expect(decodeText(Buffer.from('a'.repeat(length)))).toEqual({ text: 'a'.repeat(length) });
});

test('what is not UTF-8 is read as Windows-1252, in its own lines alone', () => {
  const bytes = Buffer.concat([
    Buffer.from('# Grün\n'),
    Buffer.from('größe € “x”\n', 'latin1'),
    Buffer.from('schön'),
  ]);
  expect(decodeText(bytes)).toMatchObject({ misreadLine: 2 });
  expect(decodeText(Buffer.from('ok\ngr\xfc\xdfe \x80', 'latin1'))).toEqual({
    text: 'ok\ngrüße €',
    misreadLine: 2,
  });
});

test('a character that stands for what could not be read is one like others', () => {
  expect(decodeText(Buffer.from('\uFFFD'))).toEqual({ text: '\uFFFD' });
});
