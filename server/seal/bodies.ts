/** Collects the bodies of a sealed file: equal ones once, each in its shortest form. */
import { readFileSync } from 'node:fs';
import { contentHash } from '../files/hash.ts';
import type { SealedBody } from '../sealed/format.ts';
import type { Body } from '../site/site.ts';
import { SealError } from './seal-error.ts';

/** Maximum bytes of a single body: a longer file makes every start wait, and is too large to pass on. */
const MOST_OF_ONE = 16_000_000;

/** Maximum bytes of all bodies: to the engine the whole file is one source text, held in memory. */
const MOST_OF_ALL = 64_000_000;

/** Collects bodies. */
export class Bodies {
  /** The collected bodies, by number. */
  readonly all: Uint8Array[] = [];
  readonly #numbers = new Map<string, number>();
  #total = 0;

  /** Adds a body; `shown` is its name in error messages. @throws {SealError} */
  add(body: Body, shown: string): SealedBody {
    if ('file' in body) {
      refuseLong(body.size, MOST_OF_ONE, shown);
      return { number: this.addBytes(readFileSync(body.file), shown), brotli: false, gzip: false };
    }
    const { brotli, gzip } = body;
    return {
      number: this.addBytes(brotli ?? body.bytes, shown),
      brotli: brotli !== undefined,
      gzip: gzip !== undefined,
    };
  }

  /** Adds bytes, and returns their number. @throws {SealError} */
  addBytes(bytes: Uint8Array, shown: string): number {
    const hash = contentHash(bytes);
    const known = this.#numbers.get(hash);
    if (known !== undefined) return known;
    refuseLong(bytes.length, MOST_OF_ONE, shown);
    this.#total += bytes.length;
    if (this.#total > MOST_OF_ALL) {
      throw new SealError(
        `With ${shown} the decks have more than the ${megabytes(MOST_OF_ALL)} that one file takes. Seal them one by one with --deck NAME, make their pictures and recordings smaller, or serve them with \`lectern serve\`.`,
      );
    }
    const number = this.all.push(bytes) - 1;
    this.#numbers.set(hash, number);
    return number;
  }
}

/** Returns the end of each body, when they are concatenated. */
export function endsOf(bodies: readonly Uint8Array[]): readonly number[] {
  let end = 0;
  return bodies.map(({ length }) => {
    end += length;
    return end;
  });
}

function refuseLong(size: number, most: number, shown: string): void {
  if (size <= most) return;
  throw new SealError(
    `${shown} has ${megabytes(size)}, and a sealed file takes ${megabytes(most)} of one recording or picture. Make it shorter or smaller, name its address on another web server in the deck, or serve the decks with \`lectern serve\`.`,
  );
}

/** Formats a number of bytes as MB. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')} MB`;
}
