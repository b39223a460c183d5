/** Subsets fonts to the characters of a deck, and writes the `@font-face` rules for them. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { type Face, isMono } from './faces.ts';
import { fallbackRule, fallbackWeights } from './fallback.ts';
import { convertInThread, FontThreadEnded, subsetInThread } from './font-threads.ts';
import { readMetrics } from './sfnt.ts';
import { formatRange, rangeTest } from './unicode-range.ts';

/** A WOFF2 file, ready to publish. */
export interface FontFile {
  /** `lato-400i-latin.<hash>.woff2`; the hash is of the content. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly face: Face;
  /** The characters that it is for, as `unicode-range`; empty when it is the face's only file. */
  readonly unicodeRange: string;
  /** `@font-face` rules of the fallbacks; empty for all but a face's first file. */
  readonly fallback: string;
  /** Why it is a whole file, where it could not be cut: the file's name and the library's words. */
  readonly uncut?: string;
}

/** A deck's characters: for all faces, or per face. A face without characters gets no file. */
export type Characters = Iterable<string> | ((face: Face) => Iterable<string>);

/**
 * Characters in every subset: list numbers, slide numbers and hyphenation show them although the text does not
 * contain them.
 */
const ALWAYS = ' \u00a0-./0123456789';

/**
 * Features to keep: kerning, the usual ligatures, marks and tabular figures. Small capitals, fractions,
 * alternates and the like would double a file's size with their glyphs. Hinting is dropped: it is half of some
 * files, and current screens do not need it.
 */
const FEATURES = ['kern', 'liga', 'clig', 'calt', 'rlig', 'ccmp', 'locl', 'mark', 'mkmk', 'tnum'];

/** Those of ligatures, which themes switch off in code; some faces of code have hundreds. */
const LIGATURES: ReadonlySet<string> = new Set(['liga', 'clig', 'calt']);

/** Characters from which the widths of a variable font at another weight are measured. */
const LETTERS = ' abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

const { resolve } = createRequire(import.meta.url);

interface SourceFile {
  readonly path: string;
  readonly subset: string;
  /** The characters that it contains, as `unicode-range`; empty for all. */
  readonly range: string;
  readonly contains: (codePoint: number) => boolean;
}

/** Returns a face's files; of a fontsource package, Latin first, then by name. */
async function sourceFiles({ source }: Face): Promise<SourceFile[]> {
  if ('specifier' in source)
    return [{ path: resolve(source.specifier), subset: '', range: '', contains: () => true }];
  const ranges = JSON.parse(await readFile(resolve(`${source.package}/unicode.json`), 'utf8')) as unknown;
  if (typeof ranges !== 'object' || ranges === null)
    throw new Error(`${source.package} has no unicode.json: run npm ci.`);
  return Object.entries(ranges)
    .map(([subset, range]) => ({
      subset,
      path: `${source.package}/files/${source.slug}-${subset}-${source.file}.woff2`,
      range: String(range),
      contains: rangeTest(String(range)),
    }))
    .sort(
      (a, b) => Number(b.subset === 'latin') - Number(a.subset === 'latin') || (a.subset < b.subset ? -1 : 1),
    )
    .map((file) => ({ ...file, path: resolve(file.path) }));
}

/** Returns the code points for a subset; with capitals where the theme shows text in capitals. */
function wantedBy(face: Face, characters: Characters): Set<number> {
  const text = [...(typeof characters === 'function' ? characters(face) : characters)].join('');
  const wanted = new Set<number>();
  if (text === '') return wanted;
  for (const character of face.uppercase ? text + text.toUpperCase() : text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x20) wanted.add(code);
  }
  if (face.role !== 'math') for (const character of ALWAYS) wanted.add(character.charCodeAt(0));
  return wanted;
}

async function fallbackOf(face: Face, sfnt: Buffer): Promise<string> {
  if (face.role === 'math') return '';
  const rules: string[] = [];
  for (const { weight, bold, at } of fallbackWeights(face)) {
    const options = { targetFormat: 'truetype', variationAxes: { wght: at } } as const;
    const measured = typeof face.weight === 'number' ? sfnt : await subsetInThread(sfnt, LETTERS, options);
    rules.push(fallbackRule(face, { metrics: readMetrics(measured), weight, bold }));
  }
  return rules.join('');
}

function fileName(face: Face, subset: string, bytes: Uint8Array): string {
  const family = face.family.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const weight = typeof face.weight === 'number' ? `${face.weight}` : face.weight.join('-');
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const cut = `${weight}${face.style === 'italic' ? 'i' : ''}`;
  return `${[family, cut, subset].filter(Boolean).join('-')}.${hash}.woff2`;
}

/** A file cut down to what is shown, or whole. */
interface Cut extends Pick<FontFile, 'uncut'> {
  readonly file: SourceFile;
  readonly bytes: Buffer;
  /** Absent for a file that cannot be read. */
  readonly sfnt?: Buffer;
  readonly shown: readonly number[];
}

