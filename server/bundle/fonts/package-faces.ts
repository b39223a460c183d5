/** The faces of a fontsource package that a deck names, such as `@fontsource-variable/sora`. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Face } from './faces.ts';

const { resolve } = createRequire(import.meta.url);

/** What such packages say of their font. */
interface Metadata {
  readonly id: string;
  readonly family: string;
  readonly weights: readonly number[];
  readonly styles: readonly string[];
}

/** Returns whether a name is that of a package with fonts. */
export function isFontPackage(name: string): boolean {
  return /^@fontsource(?:-variable)?\/[a-z0-9-]+$/.test(name);
}

/** Returns a package's regular and bold, upright and in italics; undefined where it is not installed. */
export async function packageFaces(name: string, role: Face['role']): Promise<Face[] | undefined> {
  const metadata = await metadataOf(name);
  if (!metadata) return undefined;
  const { id, family, weights, styles } = metadata;
  const isVariable = name.startsWith('@fontsource-variable/');
  const [lightest, heaviest] = [Math.min(...weights), Math.max(...weights)];
  const cuts: Face['weight'][] = isVariable
    ? [[Math.max(lightest, 400), Math.max(Math.min(heaviest, 700), lightest)]]
    : [...new Set([nearestTo(400, weights), nearestTo(700, weights)])];
  return (['normal', 'italic'] as const)
    .filter((style) => styles.includes(style))
    .flatMap((style) =>
      cuts.map((weight): Face => {
        const file = typeof weight === 'number' ? `${weight}-${style}` : `wght-${style}`;
        return { family, weight, style, role, uppercase: false, source: { package: name, slug: id, file } };
      }),
    );
}

function nearestTo(wanted: number, weights: readonly number[]): number {
  return [...weights].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0] ?? wanted;
}

async function metadataOf(name: string): Promise<Metadata | undefined> {
  try {
    const read: unknown = JSON.parse(await readFile(resolve(`${name}/metadata.json`), 'utf8'));
    return isMetadata(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isMetadata(value: unknown): value is Metadata {
  if (typeof value !== 'object' || value === null) return false;
  const { id, family, weights, styles } = { id: '', family: '', weights: [], styles: [], ...value };
  return id !== '' && family !== '' && Array.isArray(weights) && weights.length > 0 && Array.isArray(styles);
}
