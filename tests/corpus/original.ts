/** The corpus as decks.openmirage.org rendered it: split as reveal.js 2.6 did, and read by marked 0.2.9. */
import { existsSync, readFileSync } from 'node:fs';
import marked029 from 'marked-2013';
import { parse, parseFragment } from 'parse5';
import { attributeOf, descendants, type Element, isElement, type ParentNode, textOf } from './tree.ts';

/** Where the corpus is expected: beside the repository. */
export const CORPUS = new URL('../../../shared/corpus/mirage/', import.meta.url);

/** One entry of the corpus's decks.json. */
export interface OriginalDeck {
  readonly name: string;
  readonly title: string;
  readonly kind: 'md' | 'html';
  /** How many slides each column has. */
  readonly columns: readonly number[];
}

/** The decks that decks.json lists. @throws where the corpus is not there. */
export function originalDecks(): readonly OriginalDeck[] {
  const list = new URL('decks.json', CORPUS);
  if (!existsSync(list)) {
    throw new Error(
      `This test needs the decks of decks.openmirage.org in ${CORPUS.pathname}. ` +
        'Put the corpus there: `mirage/decks.json` and the six folders that it lists, as they were published.',
    );
  }
  return JSON.parse(readFileSync(list, 'utf8'));
}

/** The slides of a deck, column by column, each as the tree of what the site showed, notes left out. */
export function originalSlides({ name, kind }: OriginalDeck): readonly (readonly ParentNode[])[] {
  const file = new URL(kind === 'md' ? `${name}/content.md` : `${name}/index.html`, CORPUS);
  const text = readFileSync(file, 'utf8');
  const sources = kind === 'md' ? markdownColumns(text) : htmlColumns(text);
  return sources.map((column) => column.map(originalTree));
}

/** Two blank lines part slides; with `----` below them, columns. Nothing else does, not even code. */
function markdownColumns(text: string): string[][] {
  const columns: string[][] = [[]];
  let from = 0;
  for (const separator of text.matchAll(/^\n\n----\n|^\n\n/gm)) {
    columns.at(-1)?.push(text.slice(from, separator.index));
    if (separator[0].includes('-')) columns.push([]);
    from = separator.index + separator[0].length;
  }
  columns.at(-1)?.push(text.slice(from));
  return columns;
}

function htmlColumns(text: string): string[][] {
  const outer = descendants(parse(text)).filter(
    (element) => element.tagName === 'section' && !hasSectionAbove(element),
  );
  return outer.map((section) => {
    const templates = descendants(section).filter(
      (element) => attributeOf(element, 'type') === 'text/template',
    );
    return templates.map((template) => dedent(textOf(template)));
  });
}

function hasSectionAbove(element: Element): boolean {
  const above = element.parentNode;
  return above !== null && isElement(above) && (above.tagName === 'section' || hasSectionAbove(above));
}

function dedent(text: string): string {
  const indent = /\S/.test(text) ? text.search(/\S/) - text.lastIndexOf('\n', text.search(/\S/)) - 1 : 0;
  return text.replace(new RegExp(`^ {1,${Math.max(indent, 1)}}`, 'gm'), '');
}

function originalTree(source: string): ParentNode {
  const [slide = ''] = source.split(/^Note:/im);
  const tree = parseFragment(marked029(slide));
  applyElementComments(tree);
  return tree;
}

/** `<!-- .element: name="value" -->` is for the element before it, line breaks aside, else for the one around it. */
function applyElementComments(parent: ParentNode): void {
  let target: ParentNode = parent;
  for (const child of parent.childNodes) {
    if (isElement(child)) {
      applyElementComments(child);
      if (child.tagName !== 'br') target = child;
    } else if ('data' in child && isElement(target)) {
      const [, attributes = ''] = /\.element\s*:?(.+)$/m.exec(child.data) ?? [];
      for (const [, name = '', value = ''] of attributes.matchAll(/([^"= ]+)="([^"=]+)"/g)) {
        target.attrs = [...target.attrs.filter((other) => other.name !== name), { name, value }];
      }
    }
  }
}
