/** Photographs for tests: noise enlarged, the same in every run, so that what is made of one is made once for all tests. */
import sharp from 'sharp';
import { randomFrom } from '../live/random.ts';

/** How one looks. */
interface Photo {
  /** Dots of noise beside each other, and below each other. */
  readonly columns: number;
  readonly rows: number;
  /** In pixels. */
  readonly width: number;
}

/** Landscape, and hardly wider than it has to be for the smaller files of each width to be made of it. */
export const WIDE: Photo = { columns: 16, rows: 9, width: 2160 };

/** Upright. */
export const TALL: Photo = { columns: 30, rows: 80, width: 300 };

/** Draws a photograph, as a JPEG. */
export function drawPhoto({ columns, rows, width }: Photo): Promise<Buffer> {
  const random = randomFrom(columns);
  const noise = Uint8Array.from({ length: columns * rows * 3 }, () => Math.floor(random() * 256));
  return sharp(noise, { raw: { width: columns, height: rows, channels: 3 } })
    .resize(width)
    .jpeg({ quality: 96 })
    .toBuffer();
}
