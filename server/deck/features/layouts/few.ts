/**
 * Tells slides below whose heading there is little, when a deck is compiled: a short text is set larger, and code that has room.
 * Sizes are estimated, as for compositions.
 */
import { attribute, classes, type Element, elements, isElement, isText, textOf } from '../../html/tree.ts';
import { visibleText } from '../visible-text.ts';
import { linesIn } from './word-sizes.ts';

/** What there is little of: text, or code, which has two larger sizes. */
export type Few = 'words' | 'code' | 'lines';

/** Blocks of text. */
const TEXT: ReadonlySet<string> = new Set(['p', 'ul', 'ol']);

/** Elements beside which letters do not grow: they have a size of their own. */
const OBJECTS: ReadonlySet<string> = new Set(
  'img svg video audio iframe table pre math input details'.split(' '),
);

/** The room below a heading in lines of larger text, and the width of a line in ems. */
const TEXT_ROOM = { lines: 6.5, width: 25 } as const;

/** Between blocks and items, in lines. */
const GAP = 0.3;

/** What code may have at most, in characters and lines, to be set large or larger than usual. */
const CODE_ROOMS = [
  ['code', { columns: 50, lines: 9 }],
  ['lines', { columns: 60, lines: 11 }],
] as const;

/** Returns what there is little of on a slide without a kind; undefined where there is much, or something else. */
export function fewOn(section: Element): Few | undefined {
  // What moves from slide to slide keeps its size.
  if (classes(section).length > 0 || attribute(section, 'data-auto-animate') !== undefined) return undefined;
  if (section.childNodes.some((node) => isText(node) && node.value.trim() !== '')) return undefined;
  const [heading, ...blocks] = section.childNodes.filter(isElement);
  if (heading?.tagName !== 'h2' || blocks.length === 0) return undefined;
  const [only] = blocks;
  if (only?.tagName === 'pre') return blocks.length === 1 ? fewLines(only) : undefined;
  return hasFewWords(blocks) ? 'words' : undefined;
}

function hasFewWords(blocks: readonly Element[]): boolean {
  const isPlain = (block: Element) => TEXT.has(block.tagName) && classes(block).length === 0;
  if (!blocks.every(isPlain) || blocks.flatMap(elements).some(isObject)) return false;
  const parts = blocks.flatMap((block) =>
    block.tagName === 'p' ? [block] : elements(block).filter(({ tagName }) => tagName === 'li'),
  );
  const lines = parts.map((part) => linesIn(ownWords(part), TEXT_ROOM.width) ?? TEXT_ROOM.lines);
  return lines.reduce((sum, each) => sum + each + GAP, -GAP) <= TEXT_ROOM.lines;
}

function isObject(element: Element): boolean {
  const names = classes(element);
  return OBJECTS.has(element.tagName) || names.includes('katex-display') || names.includes('qr-code');
}

/** Returns an item's words without those of lists in it, whose items count themselves. */
function ownWords(part: Element): string {
  const words = part.childNodes.filter((node) => !isElement(node) || !/^[ou]l$/.test(node.tagName));
  return words.map(visibleText).join('').replace(/\s+/g, ' ').trim();
}

function fewLines(block: Element): Few | undefined {
  const isStyled =
    classes(block).some((name) => name !== 'code-wrapper') || attribute(block, 'style') !== undefined;
  if (isStyled) return undefined;
  // Steps have copies of the lines.
  const code = elements(block).find(({ tagName }) => tagName === 'code') ?? block;
  const rows = elements(code).filter(({ tagName }) => tagName === 'tr');
  const numbers = rows.length > 0 ? String(rows.length).length + 2 : 0;
  const lines =
    rows.length > 0
      ? rows.map((row) => textOf(row.childNodes.filter(isElement)[1] ?? row).replace(/\n$/, ''))
      : textOf(code).trimEnd().split('\n');
  const columns = numbers + Math.max(...lines.map((line) => [...line.replaceAll('\t', '  ')].length));
  return CODE_ROOMS.find(([, room]) => columns <= room.columns && lines.length <= room.lines)?.[0];
}
