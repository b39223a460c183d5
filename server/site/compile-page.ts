/** A page's encodings, made once. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { CompiledPage } from './compiled.ts';
import { contentHash } from './files.ts';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** Above this size in bytes the slowest compression would be felt at every change: seconds for tenths of a per cent. */
const SLOWEST_UP_TO = 400_000;

/** A page's bytes with their encodings. `finest` is brotli's highest quality that the page is worth. */
export async function compilePage(html: string, policy: string, finest = 11): Promise<CompiledPage> {
  const bytes = Buffer.from(html);
  const quality = bytes.length > SLOWEST_UP_TO ? Math.min(9, finest) : finest;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [brotli, zipped] = await Promise.all([
    compressBrotli(bytes, { params }),
    compressGzip(bytes, { level: 9 }),
  ]);
  return { bytes, brotli, gzip: zipped, hash: contentHash(bytes), policy };
}
