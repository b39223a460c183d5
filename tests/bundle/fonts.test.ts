/** Fonts cut down: exactly the characters asked for, the same bytes every time, and stand-ins of the same measures. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fontverter from 'fontverter';
import subsetFont from 'subset-font';
import { expect, test } from 'vitest';
import { type Face, revealFaces } from '../../server/bundle/fonts/faces.ts';
import { ownFaces } from '../../server/bundle/fonts/family-faces.ts';
import { readMetrics } from '../../server/bundle/fonts/sfnt.ts';
import { type FontFile, fontFaceCss, subsetFaces } from '../../server/bundle/fonts/subset.ts';
import { createFolder } from '../setup/folder.ts';

const { resolve } = createRequire(import.meta.url);

/** What every face carries: list and slide numbers are not in the text. */
const ALWAYS = ' \u00a0-./0123456789';

function faceOf(theme: string, index: number): Face {
  const face = revealFaces[theme]?.[index];
  if (face === undefined) throw new Error(`${theme} has no face ${index}`);
  return face;
}

const allFaces = [...new Set([...Object.values(ownFaces).flat(), ...Object.values(revealFaces).flat()])];
const lato = faceOf('league', 0);
const leagueGothic = faceOf('league', 1);
const openSans = faceOf('night', 0);

async function charactersOf({ bytes }: FontFile): Promise<string> {
  const { characters } = readMetrics(await fontverter.convert(Buffer.from(bytes), 'sfnt', 'woff2'));
  return String.fromCodePoint(...[...characters].sort((a, b) => a - b));
}

function sorted(text: string): string {
  return [...new Set(text)].sort().join('');
}

test('a file has the characters asked for and those of numbering, no others', async () => {
  const [file, ...others] = await subsetFaces([lato], 'Hello, wörld');
  expect(others).toEqual([]);
  expect(file && (await charactersOf(file))).toBe(sorted(`Hello, wörld${ALWAYS}`));
});

test('a file is a fraction of the whole font', async () => {
  const [file] = await subsetFaces([lato], 'Hello, wörld');
  const whole = readFileSync(resolve('@fontsource/lato/files/lato-latin-400-normal.woff2'));
  expect(file?.bytes.length).toBeLessThan(whole.length / 5);
});

test('the letters, digits and signs of an English talk take 9 kB a face, and 14 kB where two weights are in one', async () => {
  const ascii = String.fromCharCode(...Array.from({ length: 0x7f - 0x20 }, (_, i) => 0x20 + i));
  const files = await subsetFaces(allFaces, `${ascii}–—“”‘’…`);
  for (const { name, bytes, face } of files) {
    expect(bytes.length, name).toBeLessThanOrEqual(typeof face.weight === 'number' ? 9_000 : 14_000);
  }
});

test('the same input gives the same bytes and names', async () => {
  const [one, two] = await Promise.all([
    subsetFaces(ownFaces.lectern, 'Same'),
    subsetFaces(ownFaces.lectern, new Set('emaS')),
  ]);
  expect(one).toEqual(two);
  expect(one.map(({ name }) => name.replace(/\.[0-9a-f]{10}\./, '.#.'))).toEqual([
    'atkinson-hyperlegible-next-400-700-latin.#.woff2',
    'atkinson-hyperlegible-mono-400-700-latin.#.woff2',
    'atkinson-hyperlegible-next-400-700i-latin.#.woff2',
    'atkinson-hyperlegible-mono-400-700i-latin.#.woff2',
  ]);
});

test('other characters give another name', async () => {
  const [[one], [two]] = await Promise.all([subsetFaces([lato], 'one'), subsetFaces([lato], 'two')]);
  expect(one?.name).not.toBe(two?.name);
});

test('characters of several scripts come in files of disjoint ranges', async () => {
  const files = await subsetFaces([openSans], 'aЖλ');
  expect(files.map(({ name, unicodeRange }) => [name.split('.')[0], unicodeRange])).toEqual([
    ['open-sans-400-latin', 'U+20,U+2D-39,U+61,U+A0'],
    ['open-sans-400-cyrillic', 'U+416'],
    ['open-sans-400-greek', 'U+3BB'],
  ]);
  expect(files.map(({ fallback }) => fallback !== '')).toEqual([true, false, false]);
});

