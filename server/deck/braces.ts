/** Attributes without comments: `{.fragment #id key=value}` after an item, a heading, a picture or a paragraph. */
import {
  addClass,
  applyAttributes,
  attribute,
  classes,
  detachNode,
  type Element,
  elements,
  isElement,
  isText,
  type ParentNode,
  removeAttribute,
  setAttribute,
  type Text,
} from './tree.ts';

const WORD = String.raw`(?:[.#][\w-]+|[a-zA-Z][\w-]*=(?:"[^"]*"|'[^']*'|[^\s"'{}]+))`;
const BLOCK = String.raw`\{\s*(${WORD}(?:\s+${WORD})*)\s*\}`;
const AT_START = new RegExp(`^${BLOCK}`);
const AT_END = new RegExp(`(\\n?)[ \\t]*${BLOCK}\\s*$`);
const ALONE = new RegExp(`^\\s*${BLOCK}\\s*$`);

/** Elements whose text is literal. */
const LITERAL: ReadonlySet<string> = new Set(['pre', 'code', 'script', 'style', 'textarea', 'svg', 'math']);

/** Blocks that braces at the end of their text belong to. */
const BLOCKS: ReadonlySet<string> = new Set([
  'p',
  'li',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'td',
  'th',
  'dt',
  'dd',
  'figcaption',
]);

/** The class that makes every child of a block a fragment. */
const EACH = 'fragments';

/** Finds the braces below `root`, applies and removes them. */
export function applyBraces(root: ParentNode): void {
  for (const element of [...elements(root)]) {
    if (LITERAL.has(element.tagName) || insideLiteral(element)) continue;
    applyAfterInline(element);
    if (BLOCKS.has(element.tagName)) applyAtEnd(element, root);
  }
  spreadFragments(root);
}

/** `![x](y.png){.r-stretch}` and `**x**{.fragment}`: no space between. */
function applyAfterInline(element: Element): void {
  if (BLOCKS.has(element.tagName)) return;
  const siblings = element.parentNode?.childNodes ?? [];
  const next = siblings[siblings.indexOf(element) + 1];
  if (!next || !isText(next)) return;
  const match = AT_START.exec(next.value);
  if (!match) return;
  next.value = next.value.slice(match[0].length);
  applyAttributes(element, decodeBraces(match[1] ?? ''));
}

function applyAtEnd(element: Element, root: ParentNode): void {
  const text = lastText(element);
  if (!text) return;
  const alone = ALONE.exec(text.value);
  if (alone && element.tagName === 'p' && element.childNodes.length === 1) {
    const block = blockBefore(element);
    if (!block) return;
    applyAttributes(block, decodeBraces(alone[1] ?? ''));
    detachNode(element);
    return;
  }
  const match = AT_END.exec(text.value);
  // Right behind an inline element the braces are that element's.
  if (
    !match ||
    (match.index === 0 && match[1] === '' && /^\{/.test(text.value) && element.childNodes[0] !== text)
  )
    return;
  text.value = text.value.slice(0, match.index);
  const onOwnLine = match[1] === '\n';
  applyAttributes(onOwnLine ? listAround(element, root) : element, decodeBraces(match[2] ?? ''));
}

/** The braces on a line of their own below a list's last item, which Markdown takes for more of that item. */
function listAround(element: Element, root: ParentNode): Element {
  let target = element;
  while (target.tagName === 'li' || target.parentNode?.nodeName === 'li') {
    const parent = target.parentNode;
    if (!parent || parent === root || !('tagName' in parent)) break;
    target = parent;
    if (target.tagName === 'ul' || target.tagName === 'ol') break;
  }
  return target;
}

/** The text that ends a block, where a nested list does not end it. */
function lastText(element: Element): Text | undefined {
  const nested = element.childNodes.findIndex(
    (child) => isElement(child) && ['ul', 'ol'].includes(child.tagName),
  );
  const own = nested === -1 ? element.childNodes : element.childNodes.slice(0, nested);
  const last = own.at(-1);
  return last && isText(last) ? last : undefined;
}

function blockBefore(element: Element): Element | undefined {
  const siblings = element.parentNode?.childNodes ?? [];
  return siblings.slice(0, siblings.indexOf(element)).filter(isElement).at(-1);
}

function insideLiteral(element: Element): boolean {
  let above = element.parentNode;
  while (above && 'tagName' in above) {
    if (LITERAL.has(above.tagName)) return true;
    above = above.parentNode;
  }
  return false;
}

function decodeBraces(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  const names: string[] = [];
  for (const [word] of text.matchAll(new RegExp(WORD, 'g'))) {
    if (word.startsWith('.')) names.push(word.slice(1));
    else if (word.startsWith('#')) attributes.id = word.slice(1);
    else {
      const [name = '', value = ''] = word.split(/=(.*)/s);
      attributes[name] = value.replace(/^(["'])(.*)\1$/s, '$2');
    }
  }
  return names.length > 0 ? { ...attributes, class: names.join(' ') } : attributes;
}

function spreadFragments(root: ParentNode): void {
  for (const element of elements(root)) {
    const names = classes(element);
    if (!names.includes(EACH)) continue;
    const rest = names.filter((name) => name !== EACH);
    if (rest.length > 0) setAttribute(element, 'class', rest.join(' '));
    else removeAttribute(element, 'class');
    for (const child of element.childNodes) if (isElement(child)) addClass(child, 'fragment');
  }
}

/** Every list item becomes a fragment, for decks that set `animateLists`. */
export function animateLists(root: ParentNode): void {
  for (const element of elements(root)) {
    if (element.tagName === 'li' && attribute(element, 'id')?.startsWith('footnote') !== true)
      addClass(element, 'fragment');
  }
}
