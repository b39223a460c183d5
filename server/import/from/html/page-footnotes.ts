/** Footnotes of Pandoc's and Quarto's pages, which stand on a slide at the end, become those of their slides. */
import {
  attribute,
  classes,
  createElement,
  detachNode,
  elements,
  innerHtml,
  type ParentNode,
  parseHtml,
  replaceNode,
  setAttribute,
} from '../../../deck/html/tree.ts';
import type { Slide } from '../../../deck/model/deck.ts';
import { namesIn } from '../../text/attributes/classes.ts';
import { markdownOf } from './html-markdown.ts';
import { FOOTNOTE } from './raw-html.ts';

/** Footnotes in Markdown, by their ids. */
export type Footnotes = ReadonlyMap<string, string>;

/** Returns whether a slide is the list of all footnotes. */
export function isFootnotes({ attributes, format }: Slide): boolean {
  return format === 'html' && namesIn(attributes.class).includes('footnotes');
}

/** Reads the footnotes of a page. */
export function footnotesOf(slides: readonly Slide[]): Footnotes {
  const lists = slides.filter(isFootnotes).map(({ source }) => parseHtml(source));
  return new Map(
    lists.flatMap((list) =>
      elements(list)
        .filter(({ tagName }) => tagName === 'li')
        .map((item) => {
          for (const link of elements(item)) if (classes(link).includes('footnote-back')) detachNode(link);
          return [attribute(item, 'id') ?? '', markdownOf(innerHtml(item))] as const;
        }),
    ),
  );
}

/** Marks the references of a slide to its footnotes. Returns their definitions. */
export function markFootnotes(tree: ParentNode, footnotes: Footnotes): string[] {
  return elements(tree).flatMap((link) => {
    if (link.tagName !== 'a' || !classes(link).includes('footnote-ref')) return [];
    const id = (attribute(link, 'href') ?? '').replace(/^#\/?/, '');
    const text = footnotes.get(id);
    if (text === undefined) return [];
    const reference = createElement(FOOTNOTE);
    setAttribute(reference, 'id', id);
    replaceNode(link, [reference]);
    return [`[^${id}]: ${text.replace(/\n(?=.)/g, '\n    ')}`];
  });
}
