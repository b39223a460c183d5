/**
 * Empties what Node knows of languages and old encodings: the server speaks English and UTF-8, and this is a third of
 * Node, which the kernel unpacks before anything starts.
 */

/** The head of ICU's data, in Node or a library of its (ICU's `ucmndata.h` and `udata.h`), and the places of its fields. */
const FORMAT = 'CmnD';
const FORMAT_AT = 12;
const MARK = 0x27da;
const MARK_AT = 2;

/** The table behind the head: how many items there are, then the places of each one's name and of its bytes. */
const COUNT_BYTES = 4;
const ENTRY_BYTES = 8;

/** Encodings, dictionaries for line breaks, transliterations, and what is named by a language: `de.res`, `unit/zh_Hant.res`. */
const UNUSED = /\.(?:cnv|dict)$|\/translit\/|\/(?!en[._]|res_index)[a-z]{2,3}(?:_\w+)?\.res$/;

/**
 * Returns a program or library with the unused items of ICU's data filled with zeros; the same bytes where there is no
 * such data. ICU takes such an item for one that is missing, and the language for one that it does not have.
 */
export function withoutLanguages(bytes: Buffer): Buffer {
  const start = dataIn(bytes);
  if (start === undefined) return bytes;
  const table = start + bytes.readUInt16LE(start);
  const count = bytes.readUInt32LE(table);
  const entry = (i: number) => table + COUNT_BYTES + i * ENTRY_BYTES;
  const nameAt = (i: number) => table + bytes.readUInt32LE(entry(i));
  const bytesAt = (i: number) => table + bytes.readUInt32LE(entry(i) + 4);
  const emptied = Buffer.from(bytes);
  // Not the last, whose end nothing states.
  for (let i = 0; i < count - 1; i++) {
    const name = bytes.toString('latin1', nameAt(i), bytes.indexOf(0, nameAt(i)));
    if (UNUSED.test(name)) emptied.fill(0, bytesAt(i), bytesAt(i + 1));
  }
  return emptied;
}

/** Returns where ICU's data begins. */
function dataIn(bytes: Buffer): number | undefined {
  for (let at = bytes.indexOf(FORMAT); at !== -1; at = bytes.indexOf(FORMAT, at + 1)) {
    const start = at - FORMAT_AT;
    if (start >= 0 && bytes.readUInt16LE(start + MARK_AT) === MARK) return start;
  }
  return undefined;
}
