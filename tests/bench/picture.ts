/** Draws PNG pictures with the dimensions and size of screenshots, for the talks that are measured. */
import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 1280;
const HEIGHT = 720;
/** Rows of grey noise, which does not compress: they determine the file's size, about 90 kB. */
const NOISE_ROWS = 70;

/** Draws a greyscale picture, different for each seed. */
export function drawPicture(seed: number): Buffer {
  const pixels = Buffer.alloc((WIDTH + 1) * HEIGHT);
  let state = seed;
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 1; x <= WIDTH; x++) {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      pixels[y * (WIDTH + 1) + x] = y < NOISE_ROWS ? state >>> 16 : (((x >> 6) * seed) ^ (y >> 6)) * 9;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header[8] = 8;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Returns a PNG chunk: length, type, data and checksum (ISO/IEC 15948, 5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, checksum]);
}
