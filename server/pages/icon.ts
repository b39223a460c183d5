/** The icon of every page: a lectern, from the front. */
import { createHash } from 'node:crypto';

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
  '<rect width="32" height="32" rx="7" fill="#9c1608"/>' +
  '<path fill="#fffefb" d="M5 8h22l-2.5 8h-17zM13.5 16h5l1 9h-7zM9 24h14v3H9z"/></svg>';

/** The icon's file, with a hash in its name. */
export const icon = {
  name: `icon.${createHash('sha256').update(SVG).digest('hex').slice(0, 8)}.svg`,
  bytes: new TextEncoder().encode(SVG),
};
