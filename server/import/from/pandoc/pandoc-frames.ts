/** The frames of beamer's slides, as Pandoc writes them of LaTeX: divs, whose titles are headings or paragraphs. */
import { isBlank, type Line, written } from '../../text/lines.ts';
import { fenceWords } from './pandoc-nodes.ts';

const FRAME = /^\{?\s*\.?frame\s*\}?$/;

const COLUMN = /^\{?\s*\.?column\s*\}?$/;

/** The width of a column, which Pandoc leaves in its text. */
const WIDTH = /^\d*\.?\d+(?:cm|mm|in|pt|em)?(?:\s+|$)/;

/** A title: short, and neither a list, a formula and the like nor a sentence. */
const TITLE = /^[^\s#>|<:!$`-].{0,90}(?<![.:;])$/;

/** Rewrites frames as slides of Pandoc: with headings of the second level, since sections have the first, or with rules. */
export function withFrames(lines: readonly Line[]): Line[] {
  const result: (readonly Line[])[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    const name = fenceWords(line);
    const end = name ? endOfDiv(lines, i) : i;
    if (name && FRAME.test(name)) result.push(frameLines(lines.slice(i + 1, end), line.at));
    else result.push(lines.slice(i, end + 1));
    i = end;
  }
  return result.flat();
}

/** Returns the index of the line that ends a div; one that does not end has all lines. */
function endOfDiv(lines: readonly Line[], from: number): number {
  let depth = 0;
  for (let i = from; i < lines.length; i++) {
    const line = lines[i];
    const name = line && fenceWords(line);
    if (name !== undefined) depth += name ? 1 : -1;
    if (depth === 0) return i;
  }
  return lines.length;
}

function frameLines(lines: readonly Line[], at: number): Line[] {
  const from = lines.findIndex((line) => !isBlank(line));
  const title = titleOf(lines.slice(Math.max(from, 0)));
  const rest = title === undefined ? lines : lines.slice(from + 1);
  return [...written(at, '', title === undefined ? '---' : `## ${title}`, ''), ...withoutWidths(rest)];
}

/** Returns the title that a frame's first line is: a heading, or a short paragraph of one line. */
function titleOf([line, next]: readonly Line[]): string | undefined {
  if (!line || line.isCode) return undefined;
  const heading = /^#{1,6}[ \t]+(.*)$/.exec(line.text)?.[1];
  if (heading !== undefined) return heading;
  const isAlone = !next || isBlank(next) || fenceWords(next) !== undefined;
  return isAlone && TITLE.test(line.text) ? line.text : undefined;
}

/** Takes the widths of columns out of their texts; columns are equally wide here. */
function withoutWidths(lines: readonly Line[]): Line[] {
  let begins = false;
  return lines.map((line) => {
    const isFirst = begins && !isBlank(line);
    const name = fenceWords(line);
    begins = name !== undefined ? COLUMN.test(name) : begins && !isFirst;
    return isFirst && name === undefined ? { ...line, text: line.text.replace(WIDTH, '') } : line;
  });
}
