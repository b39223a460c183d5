/** Text as bytes with its encodings, made once. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { contentHash } from '../../files/hash.ts';
import { once } from '../../files/once.ts';
import type { CompiledPage, EncodedText, HashedFile } from './compiled.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** Above this size in bytes the slowest compression would be felt at every change: seconds for tenths of a per cent. */
const SLOWEST_UP_TO = 400_000;

/** A page's bytes with their encodings. `finest` is the highest quality of brotli that the page is worth. */
export async function encodePage(
  html: string,
  policy: string,
  finest = 11,
): Promise<CompiledPage & Required<EncodedText>> {
  const text = await encodeText(html, finest);
  return { ...text, hash: contentHash(text.bytes), policy };
}

/** A page that is written when it is first asked for, and not encoded: most saves are followed by another. */
export function lazyPage(write: () => string, policy: string): CompiledPage {
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

/** A style sheet below `/_/`, its name made from its content. */
export async function encodeStyle(name: string, css: string): Promise<HashedFile> {
  return { ...plainStyle(name, css), ...(await encodeText(css)) };
}

/** The same, not encoded. */
export function plainStyle(name: string, css: string): HashedFile {
  return { name: `${name}.${contentHash(css)}.css`, bytes: Buffer.from(css) };
}

/** Text with its encodings. `finest` is the highest quality of brotli that it is worth. */
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
