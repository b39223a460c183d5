/** Extracts notes from a slide's elements: those of reveal.js, and those of other tools with a warning. */

import { escapeHtml } from '../html/escape.ts';
import type { Warn } from '../html/sanitize.ts';
import {
  attribute,
  classes,
  detachNode,
  type Element,
  elements,
  innerHtml,
  type Node,
  type ParentNode,
  removeAttribute,
  textOf,
} from '../html/tree.ts';
import type { Finding } from '../model/diagnostic.ts';
import { dedent } from '../text/text.ts';

/** Notes from a slide's elements, as HTML. */
export interface ElementNotes {
  /** For the whole slide. */
  readonly html: string;
  /** For single fragments, in document order. */
  readonly ofFragments: readonly FragmentNotes[];
}

/** Notes on a fragment or inside one. */
export interface FragmentNotes {
  readonly fragment: Element;
  readonly html: string;
}

/**
 * Removes `data-notes`, `<aside class="notes">` and notes in other tools' forms from a slide, and returns them.
 * `markdown` renders those written in Markdown.
 */
export function takeNotes(
  section: Element,
  markdown: (text: string) => string,
  warn: Warn = () => {},
): ElementNotes {
  const all = [section, ...elements(section)];
  const plain = all
    .filter((element) => attribute(element, 'data-notes') !== undefined)
    .map((element) => ({
      fragment: fragmentAround(element),
      html: paragraph(removeAttribute(element, 'data-notes')?.trim() ?? ''),
    }));
  const asides = all.flatMap((element) => {
    // A slide that is notes is hidden.
    const kind = element === section ? undefined : notesIn(element);
    if (kind === undefined) return [];
    if (kind === 'meant') warn(meantNotes(element), ...signsOf(element));
    return { aside: blockOf(element), fragment: fragmentAround(element) };
  });
  // In reverse order, so that nested notes are not included twice.
  const written = asides.toReversed().map(({ aside, fragment }) => {
    detachNode(aside);
    const isMarkdown = attribute(aside, 'data-markdown') !== undefined || aside.tagName === 'pre';
    return { fragment, html: isMarkdown ? markdown(dedent(textOf(aside))) : innerHtml(aside).trim() };
  });
  const notes = [...plain, ...written.toReversed()].filter(({ html }) => html !== '');
  return {
    html: notes
      .filter(({ fragment }) => fragment === undefined)
      .map(({ html }) => html)
      .join('\n'),
    ofFragments: notes.flatMap(({ fragment, html }) => (fragment ? [{ fragment, html }] : [])),
  };
}

/** Returns the innermost fragment that an element is, or is inside. */
function fragmentAround(element: Element): Element | undefined {
  for (
    let node: Node | ParentNode | null = element;
    node;
    node = 'parentNode' in node ? node.parentNode : null
  ) {
    if ('tagName' in node && classes(node).includes('fragment')) return node;
  }
  return undefined;
}

function paragraph(text: string): string {
  return text === '' ? '' : `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
}

/** Elements and classes that contain notes in other tools' HTML, besides reveal.js's `<aside class="notes">`. */
const NOTES = /^(?:speaker|presenter)?[-_]?notes?$/i;

/** Returns whether a class is one by which other tools know notes; `note` is that of a callout. */
export function isNameOfNotes(name: string): boolean {
  return NOTES.test(name) && !/^note$/i.test(name);
}

/** Returns whether an element contains notes: `written` as in reveal.js, or `meant` as such in another form. */
function notesIn(element: Element): 'written' | 'meant' | undefined {
  const names = classes(element);
  if (element.tagName === 'aside' && names.includes('notes')) return 'written';
  const isCode = element.tagName === 'code' && element.parentNode?.nodeName === 'pre';
  const language = isCode
    ? names.find((name) => name.startsWith('language-'))?.slice('language-'.length)
    : undefined;
  const isMeant = isCode
    ? NOTES.test(language ?? '')
    : NOTES.test(element.tagName) || names.some(isNameOfNotes);
  return isMeant ? 'meant' : undefined;
}

/** Returns the element to remove: for code, its `<pre>`. */
function blockOf(element: Element): Element {
  const parent = element.parentNode;
  return parent && 'tagName' in parent && parent.tagName === 'pre' ? parent : element;
}

/** Returns how such an element may be written in the source, to find its place. */
function signsOf(element: Element): readonly string[] {
  return [
    `<${element.tagName} class="${attribute(element, 'class')}"`,
    ...classes(element),
    `<${element.tagName}`,
  ].map((sign) => sign.replace('language-', '```'));
}

function meantNotes(element: Element): Finding {
  const [name = ''] = classes(element);
  const what =
    element.tagName === 'code'
      ? `code in \`${name.replace('language-', '')}\``
      : name === ''
        ? `<${element.tagName}>`
        : `<${element.tagName} class="${attribute(element, 'class')}">`;
  return {
    rule: 'private-text',
    reason: `${what} is notes in other tools; nobody but presenters sees it`,
    hint: 'Write notes after `Note:`; if it should be on the slide, call it otherwise.',
  };
}
