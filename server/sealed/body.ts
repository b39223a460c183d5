/** A sealed body's forms, each made when it is first sent. */
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { once } from '../files/once.ts';
import type { Body } from '../site/site.ts';
import type { SealedBody } from './format.ts';

/** Reads a body; what several resources share stays one. */
export type BodyReader = (body: SealedBody) => Body;

/** Creates the reader of bodies whose bytes are told by number. */
export function createBodyReader(bytesOf: (number: number) => Uint8Array): BodyReader {
  const read = new Map<number, Body>();
  return (sealed) => {
    const body = read.get(sealed.number) ?? lazyBody(sealed, () => bytesOf(sealed.number));
    read.set(sealed.number, body);
    return body;
  };
}

/** The whole bytes of a body that is no file. */
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
  // As the build makes it, so that the bytes are the same.
  if (gzip)
    form(
      'gzip',
      once(() => gzipSync(bytes(), { level: 9 })),
    );
  // All that a body has was just given to it.
  return body as Body;
}
