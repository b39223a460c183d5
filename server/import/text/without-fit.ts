/** Headings that were fitted to their tool's slide. */
import { type Line, mapLines } from './lines.ts';

/** Takes the class away that fits headings to the slide's whole width, for slides where they have half of it. */
export function withoutFit(lines: readonly Line[]): Line[] {
  return mapLines(lines, (text) => text.replace(/^(#{1,6}\s.*?)\s*\{\.r-fit-text\}$/, '$1'));
}
