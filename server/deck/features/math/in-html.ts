/** Finds formulas in HTML inside Markdown, such as a figure's caption, which is not parsed as Markdown. */
import { plainText } from '../../html/serialized.ts';
import { mathPlaceholder, splitMath } from './syntax.ts';

/** What is not text: comments, elements whose text is never math, and tags. */
const OTHER =
  /(<!--[\s\S]*?(?:-->|$)|<(?:pre|code|kbd|samp|script|style|textarea|svg|math|template|iframe|noscript|option)\b[\s\S]*?(?:<\/(?:pre|code|kbd|samp|script|style|textarea|svg|math|template|iframe|noscript|option)\s*>|$)|<[^>]*>)/i;

/** Returns a block of HTML with placeholders for the formulas in its text. */
export function mathInHtml(html: string): string {
  if (!/[$\\]/.test(html)) return html;
  return html
    .split(OTHER)
    .map((part, i) => (i % 2 === 1 ? part : withPlaceholders(part)))
    .join('');
}

function withPlaceholders(text: string): string {
  return splitMath(text)
    .map((part) =>
      typeof part === 'string' ? part : mathPlaceholder({ tex: plainText(part.tex), display: part.display }),
    )
    .join('');
}
