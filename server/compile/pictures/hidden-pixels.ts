/** Looks at a picture's pixels, and tells on which slides they would be lost. Loads sharp. */
import sharp from 'sharp';
import { isLostOnDark, isLostOnLight } from '../../deck/features/pictures/dark-drawing.ts';
import { MOST_PIXELS } from './size.ts';

/** The slides on which a picture is lost: dark ones, light ones, or none. */
export type HiddenOn = 'dark' | 'light' | 'none';

/** Size in pixels at which a picture is looked at: twice that of a logo on a slide. */
const LOOKED_AT = { width: 400, height: 112, fit: 'inside', withoutEnlargement: true } as const;

/** Opacity, of 255, from which a pixel counts; those at the edges of letters are fainter. */
const VISIBLE = 96;

/** Share of the box around all visible pixels from which they are a ground that the rest of the picture stands on. */
const FILLED = 0.85;

/**
 * Returns on which slides at least half of a picture's visible pixels are lost. What fills its box has a ground of its
 * own.
 * @throws where the file is damaged.
 */
export async function hiddenOn(bytes: Uint8Array): Promise<HiddenOn> {
  const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS })
    .resize(LOOKED_AT)
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const box = { left: info.width, right: 0, top: info.height, bottom: 0 };
  const count = { visible: 0, dark: 0, light: 0 };
  for (let at = 0; at < info.width * info.height; at += 1) {
    const [r = 0, g = 0, b = 0, opacity = 0] = data.subarray(at * info.channels);
    if (opacity < VISIBLE) continue;
    const [x, y] = [at % info.width, Math.floor(at / info.width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
    const colour = { r, g, b, alpha: 1 };
    count.visible += 1;
    if (isLostOnDark(colour)) count.dark += 1;
    if (isLostOnLight(colour)) count.light += 1;
  }
  const room = (box.right - box.left) * (box.bottom - box.top);
  if (count.visible === 0 || count.visible >= room * FILLED) return 'none';
  if (count.dark * 2 >= count.visible) return 'dark';
  return count.light * 2 >= count.visible ? 'light' : 'none';
}
