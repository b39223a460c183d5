/** A slide of a page, in our words: its notes, scripts and what programs wrote around it are taken apart. */
import {
  attribute,
  classes,
  detachNode,
  type Element,
  elements,
  innerHtml,
  isElement,
  type ParentNode,
  parseHtml,
  textOf,
} from '../../../deck/html/tree.ts';
import type { Slide } from '../../../deck/model/deck.ts';
import { isNameOfNotes } from '../../../deck/privacy/element-notes.ts';
import type { Remarks, SlideDraft } from '../../model.ts';
import { tellDrawn } from '../../placed/drawn-shapes.ts';
import { namesIn } from '../../text/attributes/classes.ts';
import { tellIcons } from '../../text/icons.ts';
import { readLines } from '../../text/lines.ts';
import { withoutAsciidocBoxes } from './asciidoc-boxes.ts';
import { withoutTraces } from './exporter-traces.ts';
import { dedent } from './html-code.ts';
import { markdownOf } from './html-markdown.ts';
import { columnsOf, evenColumns } from './page-columns.ts';
import { type Footnotes, markFootnotes } from './page-footnotes.ts';
import { markFormulas } from './page-formulas.ts';
import { NOT_RUN } from './page-remarks.ts';
import { placedOn } from './placed-blocks.ts';
import { takeScripts, withoutWrappers } from './slide-tree.ts';

/** Attributes that editors and reveal.js itself write, and that say nothing here. */
const IDLE =
  /^(?:class|id|data-markdown|data-separator.*|data-charset|data-index-.*|data-notes|hidden|aria-hidden|style|role|contenteditable|data-fragment|data-visibility-original|data-number|data-id)$/;

/** Where a slide stands, and what its page has. */
export interface Place {
  /** How far below the first of its stack. */
  readonly v: number;
  /** The attributes of its stack. */
  readonly stack: Readonly<Record<string, string>>;
  readonly remarks: Remarks;
  readonly hasMath: boolean;
  readonly footnotes: Footnotes;
  /** Whether Pandoc or Quarto wrote the page, and whether Asciidoctor did. */
  readonly isExported: boolean;
  readonly isAsciidoc: boolean;
  /** The page's own styles. */
  readonly css: string;
  /** Notes that the page has elsewhere, by the `data-id` of their slide. */
  readonly notes: ReadonlyMap<string, string>;
}

/** Converts a slide of a page. */
export function pageSlide(slide: Slide, place: Place): SlideDraft {
  const { v, stack, remarks, isExported, css } = place;
  const own = { ...stack, ...slide.attributes };
  const attributes = Object.entries(own).filter(
    ([name]) => /^(?:data-|(?:lang|dir)$)/.test(name) && !IDLE.test(name),
  );
  // A stack's name leads to its first slide.
  const id = slide.attributes.id ?? (v === 0 ? stack.id : undefined);
  const { body, drawn, isColumned, asides, taken, definitions } = takeApart(slide, own, place);
  // Reveal.js itself writes these on the slides of a page that was saved while it was shown.
  const style = (own.style ?? '').replace(/(?:^|;)\s*(?:display|top|z-index)\s*:[^;]*/g, '');
  if (style.replace(/[;\s]/g, '') !== '')
    remarks.lost(slide.line, `style="${own.style}"`, 'a slide’s own style was left out; `css` can set it.');
  // Asciidoctor's icons beside advice are those of callouts here, and those of tasks signs.
  const withIcons = slide.source.replace(
    /<td class="icon">[^\n]*?<\/td>|<i class="(?:icon-check(?:-empty)?|fa fa-(?:check-)?square-o)"><\/i>/g,
    '',
  );
  tellIcons(readLines(withIcons, slide.line), remarks);
  tellDrawn(drawn, slide.line, remarks);
  for (const what of new Set(taken)) remarks.lost(slide.line, what, NOT_RUN);
  return {
    line: slide.line,
    isBelow: v > 0,
    ...(id !== undefined && { id }),
    classes: [
      // As Pandoc and org-reveal call it.
      ...(/^(?:sec-)?title-slide$/.test(id ?? '') ? ['title'] : []),
      ...(isColumned ? ['columns'] : []),
      ...namesIn(own.class)
        .filter((name) => name !== 'columns')
        .filter((name) => !/^(?:slide|level\d|title-slide|present|past|future|stack)$/.test(name))
        .map((name) => (isExported && name === 'smaller' && !css.includes('.smaller') ? 'small' : name)),
    ],
    attributes: Object.fromEntries(
      // As org-reveal calls it.
      attributes.map(([name, value]) => [name.replace(/^(data-background-trans)$/, '$1ition'), value]),
    ),
    body: [body.trim(), ...definitions].join('\n\n'),
    notes: [slide.notes, own['data-notes'] ?? '', place.notes.get(own['data-id'] ?? '') ?? '', ...asides]
      .filter((text) => text !== '')
      .join('\n\n'),
  };
}

