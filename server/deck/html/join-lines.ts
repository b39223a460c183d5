/**
 * Lines of Chinese and Japanese, which have no blanks between words: where a line ends between two of their characters, no
 * blank is meant. Browsers put one there (CSS Text 3, 4.1.3, leaves it to them). Korean has blanks.
 */
import { descendants, type Element, isElement, isInside, isText, type Node, type Text } from './tree.ts';

const WIDE =
  '[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Bopomofo}\\u3001-\\u303f\\uff01-\\uff60\\uffe0-\\uffe6]';
const ANY = new RegExp(WIDE, 'u');
const WITHIN = new RegExp(`(?<=${WIDE})[ \\t]*\\n[ \\t]*(?=${WIDE})`, 'gu');
const AT_END = new RegExp(`${WIDE}$`, 'u');
const AT_START = new RegExp(`^${WIDE}`, 'u');

/** Where lines stay as they are. */
const LITERAL: ReadonlySet<string> = new Set('pre code script style textarea svg math template'.split(' '));

/** What stands in a line: at others, nothing joins. */
const INLINE: ReadonlySet<string> = new Set(
  'a abbr b bdi cite code del dfn em i ins kbd mark q ruby s samp small span strong sub sup u var'.split(' '),
);

/** Takes the line ends away that would be blanks between characters without any. */
export function joinLines(root: Element): void {
  const texts = descendants(root).filter(isText);
  if (!texts.some(({ value }) => ANY.test(value))) return;
  for (const [i, text] of texts.entries()) {
    if (!text.value.includes('\n') || isInside(text, LITERAL)) continue;
    text.value = text.value.replace(WITHIN, '');
    const [before, after] = [besides(text, texts[i - 1], -1), besides(text, texts[i + 1], 1)];
    const isBlank = text.value.trim() === '';
    if (isBlank && AT_END.test(before) && AT_START.test(after)) text.value = '';
    if (isBlank) continue;
    if (AT_END.test(before) && AT_START.test(text.value.trimStart()))
      text.value = text.value.replace(/^[ \t]*\n[ \t]*/, '');
    if (AT_START.test(after) && AT_END.test(text.value.trimEnd()))
      text.value = text.value.replace(/[ \t]*\n[ \t]*$/, '');
  }
}

/** The text beside another in the same line; empty where a block, a break or a picture stands between. */
function besides(text: Text, other: Text | undefined, step: 1 | -1): string {
  if (!other) return '';
  return lineOf(text) === lineOf(other) && isSteady(text, step) ? other.value : '';
}

/** The block that a text is a line of. */
function lineOf(text: Text): Node | null {
  let above = text.parentNode;
  while (above && isElement(above) && INLINE.has(above.tagName)) above = above.parentNode;
  return above as Node | null;
}

/** Whether what comes next to a text in its element, or to the elements around it, is no break, picture or block. */
function isSteady(text: Text, step: 1 | -1): boolean {
  let node: Node = text;
  for (;;) {
    const siblings: readonly Node[] = node.parentNode?.childNodes ?? [];
    const next = siblings[siblings.indexOf(node) + step];
    if (next) return isText(next) || (isElement(next) && INLINE.has(next.tagName));
    const parent: Node | null = node.parentNode as Node | null;
    if (!parent || !isElement(parent) || !INLINE.has(parent.tagName)) return false;
    node = parent;
  }
}
