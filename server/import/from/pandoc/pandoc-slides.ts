/** Splits a deck of Pandoc at its headings and rules, and reads what a heading's braces say of the slide. */

import { type Braces, parseBraces } from '../../text/attributes/braces.ts';
import { namesIn } from '../../text/attributes/classes.ts';
import type { Line } from '../../text/lines.ts';
import { fenceWords } from './pandoc-nodes.ts';

/** A slide of Pandoc. */
export interface PandocSlide {
  readonly at: number;
  /** The level of the heading that begins it; 0 for none. */
  readonly level: number;
  readonly heading: string;
  readonly braces: Braces;
  readonly lines: readonly Line[];
}

/** A rule. Groups of dashes are the columns of a table. */
const RULE = /^ {0,3}(?:-{3,}|-(?:[ \t]+-){2,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})[ \t]*$/;

const HEADING = /^(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;

/** Rewrites headings that are underlined as those with `#`. */
export function withHashes(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  for (const line of lines) {
    const before = result.at(-1);
    const above = result.at(-2);
    const mark = line.isCode ? undefined : /^(?:(=+)|(-+))[ \t]*$/.exec(line.text);
    const isText =
      before && !before.isCode && /^[^\s#>|<:+-]/.test(before.text) && (!above || above.text.trim() === '');
    if (mark && isText)
      result.splice(-1, 1, { ...before, text: `${mark[1] ? '#' : '##'} ${before.text.trim()}` });
    else result.push(line);
  }
  return result;
}

/** Returns the level of headings that begin slides: the highest with something below it other than a heading. */
export function slideLevel(lines: readonly Line[]): number {
  let open = 0;
  let level = 7;
  for (const line of lines) {
    const found = line.isCode ? undefined : HEADING.exec(line.text)?.[1]?.length;
    if (found !== undefined) open = found;
    else if (line.text.trim() !== '' && !/^ {0,3}-{3,}\s*$/.test(line.text) && open > 0) {
      level = Math.min(level, open);
      open = 0;
    }
  }
  return level === 7 ? 2 : meantLevel(lines, level);
}

const NOTES = /^\s*(?::{3,}\s*(?:\{\s*\.)?notes\b|\\note\b)/;

/** The most headings that a slide has below its own. */
const MOST_HEADINGS = 3;

/**
 * Returns a lower level where its headings say what only slides have, stand below notes, which end a slide, or are more
 * than a slide has.
 */
function meantLevel(lines: readonly Line[], level: number): number {
  let meant = level;
  let isNoted = false;
  let below = 0;
  for (const { text, isCode } of lines) {
    if (isCode) continue;
    const [, marks = '', words = ''] = HEADING.exec(text) ?? [];
    if (NOTES.test(text)) isNoted = true;
    else if (marks.length > level) {
      const braces = parseBraces(/\{([^{}]*)\}\s*$/.exec(words)?.[1] ?? '');
      if (Object.keys(slideWords(braces).attributes).length > 0) meant = Math.max(meant, marks.length);
      if (marks.length === level + 1) below++;
      if (isNoted || below > MOST_HEADINGS) meant = Math.max(meant, level + 1);
    } else if (marks !== '') {
      isNoted = false;
      below = 0;
    }
  }
  return meant;
}

/** Splits a deck at headings down to a level, and at rules. */
export function splitPandoc(lines: readonly Line[], level: number): PandocSlide[] {
  const slides: { at: number; level: number; heading: string; braces: Braces; lines: Line[] }[] = [];
  let depth = 0;
  const begin = (at: number, own: number, written: string) => {
    const [, heading = '', words] = /^(.*?)(?:\{([^{}]*)\})?\s*$/.exec(written) ?? [];
    slides.push({ at, level: own, heading: heading.trim(), braces: parseBraces(words ?? ''), lines: [] });
  };
  for (const line of lines) {
    const fence = fenceWords(line);
    if (fence !== undefined) depth = Math.max(0, depth + (fence ? 1 : -1));
    const [, marks, text = ''] = line.isCode || depth > 0 ? [] : (HEADING.exec(line.text) ?? []);
    const isRule = !line.isCode && depth === 0 && RULE.test(line.text);
    if (marks !== undefined && marks.length <= level) begin(line.at, marks.length, text);
    else if (isRule) begin(line.at, 0, '');
    else {
      if (slides.length === 0) {
        if (line.text.trim() === '') continue;
        begin(line.at, 0, '');
      }
      slides.at(-1)?.lines.push(line);
    }
  }
  return slides.filter(({ heading, lines: own, braces, level: of }) => {
    const isEmpty = heading === '' && own.every(({ text }) => text.trim() === '');
    return !isEmpty || of > 0 || braces.values.size > 0;
  });
}

/** Classes of headings that concern the whole slide, and ours. */
const CLASSES: Readonly<Record<string, string>> = {
  smaller: 'small',
  center: 'center',
  inverse: 'dark',
  standout: 'statement',
};

/** Classes that say nothing here. */
const IDLE =
  /^(?:unnumbered|unlisted|scrollable|nostretch|fragile|allowframebreaks|plain|title-slide|slide|level\d|-)$/;

/** What a heading's braces say of a slide, in our words. */
export function slideWords({ id, classes, values }: Braces): {
  readonly id?: string;
  readonly classes: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
} {
  const attributes: Record<string, string> = {};
  for (const [key, value] of values) {
    const name = key.replace(/^data-/, '');
    if (value === 'false') continue;
    if (name === 'background') {
      const isColour = /^(?:#[\da-f]{3,8}|[a-z]+|(?:rgb|hsl)a?\(.*\))$/i.test(value);
      attributes[isColour ? 'data-background-color' : 'data-background-image'] = value;
    } else if (
      /^(?:background-.+|transition.*|auto-animate.*|visibility|state|notes|autoslide)$/.test(name)
    ) {
      attributes[`data-${name}`] = value === 'true' && name !== 'visibility' ? '' : value;
    }
  }
  const own = classes.filter((name) => !IDLE.test(name)).flatMap((name) => namesIn(CLASSES[name] ?? name));
  return { ...(id !== undefined && { id }), classes: own, attributes };
}
