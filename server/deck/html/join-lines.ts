/**
 * Joins lines of Chinese and Japanese, which are written without spaces between words: a line end between two of
 * their characters means no space. Browsers show one there (CSS Text 3, 4.1.3, leaves it to them). Korean is
 * written with spaces.
 */
import { descendants, type Element, isElement, isInside, isText, type Node, type Text } from './tree.ts';

const WIDE =
  '[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Bopomofo}\\u3001-\\u303f\\uff01-\\uff60\\uffe0-\\uffe6]';
const ANY = new RegExp(WIDE, 'u');
const WITHIN = new RegExp(`(?<=${WIDE})[ \\t]*\\n[ \\t]*(?=${WIDE})`, 'gu');
const AT_END = new RegExp(`${WIDE}$`, 'u');
const AT_START = new RegExp(`^${WIDE}`, 'u');

/** Elements in which line ends stay. */
const LITERAL: ReadonlySet<string> = new Set('pre code script style textarea svg math template'.split(' '));

/** Inline elements; lines are not joined across any other. */
const INLINE: ReadonlySet<string> = new Set(
  'a abbr b bdi cite code del dfn em i ins kbd mark q ruby s samp small span strong sub sup u var'.split(' '),
);

/** Removes line ends between Chinese or Japanese characters, which a browser would show as spaces. */
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

/**
 * Returns the neighbouring text of the same line; an empty string where a block, a line break or a picture
 * separates the two.
 */
function besides(text: Text, other: Text | undefined, step: 1 | -1): string {
  if (!other) return '';
  return lineOf(text) === lineOf(other) && isSteady(text, step) ? other.value : '';
}

/** Returns the block that contains a text. */
function lineOf(text: Text): Node | null {
  let above = text.parentNode;
  while (above && isElement(above) && INLINE.has(above.tagName)) above = above.parentNode;
  return above as Node | null;
}

/**
 * Returns whether what follows a text (or precedes it, by `step`) within its block is text or an inline element,
 * not a line break, a picture, a block or the block's edge.
 */
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
