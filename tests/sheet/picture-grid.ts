/** Writes pictures of one size as one, in rows. */
import sharp from 'sharp';

/** Writes them as a PNG; `across` stand side by side. */
export async function writeGrid(pictures: readonly Buffer[], across: number, file: string): Promise<void> {
  const { width = 0, height = 0 } = await sharp(pictures[0]).metadata();
  const size = { width: width * across, height: height * Math.ceil(pictures.length / across) };
  await sharp({ create: { ...size, channels: 3, background: '#808080' } })
    .composite(
      pictures.map((input, at) => ({
        input,
        left: (at % across) * width,
        top: Math.floor(at / across) * height,
      })),
    )
    .png()
    .toFile(file);
}
