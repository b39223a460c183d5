/** Adding the author to a PDF, by an update behind what is there. */
import { expect, test } from 'vitest';
import { withAuthor } from '../../server/paper/pdf-author.ts';

/** As Chromium writes one, as far as it matters. */
const pdf = [
  '%PDF-1.4\n',
  '1 0 obj\n<</Title (A \\(b\\))\n/Producer (Skia/PDF)>>\nendobj\n',
  '2 0 obj\n<</Type /Catalog>>\nendobj\n',
  'xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000070 00000 n \n',
  'trailer\n<</Size 3\n/Root 2 0 R\n/Info 1 0 R>>\nstartxref\n109\n%%EOF\n',
].join('');

const author = (text: string, name: string) =>
  Buffer.from(withAuthor(Buffer.from(text, 'latin1'), name)).toString('latin1');

test('what is there stays, and a newer copy of the facts follows', () => {
  const place = String(pdf.length).padStart(10, '0');
  const object =
    '1 0 obj\n<</Title (A \\(b\\))\n/Producer (Skia/PDF)\n/Author <feff004b00e40020d83dde00>>>\nendobj\n';
  expect(author(pdf, 'Kä 😀')).toBe(
    `${pdf}${object}xref\n1 1\n${place} 00000 n \ntrailer\n<</Size 3\n/Root 2 0 R\n/Info 1 0 R\n/Prev 109>>\n` +
      `startxref\n${pdf.length + object.length}\n%%EOF\n`,
  );
});

test.each([
  ['nobody', pdf, ''],
  ['a file with its objects in streams', pdf.replace('trailer', 'stream '), 'Ada'],
  ['a file without facts', pdf.replace('/Info 1 0 R', ''), 'Ada'],
  ['a file whose facts are elsewhere', pdf.replace('/Info 1 0 R', '/Info 7 0 R'), 'Ada'],
])('%s leaves it as it is', (_, text, name) => {
  expect(author(text, name)).toBe(text);
});
