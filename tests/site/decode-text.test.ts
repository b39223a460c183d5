/** Which bytes are which text. */
import { expect, test } from 'vitest';
import { decodeText } from '../../server/site/decode-text.ts';

const TEXT = '# Grüße\n\n中文 😀';

function utf16(text: string, order: 'LE' | 'BE'): Buffer {
  const bytes = Buffer.from(text, 'utf16le');
  return order === 'LE' ? bytes : bytes.swap16();
}

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
  ['UTF-16 as Windows writes it', utf16(`\uFEFF${TEXT}`, 'LE')],
  ['UTF-16 the other way round', utf16(`\uFEFF${TEXT}`, 'BE')],
  ['UTF-16 without a mark', utf16(TEXT, 'LE')],
  ['UTF-16 without a mark, the other way round', utf16(TEXT, 'BE')],
])('%s is read', (_, bytes) => {
  expect(decodeText(bytes)).toEqual({ text: TEXT });
});

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
