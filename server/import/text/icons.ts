/** Icons that are letters of a typeface, such as Font Awesome's: the typeface is not brought. */
import type { Remarks } from '../model.ts';
import type { Line } from './lines.ts';

const ICON =
  /<(?:i|span)\b[^>]*\bclass=["']?[^"'>]*\b(?:fa[bsrl]?|glyphicon|material-icons|bi)(?=[\s"'-])[^>]*>\s*(?:[\w-]*\s*)?<\/(?:i|span)>|:fa[bsrl]_[a-z\d_]+:/i;

/** Tells the first icon of a slide. */
export function tellIcons(lines: readonly Line[], remarks: Remarks): void {
  const line = lines.find(({ text, isCode }) => !isCode && ICON.test(text));
  const icon = line && ICON.exec(line.text)?.[0];
  if (line && icon !== undefined)
    remarks.lost(line.at, icon, 'icons of a typeface are not shown; an emoji or a picture is.');
}
