/** A slide's own braces, on its first line, and the layout that they request: `{.columns}`, `{.left #here}`. */

import type { Warn } from '../../html/sanitize.ts';
import {
  attribute,
  detachNode,
  type Element,
  elements,
  isElement,
  isText,
  setAttribute,
  textOf,
} from '../../html/tree.ts';
import type { Finding } from '../../model/diagnostic.ts';
import { applyWritten } from '../../privacy/private-parts.ts';
import { BRACES, decodeBraces } from '../attributes/syntax.ts';
import { fillingPictures } from '../pictures/pictures.ts';

/**
 * Marks slides whose braces request a layout. Decks for reveal-md use classes of the same names with other meanings, so
 * for reveal.js's own themes only this attribute counts; Lectern's themes use the classes themselves.
 */
export const LAYOUT_ATTRIBUTE = 'data-layout';

/** The classes that request a layout; each excludes the others. */
export const LAYOUTS: ReadonlySet<string> = new Set(
  'title section statement quote stat agenda compare timeline people end image-caption full left right columns beside'.split(
    ' ',
  ),
);

const FIRST_LINE = new RegExp(`^${BRACES}[ \\t]*(\\n|$)`);

/** A word in braces that lacks its dot. */
const POINTLESS = /^\{\s*([a-z-]+)\s*\}$/;

/** Applies the braces on a slide's first line to the slide, and removes them. */
export function applySlideBraces(section: Element, warn: Warn): void {
  const first = section.childNodes.find(isElement);
  const text = first?.childNodes[0];
  if (first?.tagName !== 'p' || !text || !isText(text)) return;
  const match = FIRST_LINE.exec(text.value);
  if (!match) {
    const name = POINTLESS.exec(textOf(first))?.[1] ?? '';
    if (LAYOUTS.has(name)) warn(pointless(name), `{${name}`);
    return;
  }
  const [line, words = '', end] = match;
  if (end === '' && first.childNodes.length > 1) return;
  const attributes = decodeBraces(words);
  applyWritten(section, attributes);
  text.value = text.value.slice(line.length);
  if (text.value === '' && first.childNodes.length === 1) detachNode(first);
  const asked = (attributes.class ?? '').split(' ').filter((name) => LAYOUTS.has(name));
  const [one, other] = asked;
  if (one === undefined) return;
  setAttribute(section, LAYOUT_ATTRIBUTE, one);
  if (other !== undefined) warn(twice(one, other), line.trim());
}

/** Warns of a requested layout whose content is missing. */
export function checkLayout(section: Element, warn: Warn): void {
  const layout = attribute(section, LAYOUT_ATTRIBUTE);
  if (layout === 'left' || layout === 'right' || layout === 'full') {
    const kind = layout === 'full' ? 'picture' : layout;
    if (fillingPictures(section, kind).length === 0) warn(lacks(layout, 'a picture'), `.${layout}`);
  }
  if (layout === 'quote' && !elements(section).some(({ tagName }) => tagName === 'blockquote'))
    warn(lacks(layout, 'a quote, `> Words`'), `.${layout}`);
  const wanted = layout === undefined ? undefined : WANTED[layout];
  if (wanted && !elements(section).some(({ tagName }) => wanted.tags.test(tagName)))
    warn(lacks(layout ?? '', wanted.words), `.${layout}`);
}

/** What a layout is made of, where nothing else on a slide could stand for it. */
const WANTED: Readonly<Record<string, { readonly tags: RegExp; readonly words: string }>> = {
  stat: { tags: /^h[1-3]$/, words: 'a number as a heading, `# 97 %`' },
  compare: { tags: /^h3$/, words: 'two heads, `### Before` and `### After`' },
  timeline: { tags: /^(?:[ou]l|dl)$/, words: 'a list' },
  people: { tags: /^[ou]l$/, words: 'a list of people, `- ![Ada](ada.jpg) Ada`' },
  'image-caption': { tags: /^(?:img|video|svg)$/, words: 'a picture' },
};

function pointless(name: string): Finding {
  return {
    rule: 'layout',
    reason: `\`{${name}}\` is text; it asks for no layout`,
    hint: `Write \`{.${name}}\`, with a point.`,
  };
}

function twice(one: string, other: string): Finding {
  return {
    rule: 'layout',
    reason: `a slide has one layout, not both \`${one}\` and \`${other}\``,
    hint: 'Take one of them away.',
  };
}

function lacks(layout: string, what: string): Finding {
  return {
    rule: 'layout',
    reason: `the layout \`${layout}\` is for ${what}, and this slide has none`,
    hint: 'Add it on lines of its own, or take the layout away.',
  };
}