/** Cuts a file down; undefined where it has none of the characters. A file that cannot be cut stays whole. */
async function cutFile(file: SourceFile, wanted: readonly number[], face: Face): Promise<Cut | undefined> {
  const whole = await readFile(file.path);
  try {
    const sfnt = await convertInThread(whole, 'sfnt', 'woff2');
    const known = readMetrics(sfnt).characters;
    const shown = wanted.filter((code) => known.has(code)).sort((a, b) => a - b);
    if (shown.length === 0) return undefined;
    const bytes = await subsetInThread(sfnt, String.fromCodePoint(...shown), {
      targetFormat: 'woff2',
      noHinting: true,
      keepFeatures: isMono(face) ? FEATURES.filter((name) => !LIGATURES.has(name)) : FEATURES,
      ...(typeof face.weight === 'number'
        ? {}
        : { variationAxes: { wght: { min: face.weight[0], max: face.weight[1] } } }),
    });
    return { file, bytes, sfnt, shown };
  } catch (error) {
    // What is sent whole is remembered.
    if (error instanceof FontThreadEnded) throw error;
    return { file, bytes: whole, shown: [...wanted].sort((a, b) => a - b), uncut: whyUncut(file, error) };
  }
}

function whyUncut({ path }: SourceFile, error: unknown): string {
  return `${basename(path)}: ${error instanceof Error ? error.message : String(error)}`;
}

async function subsetFace(face: Face, characters: Characters): Promise<FontFile[]> {
  const missing = wantedBy(face, characters);
  const cuts: Cut[] = [];
  for (const file of missing.size === 0 ? [] : await sourceFiles(face)) {
    const wanted = [...missing].filter(file.contains);
    const cut = wanted.length === 0 ? undefined : await cutFile(file, wanted, face);
    if (!cut) continue;
    for (const code of cut.shown) missing.delete(code);
    cuts.push(cut);
  }
  return Promise.all(
    cuts.map(async ({ file, bytes, sfnt, shown, uncut }, index) => ({
      name: fileName(face, file.subset, bytes),
      bytes: new Uint8Array(bytes),
      face,
      unicodeRange: cuts.length > 1 ? formatRange(shown) : '',
      fallback: index === 0 && sfnt ? await fallbackOf(face, sfnt) : '',
      ...(uncut !== undefined && { uncut }),
    })),
  );
}

/**
 * Subsets each face to its characters, deterministically. Characters that a face lacks are left to the next
 * font of the stack.
 */
export async function subsetFaces(faces: readonly Face[], characters: Characters): Promise<FontFile[]> {
  const files = await Promise.all(faces.map((face) => subsetFace(face, characters)));
  return files.flat();
}

/**
 * Returns a face's complete files, for withholding decks: a subset would reveal which characters the deck
 * contains.
 */
export async function wholeFace(face: Face): Promise<FontFile[]> {
  const files = await uncutFiles(face, await sourceFiles(face));
  const [first] = files;
  if (!first || face.role === 'math') return files;
  const sfnt = await convertInThread(Buffer.from(first.bytes), 'sfnt', 'woff2');
  return files.with(0, { ...first, fallback: await fallbackOf(face, sfnt) });
}

/**
 * Returns those of a face's files that have some of the characters, complete and without fallbacks: nothing has to be
 * made for them.
 */
export async function uncutFace(face: Face, characters: Characters): Promise<FontFile[]> {
  const wanted = [...wantedBy(face, characters)];
  const files = wanted.length === 0 ? [] : await sourceFiles(face);
  return uncutFiles(
    face,
    files.filter(({ contains }) => wanted.some(contains)),
  );
}

function uncutFiles(face: Face, files: readonly SourceFile[]): Promise<FontFile[]> {
  return Promise.all(
    files.map(async ({ path, subset, range }) => {
      const bytes = new Uint8Array(await readFile(path));
      return { name: fileName(face, subset, bytes), bytes, face, unicodeRange: range, fallback: '' };
    }),
  );
}

/**
 * Returns the `@font-face` rules of files and of their fallbacks. `prefix` is the path from the page to the
 * files: `../_/`.
 */
export function fontFaceCss(files: readonly FontFile[], prefix: string): string {
  return files
    .map(({ name, face, unicodeRange, fallback }) => {
      const weight = typeof face.weight === 'number' ? face.weight : face.weight.join(' ');
      const style = face.style === 'italic' ? 'font-style:italic;' : '';
      // Formulas in a fallback font are unreadable, and much wider or narrower, so a short wait is better.
      const display = face.role === 'math' ? 'block' : 'swap';
      const range = unicodeRange === '' ? '' : `;unicode-range:${unicodeRange}`;
      return `@font-face{font-family:"${face.family}";${style}font-weight:${weight};font-display:${display};src:url(${prefix}${name})format("woff2")${range}}${fallback}`;
    })
    .join('');
}
