/** Measures the parts of a sealed file, to the byte. */
import type { Site } from '../site/site.ts';
import { type Sealed, speakerTest } from './payload.ts';
import type { SealedFile } from './sealed-file.ts';

/** Kinds of parts, in the order of the report. */
const groups = [
  'server',
  'client',
  'slides',
  'speaker views and notes',
  'pages around the slides',
  'styles',
  'fonts',
  'pictures',
  'recordings',
  'other files',
  'licences',
  'addresses',
] as const;

export type Group = (typeof groups)[number];

/** One part. */
export interface Part {
  readonly group: Group;
  /** A deck's name, or a file's address. */
  readonly name: string;
  /** Bytes in the file. */
  readonly bytes: number;
}

/** Returns the parts of a sealed file, which add up to all of it, the largest of each kind first. */
export function partsOf(site: Site, { site: sealed, origins }: Sealed, file: SealedFile): readonly Part[] {
  const groupOf = grouper(site);
  const { vault, licenses } = sealed;
  const server = file.bodies.at(-1)?.length ?? 0;
  const parts = file.bodies.slice(0, -1).map(({ length: bytes }, number): Part => {
    const origin = origins.find((each) => each.number === number);
    if (number === licenses.number) return { group: 'licences', name: 'licences', bytes };
    if (number === vault?.number) return { group: 'speaker views and notes', name: 'encrypted', bytes };
    return { group: groupOf(origin), name: origin?.address || 'what is not there', bytes };
  });
  const all: readonly Part[] = [
    { group: 'server', name: 'server', bytes: Buffer.byteLength(file.code) + server },
    ...parts,
    { group: 'addresses', name: 'addresses and headers', bytes: Buffer.byteLength(file.payload) },
  ];
  return all.toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || b.bytes - a.bytes);
}

/** Returns the kind of a body by its address and type. */
function grouper(site: Site): (origin: Sealed['origins'][number] | undefined) => Group {
  const isSpeaker = speakerTest(site);
  const decks = new Set(site.decks.map(({ name }) => (name === site.atRoot ? '/' : `/${name}/`)));
  return (origin) => {
    if (!origin || origin.address === '') return 'pages around the slides';
    const { address, type } = origin;
    if (decks.has(address)) return 'slides';
    if (isSpeaker(address)) return 'speaker views and notes';
    if (/javascript/.test(type)) return 'client';
    if (/^text\/css/.test(type)) return 'styles';
    if (/^text\/html/.test(type)) return 'pages around the slides';
    if (/font/.test(type)) return 'fonts';
    if (/^image\//.test(type)) return 'pictures';
    return /^(?:video|audio)\/|asciicast/.test(type) ? 'recordings' : 'other files';
  };
}

/** Returns the kinds with their bytes, without empty ones. */
export function totals(parts: readonly Part[]): readonly { readonly group: Group; readonly bytes: number }[] {
  return groups
    .map((group) => ({
      group,
      bytes: parts.reduce((sum, part) => sum + (part.group === group ? part.bytes : 0), 0),
    }))
    .filter(({ bytes }) => bytes > 0);
}

/** Cells of the longest bar. */
const BAR = 20;

/**
 * Returns a table for the terminal: each kind with its share, and each deck's slides; with bars if there are
 * colours.
 */
export function partsTable(parts: readonly Part[], colors = false): string {
  const all = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const kinds = totals(parts);
  const most = Math.max(...kinds.map(({ bytes }) => bytes));
  const rows = kinds.flatMap(({ group, bytes }) => {
    const own = parts.filter((part) => part.group === group);
    const share = `${Math.round((100 * bytes) / all)} %`;
    const each =
      group === 'slides' && own.length > 1
        ? own.map((part) => [`  ${part.name}`, kilobytes(part.bytes), '', ''] as const)
        : [];
    const bar = colors ? `\u001b[46m${' '.repeat(Math.ceil((BAR * bytes) / most))}\u001b[0m` : '';
    return [[group, kilobytes(bytes), share, bar] as const, ...each];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = ([name, size, share, bar]: (typeof rows)[number]) =>
    `  ${name.padEnd(widths[0] ?? 0)}  ${size.padStart(widths[1] ?? 0)}  ${share.padStart(widths[2] ?? 0)}  ${bar}`.trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}

/** Formats a number of bytes as kB. */
export function kilobytes(bytes: number): string {
  return bytes < 100_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${Math.round(bytes / 1000)} kB`;
}

/** Formats a number with thousands separators, independent of the locale. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