interface Parts {
  readonly body: string;
  /** How many shapes without words were left out. */
  readonly drawn: number;
  readonly isColumned: boolean;
  /** Its notes, in Markdown. */
  readonly asides: readonly string[];
  /** The scripts that were taken out, and what runs one. */
  readonly taken: readonly string[];
  /** The footnotes that it refers to. */
  readonly definitions: readonly string[];
}

/** Takes the notes and scripts out of a slide of HTML. */
function takeApart({ format, source }: Slide, own: Readonly<Record<string, string>>, place: Place): Parts {
  const names = namesIn(own.class);
  if (format === 'markdown') {
    const isColumned = names.includes('columns');
    return { body: source, drawn: 0, isColumned, asides: [], taken: [], definitions: [] };
  }
  const tree = parseHtml(source);
  markFormulas(tree, place.hasMath);
  const definitions = [
    ...markFootnotes(tree, place.footnotes),
    ...(place.isAsciidoc ? withoutAsciidocBoxes(tree) : []),
  ];
  const taken = takeScripts(tree);
  withoutTraces(tree, own, place.isExported, place.css);
  withoutWrappers(tree);
  const asides: string[] = [];
  for (const element of elements(tree).filter(holdsNotes)) {
    // Within others, they are part of those.
    if (!isBelow(element, tree)) continue;
    // MathJax and Quarto write some there.
    for (const style of elements(element)) if (style.tagName === 'style') detachNode(style);
    const isMarkdown = attribute(element, 'data-markdown') !== undefined;
    asides.push(isMarkdown ? dedent(textOf(element)).trim() : markdownOf(innerHtml(element)));
    detachWithBox(element);
  }
  const placed = placedOn(tree);
  if (placed) return { ...placed, isColumned: false, asides, taken, definitions };
  const columns = columnsOf(tree, names);
  evenColumns(tree);
  const body = columns ?? markdownOf(innerHtml(tree));
  return { body, drawn: 0, isColumned: columns !== undefined, asides, taken, definitions };
}

/** Returns whether an element is notes, as reveal.js has them or other tools that write pages. */
function holdsNotes(element: Element): boolean {
  const names = classes(element);
  const isAside = element.tagName === 'aside' && names.includes('note');
  return isAside || (!/^(?:pre|code)$/.test(element.tagName) && names.some(isNameOfNotes));
}

/** Returns whether a node is still part of a tree. */
function isBelow(node: Element, tree: ParentNode): boolean {
  let top: ParentNode | null = node;
  while (top && 'parentNode' in top) top = top.parentNode;
  return top === tree;
}

/** Takes an element away, and the boxes that held nothing else. */
function detachWithBox(element: Element): void {
  const box = element.parentNode;
  detachNode(element);
  if (box && isElement(box) && box.tagName === 'div' && innerHtml(box).trim() === '') detachWithBox(box);
}
