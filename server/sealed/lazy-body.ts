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
    const body = read.get(sealed.number) ?? lazyBody(sealed, () => bytesOf(sealed.number));
    read.set(sealed.number, body);
    return body;
  };
}

/** Returns the bytes of a body that is not a file. */
export function bytesOf(body: Body): Uint8Array {
  return 'bytes' in body ? body.bytes : new Uint8Array();
}

function lazyBody({ brotli, gzip }: SealedBody, read: () => Uint8Array): Body {
  const stored = once(read);
  const bytes = brotli ? once(() => brotliDecompressSync(stored())) : stored;
  const body = {};
  const form = (name: string, get: () => Uint8Array) => Object.defineProperty(body, name, { get });
  form('bytes', bytes);
  if (brotli) form('brotli', stored);
  // With the build's parameters, so that the bytes are the same.
  if (gzip)
    form(
      'gzip',
      once(() => gzipSync(bytes(), { level: 9 })),
    );
  // The properties of `Body` were just defined on it.
  return body as Body;
}
