/**
 * Isolates what is read from left to right inside right-to-left text: numbers with signs and units, arithmetic,
 * dates, and keys.
 */
import { type Direction, directionOfText } from '../model/direction.ts';
import {
  append,
  attribute,
  classes,
  createElement,
  createText,
  type Element,
  insertAfter,
  isElement,
  isText,
  type Node,
  type ParentNode,
  replaceNode,
  type Text,
  textOf,
} from './tree.ts';

/** Elements that are left-to-right anyway, or show no text. */
const LITERAL: ReadonlySet<string> = new Set(
  'pre code kbd samp tt script style textarea svg math option lectern-cast'.split(' '),
);

/** Inline elements that form one expression with an operator between them: `<kbd>Ctrl</kbd>+<kbd>C</kbd>`. */
const OPERANDS: ReadonlySet<string> = new Set('code kbd samp tt'.split(' '));
const OPERATOR = /^\s*[-+−–*×÷=≠<>≤≥→←⇒]+\s*$/u;

const NUMBER = String.raw`[+−±-]?\d+(?:[.,:]\d+)*(?:\s?[%‰°])?`;

/** Units that are common in talks, with SI and binary prefixes. */
const SYMBOL = '(?:[QRYZEPTGMkKhdcmµμnpf]i?)?(?:mol|cd|Hz|Pa|Wh|eV|bps|bit|lm|lx|[mgsAKNJWCVFTHΩBbLl])';
const UNIT = `(?:°[CF]|dBm?|fps|rpm|ppm|min|bar|px|pt|r?em|dpi|h|d|${SYMBOL})[²³]?`;

/** A telephone number; or numbers, the operators between them, and the unit that follows. */
const RUNS = new RegExp(
  String.raw`(?<![\p{L}\d])(?:\+\d+(?:[ -]\d+)+|${NUMBER}(?:\s*[+−±×·*/÷=≈≠<>≤≥-]\s*${NUMBER})*(?:[\s\u202f]?${UNIT}(?:[/·]${UNIT})*)?)(?![\p{L}\d])`,
  'gu',
);

/**
 * A leading sign, an operator, a date, or a unit: what surrounding right-to-left text would reorder. Ranges are
 * read in their own order.
 */
const TURNED = /^[+−±-]|[+−±×·*/÷=≈≠<>≤≥]|^\d+-\d+-\d+$|[\p{L}]/u;

/**
 * Wraps left-to-right expressions in right-to-left text into `<span dir="ltr">`, throughout the tree. `around` is
 * the direction of the text around `root`.
 */
export function isolateNumbers(root: ParentNode, around: Direction): void {
  const direction = isElement(root as Node) ? directionOf(root as Element, around) : around;
  if (direction === undefined) return;
  for (const child of [...root.childNodes]) {
    if (isText(child)) {
      if (direction === 'rtl') isolateRuns(child);
    } else if (isElement(child) && !isLiteral(child)) isolateNumbers(child, direction);
  }
  if (direction === 'rtl') joinOperands(root);
}

/**
 * Returns the direction of an element's text; undefined where its author set `dir` on an element without letters,
 * which then stays as it is.
 */
function directionOf(element: Element, around: Direction): Direction | undefined {
  const own = attribute(element, 'dir')?.toLowerCase();
  if (own === undefined && element.tagName !== 'bdi') return around;
  const letters = directionOfText(textOf(element));
  if (own === 'ltr' || own === 'rtl') return letters === undefined ? undefined : own;
  return letters ?? around;
}

/** Returns whether an element is code, a formula or a drawing, so that nothing in it is isolated. */
function isLiteral(element: Element): boolean {
  return LITERAL.has(element.tagName) || classes(element).includes('katex');
}

function isolateRuns(node: Text): void {
  if (!/\d/.test(node.value)) return;
  const parts: (Element | Text)[] = [];
  let end = 0;
  for (const { 0: run, index } of node.value.matchAll(RUNS)) {
    if (!TURNED.test(run)) continue;
    if (index > end) parts.push(createText(node.value.slice(end, index)));
    const isolated = createElement('span', { dir: 'ltr' });
    append(isolated, [createText(run)]);
    parts.push(isolated);
    end = index + run.length;
  }
  if (end === 0) return;
  if (end < node.value.length) parts.push(createText(node.value.slice(end)));
  replaceNode(node, parts);
}

/** Wraps keys and pieces of code that an operator joins into one left-to-right span. */
function joinOperands(parent: ParentNode): void {
  const children = [...parent.childNodes];
  let joined: Element | undefined;
  for (const [i, first] of children.entries()) {
    const [operator, second] = [children[i + 1], children[i + 2]];
    if (!isOperand(first) || !operator || !isText(operator) || !isOperand(second)) continue;
    if (!OPERATOR.test(operator.value)) continue;
    if (joined?.childNodes.at(-1) !== first) {
      joined = createElement('span', { dir: 'ltr' });
      insertAfter(first, joined);
      append(joined, [first]);
    }
    append(joined, [operator, second]);
  }
}

function isOperand(node: Node | undefined): node is Element {
  return node !== undefined && isElement(node) && OPERANDS.has(node.tagName);
}
