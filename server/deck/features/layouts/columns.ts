/**
 * Columns: `***` separates them on a slide with the class `columns`, and `beside` separates text from anything else.
 */

import type { Warn } from '../../html/sanitize.ts';
import {
  append,
  attribute,
  classes,
  createElement,
  detachNode,
  type Element,
  isElement,
  isText,
  type Node,
} from '../../html/tree.ts';
import type { Finding } from '../../model/diagnostic.ts';
import { picturesOf } from '../pictures/pictures.ts';
import { LAYOUT_ATTRIBUTE } from './layouts.ts';

/** The maximum number of columns; more are too narrow for text. */
const MOST = 4;

/** Elements that text may be beside. */
const OBJECTS: ReadonlySet<string> = new Set('pre table figure img svg video iframe'.split(' '));

/**
 * Moves a slide's content into column elements, in the order of the source. A heading at the beginning stays
 * above them, and footnotes below. Without separators, a theme lets the content flow into columns.
 */
export function layColumns(section: Element, warn: Warn): void {
  const names = classes(section);
  const isBeside = names.includes('beside');
  if (!isBeside && !names.includes('columns')) return;
  const { head, body, foot } = partsOf(section);
  const columns = isBeside ? besides(body) : partedByRules(body);
  if (attribute(section, LAYOUT_ATTRIBUTE) !== undefined) {
    const finding = complaint(columns, isBeside);
    if (finding) warn(finding, isBeside ? '.beside' : '***');
  }
  if (columns.length < 2) return;
  const grid = createElement('div', { class: 'columns' });
  for (const nodes of columns) {
    const column = createElement('div');
    append(column, nodes);
    append(grid, [column]);
  }
  for (const rule of section.childNodes.filter(isRule)) detachNode(rule);
  append(section, [...head, grid, ...foot]);
}

interface Parts {
  readonly head: readonly Node[];
  readonly body: readonly Node[];
  readonly foot: readonly Node[];
}

function partsOf({ childNodes }: Element): Parts {
  const isHeading = (node: Node) => isElement(node) && (node.tagName === 'h1' || node.tagName === 'h2');
  const isFoot = (node: Node) => isElement(node) && classes(node).includes('footnotes');
  const begin = childNodes.findIndex((node) => !isHeading(node) && !isBlank(node));
  const body = begin === -1 ? [] : childNodes.slice(begin);
  return {
    head: begin === -1 ? childNodes : childNodes.slice(0, begin),
    body: body.filter((node) => !isFoot(node)),
    foot: body.filter(isFoot),
  };
}

function partedByRules(nodes: readonly Node[]): Node[][] {
  const columns: Node[][] = [[]];
  for (const node of nodes) {
    if (isRule(node)) columns.push([]);
    else columns.at(-1)?.push(node);
  }
  return columns;
}

/** Splits the content into two columns at the first change between text and other content. */
function besides(nodes: readonly Node[]): Node[][] {
  const blocks = nodes.filter(isElement);
  const other = blocks.find((block, i) => i > 0 && isObject(block) !== isObject(blocks[i - 1] ?? block));
  if (!other) return [[...nodes]];
  const at = nodes.indexOf(other);
  return [nodes.slice(0, at), nodes.slice(at)];
}

function isObject(block: Element): boolean {
  return OBJECTS.has(block.tagName) || picturesOf(block).length > 0;
}

function complaint(columns: readonly (readonly Node[])[], isBeside: boolean): Finding | undefined {
  if (isBeside && columns.length < 2) {
    return {
      rule: 'layout',
      reason:
        'the layout `beside` is for words and something beside them, and this slide has only one of both',
      hint: 'Add code, a table or a picture, or words.',
    };
  }
  if (columns.length > 1 && columns.some((column) => column.every(isBlank))) {
    return {
      rule: 'layout',
      reason: 'a column of this slide is empty',
      hint: 'Write `***` only between two columns.',
    };
  }
  if (columns.length <= MOST) return undefined;
  return {
    rule: 'layout',
    reason: `${columns.length} columns are too narrow to read`,
    hint: `Make at most ${MOST}, or part the slide.`,
  };
}

function isRule(node: Node): boolean {
  return isElement(node) && node.tagName === 'hr';
}

function isBlank(node: Node): boolean {
  return isText(node) && node.value.trim() === '';
}