test('a character that no file has is left out', async () => {
  const files = await subsetFaces([lato], 'a漢😀\n');
  expect(await Promise.all(files.map(charactersOf))).toEqual([sorted(`a${ALWAYS}`)]);
});

test('a face that shows capitals has them', async () => {
  const [file] = await subsetFaces([leagueGothic], 'aß');
  expect(file && (await charactersOf(file))).toBe(sorted(`aßAS${ALWAYS}`));
});

test('a face without characters has no file', async () => {
  const files = await subsetFaces([lato, leagueGothic], (face) => (face === lato ? 'a' : ''));
  expect(files.map(({ face }) => face)).toEqual([lato]);
});

test('the rules lead to the files and swap', async () => {
  const files = await subsetFaces([lato], 'a');
  const [rule] = fontFaceCss(files, '../_/').split('}');
  expect(rule).toBe(
    `@font-face{font-family:"Lato";font-weight:400;font-display:swap;src:url(../_/${files[0]?.name})format("woff2")`,
  );
});

test('a variable face has a stand-in for regular and one for bold', async () => {
  const [file] = await subsetFaces(ownFaces.lectern.slice(0, 1), 'a');
  const rules = file?.fallback.split('}').filter(Boolean) ?? [];
  expect(rules.map((rule) => /font-weight:[^;]+;src:local\("[^"]+"\)/.exec(rule)?.[0])).toEqual([
    'font-weight:400 549;src:local("Arial")',
    'font-weight:550 700;src:local("Arial Bold")',
  ]);
});

test('every face has its file, and stand-ins with the measures of a text font', async () => {
  const files = await subsetFaces(allFaces, 'a');
  expect(files.map(({ face }) => face)).toEqual(allFaces);
  for (const { name, fallback, face } of files) {
    for (const rule of fallback.split('}').filter(Boolean)) {
      const value = (property: string): number =>
        Number(new RegExp(`[;{]${property}:([\\d.]+)%`).exec(rule)?.[1] ?? Number.NaN);
      const [least, most] = face.family === 'League Gothic' ? [50, 70] : [80, 125];
      expect(value('size-adjust'), name).toBeGreaterThan(least);
      expect(value('size-adjust'), name).toBeLessThan(most);
      // Ascent and descent together are the line's natural height, in ems of the web font.
      const height = ((value('ascent-override') + value('descent-override')) * value('size-adjust')) / 10_000;
      expect(height, name).toBeGreaterThan(0.95);
      expect(height, name).toBeLessThan(1.8);
      expect(value('line-gap-override'), name).toBeLessThan(50);
    }
  }
});

test('widths are those of their own table, whatever the outlines are', async () => {
  const file = resolve('@fontsource/lato/files/lato-latin-400-normal.woff2');
  const sfnt = await fontverter.convert(readFileSync(file), 'sfnt', 'woff2');
  const cut = await subsetFont(sfnt, 'Wi ', { targetFormat: 'truetype' });
  const whole = readMetrics(sfnt);
  // Outlines are last in the file.
  const metrics = readMetrics(cut.subarray(0, cut.length - 200));
  for (const letter of 'Wi ') {
    const code = letter.charCodeAt(0);
    expect(metrics.advance(code)).toBe(whole.advance(code));
    expect(metrics.advance(code)).toBeGreaterThan(0);
  }
  expect(metrics.advance(0x41)).toBeUndefined();
});

test('a file that cannot be cut is sent whole, and says why', async () => {
  const broken = createFolder({ 'Broken.woff2': 'no font' });
  const face = { ...lato, source: { specifier: broken.at('Broken.woff2') } };
  const [file, ...others] = await subsetFaces([face], 'Hello');
  broken.remove('');
  expect(others).toEqual([]);
  expect(file).toMatchObject({ uncut: expect.stringMatching(/^Broken\.woff2: ./), fallback: '' });
  expect(Buffer.from(file?.bytes ?? []).toString()).toBe('no font');
});
