/** Encodes text as bytes and compresses it once. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { contentHash } from '../../files/hash.ts';
import { once } from '../../files/once.ts';
import type { CompiledPage, EncodedText, HashedFile } from './compiled.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** Size in bytes above which brotli's slowest quality would take seconds per change, to save tenths of a per cent. */
const SLOWEST_UP_TO = 400_000;

/** Encodes a page. `finest` is the highest brotli quality to use. */
export async function encodePage(
  html: string,
  policy: string,
  finest = 11,
): Promise<CompiledPage & Required<EncodedText>> {
  const text = await encodeText(html, finest);
  return { ...text, hash: contentHash(text.bytes), policy };
}

/** Returns a page: compressed where this pass does so, else as `lazyPage` does. `finest` is as for `encodePage`. */
export async function writePage(
  write: () => string,
  policy: string,
  { encodes, finest }: { readonly encodes: boolean; readonly finest?: number },
): Promise<CompiledPage> {
  return encodes ? encodePage(write(), policy, finest) : lazyPage(write, policy);
}

/** Returns a page that is written on first access, and not compressed: most saves are followed by another one. */
function lazyPage(write: () => string, policy: string): CompiledPage {
  const page = once(() => {
    const bytes = Buffer.from(write());
    return { bytes, hash: contentHash(bytes) };
  });
  return {
    policy,
    get bytes() {
      return page().bytes;
    },
    get hash() {
      return page().hash;
    },
  };
}

/** Encodes a style sheet published below `/_/`, with a content hash in its name. */
export async function encodeStyle(name: string, css: string): Promise<HashedFile> {
  return { ...plainStyle(name, css), ...(await encodeText(css)) };
}

/** Returns such a style sheet without compressing it. */
export function plainStyle(name: string, css: string): HashedFile {
  return { name: `${name}.${contentHash(css)}.css`, bytes: Buffer.from(css) };
}

/** Encodes text. `finest` is the highest brotli quality to use. */
export async function encodeText(text: string, finest = 11): Promise<Required<EncodedText>> {
  const bytes = Buffer.from(text);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: bytes.length > SLOWEST_UP_TO ? Math.min(9, finest) : finest,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [brotli, zipped] = await Promise.all([
    compressBrotli(bytes, { params }),
    compressGzip(bytes, { level: Math.min(9, finest) }),
  ]);
  return { bytes, brotli, gzip: zipped };
}
