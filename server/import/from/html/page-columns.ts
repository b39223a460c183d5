/** Columns of a page, as Pandoc, Quarto and Asciidoctor write them: those of a slide, or boxes side by side. */
import {
  attribute,
  classes,
  type Element,
  elements,
  innerHtml,
  isElement,
  outerHtml,
  type ParentNode,
  removeDeclarations,
  textOf,
} from '../../../deck/html/tree.ts';
import { markdownOf } from './html-markdown.ts';

/** Returns the text of a slide that has nothing but columns below its heading; undefined for any other. */
export function columnsOf(slide: ParentNode, names: readonly string[]): string | undefined {
  const shown = slide.childNodes.filter((node) => isElement(node) || textOf(node).trim() !== '');
  const [first] = shown;
  const heading = first && isElement(first) && /^h[1-6]$/.test(first.tagName) ? first : undefined;
  const [box, ...others] = shown.slice(heading ? 1 : 0);
  if (!box || !isElement(box)) return undefined;
  const isBox = others.length === 0 && isColumns(box);
  const columns = isBox ? shownIn(box) : [box, ...others].filter(isElement);
  if (columns.length !== (isBox ? shownIn(box).length : others.length + 1)) return undefined;
  if (!isBox && !(names.includes('columns') && columns.every(isColumn))) return undefined;
  if (columns.length < 2 || columns.some((column) => /\bfragment\b/.test(attribute(column, 'class') ?? '')))
    return undefined;
  const texts = columns.map((column) => markdownOf(innerHtml(column)));
  if (texts.some((text) => text.trim() === '')) return undefined;
  return [...(heading ? [markdownOf(outerHtml(heading))] : []), texts.join('\n\n***\n\n')].join('\n\n');
}

/** Takes the widths from boxes that stand side by side here by themselves. */
export function evenColumns(tree: ParentNode): void {
  for (const box of elements(tree)) {
    if (!isColumns(box)) continue;
    for (const column of shownIn(box)) removeDeclarations(column, /(?:^|;)\s*width\s*:[^;]*/g);
  }
}

function isColumns(box: Element): boolean {
  const columns = shownIn(box);
  return classes(box).includes('columns') && columns.length > 1 && columns.every(isColumn);
}

function isColumn(element: Element): boolean {
  return element.tagName === 'div' && classes(element).includes('column');
}

function shownIn(box: Element): Element[] {
  return box.childNodes.filter(isElement);
}
