/**
 * Variables, `{{ name }}` on slides and in notes, for decks that declare `vars`. Values are inserted into the
 * tree after Markdown was parsed, so that nothing in them is taken for Markdown or HTML.
 */

import {
  attribute,
  classes,
  createText,
  descendants,
  type Element,
  elements,
  isElement,
  isText,
  keepClasses,
  replaceNode,
  type Text,
  textOf,
} from '../../html/tree.ts';
import type { Slide } from '../../model/deck.ts';
import type { Finding } from '../../model/diagnostic.ts';
import { inWords } from '../../model/in-words.ts';
import { nearest } from '../../model/nearest.ts';
import type { DeckSettings, Variables } from '../../model/settings.ts';
import { MATH_ATTRIBUTE } from '../math/syntax.ts';
import { markFigure } from '../stated-figures/mark.ts';

/** The use of a variable; a backslash before it escapes it. */
const USE = /(?<!\\)\{\{([ \t]*)([\p{L}_][\p{L}\p{N}_-]*)([ \t]*)\}\}/gu;

/**
 * Masks of the characters in a use, with which it passes through Markdown as one word: Unicode noncharacters,
 * which are reserved for internal use. In code, the mask is undone.
 */
const SIGNS = [
  ['{{', '\uFDD0'],
  ['}}', '\uFDD1'],
  [' ', '\uFDD2'],
  ['\t', '\uFDD3'],
] as const;

const MASKED = /\uFDD0[^\uFDD0\uFDD1]*\uFDD1/g;

const MASKED_GROUP = new RegExp(`(${MASKED.source})`);

/** A masked use, percent-encoded by `marked` in an address. */
const ENCODED = /%EF%B7%90.*?%EF%B7%91/g;

/** The class of code in which variables are replaced. */
const WANTED = 'vars';

/** Elements whose text is literal. */
const LITERAL: ReadonlySet<string> = new Set('pre code script style textarea svg math template'.split(' '));

/** Names that have values without being declared. */
const BUILT_IN = ['title', 'date', 'venue', 'speakers'] as const;

/** Decodes a mapping of variables; invalid names and values are reported to `refuse`. */
export function decodeVariables(
  mapping: Readonly<Record<string, unknown>>,
  refuse: (finding: Finding, name: string) => void,
): Variables {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(mapping)) {
    const isName = /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name);
    if (isName && ['string', 'number', 'boolean'].includes(typeof value)) variables[name] = String(value);
    else {
      const reason = isName
        ? `the variable \`${name}\` cannot be ${inWords(value)}`
        : `\`${name}\` cannot be a variable’s name`;
      const hint = isName ? 'It is a text or a number.' : 'A name is letters, digits, `_` and `-`.';
      refuse({ rule: 'setting-value', reason, hint }, name);
    }
  }
  return variables;
}

/** Returns a slide's variables: those of its deck override those of its file; undefined if neither declares any. */
export function variablesOf(slide: Slide, settings: DeckSettings): Variables | undefined {
  if (!slide.vars && !settings.vars) return undefined;
  const { title, date, venue, speakers } = settings;
  const builtIn = { title, date, venue, speakers: speakers.join(', ') || undefined };
  const known = Object.entries(builtIn).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(known), ...slide.vars, ...settings.vars };
}

/** Masks the variables in Markdown or HTML, so that each is a single word. */
export function maskVariables(source: string): string {
  return source.replace(USE, (use) => SIGNS.reduce((text, [sign, mask]) => text.replaceAll(sign, mask), use));
}

/** Returns a text whose variables are masked as it was written. */
export function unmaskVariables(text: string): string {
  return SIGNS.reduce((all, [sign, mask]) => all.replaceAll(mask, sign), text);
}

/**
 * Replaces masked variables in a tree by their values. `warn` is called for each name without a value, with its
 * use as written.
 */
export function fillVariables(
  section: Element,
  variables: Variables,
  warn: (finding: Finding, use: string) => void,
): void {
  const value = (masked: string): string => {
    const use = unmaskVariables(masked);
    const name = nameIn(use);
    if (Object.hasOwn(variables, name)) return variables[name] ?? '';
    warn(unknown(name, Object.keys(variables)), use);
    return use;
  };
  const fill = (text: string) =>
    text.replace(ENCODED, (encoded) => decodeURIComponent(encoded)).replace(MASKED, value);
  for (const node of [section, ...descendants(section)]) {
    if (isText(node) && isLiteral(node)) node.value = unmaskVariables(node.value);
    else if (isText(node)) fillText(node, variables, value);
    if (!isElement(node)) continue;
    for (const attr of node.attrs) if (/\uFDD0|%EF%B7%90/.test(attr.value)) attr.value = fill(attr.value);
  }
  for (const element of elements(section)) forget(element);
}

/**
 * Replaces the variables in a text node; figures that are filled in once they are known get an element of their
 * own.
 */
function fillText(text: Text, variables: Variables, value: (masked: string) => string): void {
  // `split` puts the matches of the group at odd indices.
  const nodes = text.value.split(MASKED_GROUP).map((part, i) => {
    if (i % 2 === 0) return createText(part);
    const name = nameIn(unmaskVariables(part));
    const mark = Object.hasOwn(variables, name) ? markFigure(name, value(part)) : undefined;
    return mark ?? createText(value(part));
  });
  if (nodes.some(isElement)) replaceNode(text, nodes);
  else text.value = nodes.map(textOf).join('');
}

/** Returns the name in a use, without the braces. */
function nameIn(use: string): string {
  return use.slice(2, -2).trim();
}

function isLiteral(text: Text): boolean {
  let literal = false;
  for (let above = text.parentNode; above && 'tagName' in above; above = above.parentNode) {
    if (classes(above).includes(WANTED)) return false;
    literal ||= LITERAL.has(above.tagName) || attribute(above, MATH_ATTRIBUTE) !== undefined;
  }
  return literal;
}

/** Removes the class `vars`, which is no longer needed. */
function forget(element: Element): void {
  keepClasses(element, (name) => name !== WANTED);
}

function unknown(name: string, known: readonly string[]): Finding {
  const isBuiltIn = BUILT_IN.some((each) => each === name);
  const close = nearest(name, known);
  return {
    rule: 'unknown-variable',
    reason: `the variable \`${name}\` has no value`,
    hint: isBuiltIn
      ? `Write \`${name}: …\` into the front matter.`
      : close === undefined
        ? `Declare it with \`vars:\` in the front matter, or write \`\\{{ ${name} }}\` for the signs themselves.`
        : `Did you mean \`{{ ${close} }}\`?`,
  };
}
