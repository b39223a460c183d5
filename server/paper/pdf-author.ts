/** Adds the author to a PDF, which Chromium omits. */

/** Encodes a text string: UTF-16 with its byte order mark, in hexadecimal (ISO 32000-1, 7.9.2.2). */
function textString(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) =>
    text.charCodeAt(i).toString(16).padStart(4, '0'),
  );
  return `<feff${units.join('')}>`;
}

/**
 * Adds the author to the document information by an incremental update (ISO 32000-1, 7.5.6): a new version of
 * one object and of the trailer, appended to the unchanged file. Works for the output of Chromium (Skia): a
 * textual cross-reference table, and an information dictionary without nested ones. Anything else is returned
 * unchanged.
 */
export function withAuthor(pdf: Uint8Array, author: string): Uint8Array {
  if (author === '') return pdf;
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const end = /trailer\s*<<([^<>]*)>>\s*startxref\s*(\d+)\s*%%EOF\s*$/.exec(text);
  const [, entries = '', table = ''] = end ?? [];
  const number = /\/Info (\d+) 0 R/.exec(entries)?.[1];
  const size = /\/Size (\d+)/.exec(entries)?.[0];
  const root = /\/Root \d+ 0 R/.exec(entries)?.[0];
  const facts = new RegExp(`(?:^|\\n)${number} 0 obj\\s*<<([\\s\\S]*?)>>\\s*endobj`).exec(text)?.[1];
  if (number === undefined || size === undefined || root === undefined || facts === undefined) return pdf;

  const object = `${number} 0 obj\n<<${facts}\n/Author ${textString(author)}>>\nendobj\n`;
  const place = String(pdf.length).padStart(10, '0');
  const update = [
    object,
    `xref\n${number} 1\n${place} 00000 n \n`,
    `trailer\n<<${size}\n${root}\n/Info ${number} 0 R\n/Prev ${table}>>\n`,
    `startxref\n${pdf.length + object.length}\n%%EOF\n`,
  ];
  return Buffer.concat([pdf, Buffer.from(update.join(''), 'latin1')]);
}
