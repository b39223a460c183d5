/** What Node knows of languages, and what an image needs of it. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { withoutLanguages } from '../../../server/seal/boot/icu-data.ts';
import { createFolder } from '../../setup/folder.ts';

const folder = createFolder({ 'none/': '' });
afterAll(() => folder.remove(''));

/** Returns a program with ICU's data: items by name, each filled with the letter x. */
function programWith(names: readonly string[]): Buffer {
  const head = Buffer.alloc(32);
  head.writeUInt16LE(head.length);
  head.writeUInt16LE(0x27da, 2);
  head.write('CmnD', 12);
  const texts = names.map((name) => Buffer.from(`${name}\0`));
  const table = Buffer.alloc(4 + 8 * names.length);
  table.writeUInt32LE(names.length);
  let nameAt = table.length;
  const itemsAt = texts.reduce((sum, { length }) => sum + length, table.length);
  texts.forEach((text, i) => {
    table.writeUInt32LE(nameAt, 4 + 8 * i);
    table.writeUInt32LE(itemsAt + 4 * i, 8 + 8 * i);
    nameAt += text.length;
  });
  const items = Buffer.alloc(4 * names.length, 'x');
  // The name of the format stands in ICU's code, too.
  return Buffer.concat([Buffer.from('code CmnD code '), head, table, ...texts, items, Buffer.from('code')]);
}

/** Returns the names of the items that are emptied. */
function emptiedOf(names: readonly string[]): readonly string[] {
  const before = programWith(names);
  const after = withoutLanguages(before);
  expect(after).toHaveLength(before.length);
  const start = before.length - 4 - 4 * names.length;
  expect(after.subarray(0, start)).toEqual(before.subarray(0, start));
  return names.filter((_, i) => after.readUInt32LE(start + 4 * i) === 0);
}

test('languages but English, encodings, dictionaries and transliterations are emptied', () => {
  const kept = ['en.res', 'en_US.res', 'res_index.res', 'root.res', 'pool.res', 'supplementalData.res'];
  const rest = ['brkitr/word.brk', 'coll/root.res', 'unit/en.res', 'nfc.nrm', 'zoneinfo64.res'];
  const unused = ['de.res', 'zh_Hant_TW.res', 'unit/fr_CA.res', 'ibm-37.cnv', 'brkitr/thaidict.dict'];
  const names = [...kept, ...unused, 'translit/el_Lower.res', ...rest].map((name) => `icudt78l/${name}`);
  expect(emptiedOf(names)).toEqual([...unused, 'translit/el_Lower.res'].map((name) => `icudt78l/${name}`));
});

test('what has no such data stays as it is', () => {
  const bytes = Buffer.from('code CmnD code');
  expect(withoutLanguages(bytes)).toBe(bytes);
});

test('this Node, without them, still counts, sorts and decodes as the server does', () => {
  const node = folder.at('node');
  const whole = readFileSync(process.execPath);
  const less = withoutLanguages(whole);
  writeFileSync(node, less);
  chmodSync(node, 0o755);
  const script = `console.log(JSON.stringify([
    (1234.5).toLocaleString('en', { minimumFractionDigits: 1 }),
    ['b10', 'b9', 'ä', 'a'].sort((one, other) => one.localeCompare(other, 'en', { numeric: true })),
    new TextDecoder().decode(new Uint8Array([0xc3, 0xa4])),
    new URL('http://münchen.example/').host,
    'e\\u0301'.normalize('NFC'),
    Intl.NumberFormat.supportedLocalesOf(['en', 'de']),
  ]))`;
  const { stdout, stderr } = spawnSync(node, ['-e', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const [number, names, text, host, letter, languages] = JSON.parse(stdout);
  expect([number, names, text, host, letter]).toEqual([
    '1,234.5',
    ['a', 'ä', 'b9', 'b10'],
    'ä',
    'xn--mnchen-3ya.example',
    'é',
  ]);
  // Where a library has them, this Node has them still.
  expect(languages).toEqual(less === whole ? ['en', 'de'] : ['en']);
});
