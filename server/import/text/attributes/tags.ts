/** HTML tags in a line of Markdown, as components of other tools are written. */
import { type Line, outsideCode } from '../lines.ts';

/** A tag. */
export interface Tag {
  readonly name: string;
  readonly isClosing: boolean;
  readonly isSelfClosing: boolean;
  /** Values by name; empty for names alone. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly whole: string;
}

const TAG = /<(\/?)([A-Za-z][\w.:-]*)((?:\s+(?:"[^"]*"|'[^']*'|[^"'<>])*)?)>/g;
const ATTRIBUTE = /([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g;

/** Elements that have no end. */
const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);

/** Rewrites the tags of a text outside of code spans. */
export function mapTags(text: string, rewrite: (tag: Tag) => string): string {
  if (!text.includes('<')) return text;
  return outsideCode(text, (part) =>
    part.replace(TAG, (whole: string, slash: string, name: string, rest: string) =>
      rewrite(tagOf({ whole, slash, name, rest })),
    ),
  );
}

/** Returns the tag that a line consists of; undefined for any other line. */
export function onlyTag(text: string): Tag | undefined {
  const [match, ...others] = text.trim().matchAll(TAG);
  if (!match || others.length > 0 || match[0] !== text.trim()) return undefined;
  return tagOf({ whole: match[0], slash: match[1] ?? '', name: match[2] ?? '', rest: match[3] ?? '' });
}

function tagOf(parts: {
  readonly whole: string;
  readonly slash: string;
  readonly name: string;
  readonly rest: string;
}): Tag {
  const { whole, slash, name, rest } = parts;
  const attributes = new Map<string, string>();
  for (const [, key = '', double, single, bare] of rest.replace(/\/\s*$/, '').matchAll(ATTRIBUTE)) {
    attributes.set(key, double ?? single ?? bare ?? '');
  }
  return { name, isClosing: slash !== '', isSelfClosing: /\/\s*$/.test(rest), attributes, whole };
}

/** Writes a tag; one that closes itself and may not in HTML gets its end. */
export function tagText(
  name: string,
  attributes: ReadonlyMap<string, string>,
  isSelfClosing = false,
): string {
  const pairs = [...attributes].map(([key, value]) => {
    if (value === '') return ` ${key}`;
    return value.includes('"') ? ` ${key}='${value}'` : ` ${key}="${value}"`;
  });
  return `<${name}${pairs.join('')}>${isSelfClosing && !VOID.has(name.toLowerCase()) ? `</${name}>` : ''}`;
}

/** The most lines of one tag. */
const MOST_LINES = 40;

/** Joins tags that are written on several lines to one. */
export function joinTags(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    let text = line.text;
    let end = i;
    while (!line.isCode && isOpen(text) && end - i < MOST_LINES && end + 1 < lines.length) {
      const next = lines[end + 1];
      if (!next || next.isCode || next.text.trim() === '') break;
      text = `${text.trimEnd()} ${next.text.trim()}`;
      end++;
    }
    const isJoined = end > i && !isOpen(text);
    result.push(isJoined ? { ...line, text } : line);
    if (isJoined) i = end;
  }
  return result;
}

/** Returns whether a text ends within a tag. */
function isOpen(text: string): boolean {
  return /<\/?[A-Za-z][\w.:-]*(?:\s+(?:"[^"]*"|'[^']*'|[^"'<>])*)?(?:"[^"]*|'[^']*)?$/.test(text);
}

/** Returns the index of the line with the end of the element that a line opens; −1 where there is none. */
export function endOfElement(lines: readonly Line[], from: number, name: string): number {
  let depth = 0;
  for (let i = from; i < lines.length; i++) {
    const line = lines[i];
    if (!line || line.isCode) continue;
    mapTags(line.text, (tag) => {
      if (tag.name === name && !tag.isSelfClosing) depth += tag.isClosing ? -1 : 1;
      return tag.whole;
    });
    if (depth <= 0) return i;
  }
  return -1;
}
