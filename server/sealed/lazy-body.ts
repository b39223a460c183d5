/** Reads sealed bodies lazily, each form when it is first sent. */
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { once } from '../files/once.ts';
import type { Body } from '../site/site.ts';
import type { SealedBody } from './format.ts';

/** Reads a body; one that resources share is the same object. */
export type BodyReader = (body: SealedBody) => Body;

/** Creates a reader of bodies; `bytesOf` returns their bytes by number. */
export function createBodyReader(bytesOf: (number: number) => Uint8Array): BodyReader {
  const read = new Map<number, Body>();
  return (sealed) => {
    const body = read.get(sealed.number) ?? storedBody(sealed, () => bytesOf(sealed.number));
    read.set(sealed.number, body);
    return body;
  };
}

/** Returns the bytes of a body that is not a file. */
export function bytesOf(body: Body): Uint8Array {
  return 'bytes' in body ? body.bytes : new Uint8Array();
}

function storedBody({ brotli, gzip }: SealedBody, read: () => Uint8Array): Body {
  const stored = once(read);
  const bytes = once(brotli ? () => brotliDecompressSync(stored()) : stored);
  return lazyBody({
    bytes,
    ...(brotli && { brotli: stored }),
    // With the build's parameters, so that the bytes are the same.
    ...(gzip && { gzip: () => gzipSync(bytes(), { level: 9 }) }),
  });
}

/** The forms of a body, each by what makes it. */
interface Forms {
  readonly bytes: () => Uint8Array;
  readonly brotli?: () => Uint8Array;
  readonly gzip?: () => Uint8Array;
}

/** Creates a body whose forms are made when they are first sent. */
export function lazyBody(forms: Forms): Body {
  const body = {};
  for (const [name, make] of Object.entries(forms)) Object.defineProperty(body, name, { get: once(make) });
  // The properties of `Body` were just defined on it.
  return body as Body;
}
