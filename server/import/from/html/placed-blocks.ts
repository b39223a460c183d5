/** Slides of slides.com, whose blocks lie where their author put them: they are read as those of presentations are. */
import {
  addClass,
  append,
  attribute,
  classes,
  createElement,
  createText,
  detachNode,
  type Element,
  elements,
  innerHtml,
  isElement,
  outerHtml,
  type ParentNode,
  setAttribute,
  textOf,
} from '../../../deck/html/tree.ts';
import { besideText, type Item, partsOf, textOfItems } from '../../placed/reading-order.ts';
import { asMapping, asText } from '../values.ts';
import { paragraphOf } from './html-inline.ts';
import { markdownOf } from './html-markdown.ts';

/** What tells a page of slides.com. */
export const OF_SLIDES_COM = /<div\b[^>]{0,500}\bclass="sl-block\b/;

/** The style sheet that its exports bring, of its editor's and reveal.js's rules. */
export const SHEET = /(?:^|\/)lib\/offline[\w.-]*\.css$/;

/** The colours of its light themes, by the ground's name. */
const LIGHT = /\btheme-color-(?:white|sand|beige|silver|sky|mint|yellow|grey|coral)-/;

/** Returns the nearest theme of reveal.js. */
export function themeOfBlocks(page: string): string {
  return LIGHT.test(page) ? 'white' : 'black';
}

/** Returns the notes that a page has in its script, in Markdown, by the `data-id` of their slide. */
export function notesOfBlocks(page: string): ReadonlyMap<string, string> {
  const [, settings] = /\bSLConfig\s*=\s*(?=\{)([\s\S]*)/.exec(page) ?? [];
  const begin = settings?.search(/"notes"\s*:\s*\{/) ?? -1;
  const from = settings?.indexOf('{', begin) ?? -1;
  if (settings === undefined || begin === -1 || from === -1) return new Map();
  try {
    const notes = asMapping(JSON.parse(objectAt(settings, from)));
    return new Map(Object.entries(notes).map(([id, text]) => [id, plainText(asText(text) ?? '')]));
  } catch {
    return new Map();
  }
}

/** Returns the text of an object of JSON that begins somewhere. */
function objectAt(text: string, from: number): string {
  let depth = 0;
  for (const { 0: sign, index } of text.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (sign === '{') depth++;
    if (sign === '}') depth--;
    if (depth === 0) return text.slice(from, from + index + 1);
  }
  return '';
}

/** Writes plain text as Markdown. */
function plainText(text: string): string {
  const paragraphs = text.split(/\n\s*\n/).map((paragraph) =>
    paragraph
      .split('\n')
      .map((line) => paragraphOf([createText(line)]))
      .join('\\\n'),
  );
  return paragraphs.join('\n\n');
}

/** What lies on a slide. */
export interface Placed {
  /** In Markdown. */
  readonly body: string;
  /** How many shapes without words there are. */
  readonly drawn: number;
}

/** Reads the blocks of a slide; undefined for one that has none. */
export function placedOn(slide: ParentNode): Placed | undefined {
  const blocks = elements(slide).filter((element) => classes(element).includes('sl-block'));
  if (blocks.length === 0) return undefined;
  let drawn = 0;
  const items = blocks.flatMap((block) => {
    detachNode(block);
    if (/^(?:shape|line)$/.test(attribute(block, 'data-block-type') ?? '') && textOf(block).trim() === '') {
      drawn++;
      return [];
    }
    return [{ ...placeOf(block), text: textIn(block) }];
  });
  const parts = partsOf(items.filter(({ text }) => text !== ''));
  const texts = parts.map((columns) => besideText(columns.map(textOfItems)));
  const others = markdownOf(innerHtml(slide));
  return { body: [...texts, others].filter((text) => text !== '').join('\n\n'), drawn };
}

/** The size of letters and lines, in pixels, as far as they are known. */
const [LETTER, LINE] = [20, 50];

function placeOf(block: Element): Omit<Item, 'text'> {
  const style = attribute(block, 'style') ?? '';
  const pixels = (name: string) =>
    Number(new RegExp(`(?:^|[;\\s])${name}:\\s*(-?[\\d.]+)px`).exec(style)?.[1] ?? 0);
  const width = pixels('width');
  const lines = elements(block).filter(({ tagName }) => /^(?:p|li|h\d|tr)$/.test(tagName)).length;
  const height = Math.max(lines, Math.ceil((textOf(block).trim().length * LETTER) / (width || 1))) * LINE;
  return { x: pixels('left'), y: pixels('top'), width, height: pixels('height') || height };
}

/** Writes what is in a block; as a step, where it is one. */
function textIn(block: Element): string {
  const content = elements(block).find((element) => classes(element).includes('sl-block-content')) ?? block;
  for (const { attrs } of elements(content).filter(({ tagName }) => tagName === 'img'))
    attrs.splice(0, attrs.length, ...attrs.filter(({ name }) => !/^(?:data-natural-|style$)/.test(name)));
  // Steps are of what is in a block, and in some versions of the block itself.
  const step = [block, content].flatMap(classes).filter((name) => !/^sl-block/.test(name));
  if (!step.includes('fragment')) return markdownOf(innerHtml(content));
  const [only, ...others] = content.childNodes.filter(isElement);
  const stepped = only && others.length === 0 ? only : createElement('div');
  if (stepped !== only) append(stepped, content.childNodes);
  addClass(stepped, ...step);
  const index = attribute(content, 'data-fragment-index') ?? attribute(block, 'data-fragment-index');
  if (index !== undefined) setAttribute(stepped, 'data-fragment-index', index);
  return markdownOf(outerHtml(stepped));
}
