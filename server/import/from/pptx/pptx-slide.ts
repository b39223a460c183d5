/** A slide of PowerPoint: its title, then what is on it from top to bottom, or in two columns. */
import { posix } from 'node:path';
import type { Element } from '@xmldom/xmldom';
import type { Remarks, SlideDraft } from '../../model.ts';
import { pictureText } from '../../text/picture-text.ts';
import { all, childrenOf, one, type Pptx, type Relation } from './open-pptx.ts';
import { bodyText, plainWords } from './pptx-text.ts';

/** What a slide is read with. */
export interface SlideContext {
  readonly pptx: Pptx;
  readonly remarks: Remarks;
  /** Takes pictures and films, by their path beside the deck. */
  readonly files: Map<string, Uint8Array>;
  readonly number: number;
}

/** Something on a slide, with its place in the units of the format. */
interface Item {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly text: string;
}

/** Reads a slide. */
export function readSlide(path: string, context: SlideContext): SlideDraft {
  const { pptx, remarks, number } = context;
  const slide = pptx.xml(path);
  const relations = pptx.relations(path);
  const tree = one(slide, 'p:spTree');
  const shapes = shapesIn(tree);
  const titles = shapes.filter((shape) => /^(?:title|ctrTitle)$/.test(placeOf(shape) ?? ''));
  const title = titles.map((shape) => plainWords(one(shape, 'p:txBody'), relations)).join(' ');
  const items = shapes
    .filter((shape) => !titles.includes(shape))
    .flatMap((shape) => itemOf(shape, relations, context));
  if (one(slide, 'p:timing') && all(one(slide, 'p:timing'), 'p:par').length > 1)
    remarks.lost(
      number,
      'animations',
      'write `{.fragment}` or `{.fragments}` behind what comes with a step.',
    );
  const isHidden = slide?.documentElement?.getAttribute('show') === '0';
  const columns = columnsOf(items);
  const parts = columns
    ? columns.map((column) => column.map(({ text }) => text).join('\n\n'))
    : [
        [...items]
          .sort((a, b) => a.y - b.y || a.x - b.x)
          .map(({ text }) => text)
          .join('\n\n'),
      ];
  const isTitle = titles.some((shape) => placeOf(shape) === 'ctrTitle');
  const heading = title === '' ? [] : [`${isTitle ? '#' : '##'} ${title}`];
  return {
    line: number,
    isBelow: false,
    classes: columns ? ['columns'] : isTitle && number > 1 ? ['title'] : [],
    attributes: {
      ...backgroundOf(one(slide, 'p:bg'), relations, context),
      ...(isHidden && { 'data-visibility': 'hidden' }),
    },
    body: [...heading, parts.filter((part) => part !== '').join('\n\n***\n\n')]
      .filter((part) => part !== '')
      .join('\n\n'),
    notes: notesOf(relations, pptx),
  };
}

/** Returns shapes, pictures and tables, those in groups included. */
function shapesIn(tree: Element | undefined): Element[] {
  return childrenOf(tree).flatMap((child) => {
    if (child.tagName === 'p:grpSp') return shapesIn(child);
    if (child.tagName === 'mc:AlternateContent')
      return shapesIn(one(child, 'mc:Fallback') ?? one(child, 'mc:Choice'));
    return /^p:(?:sp|pic|graphicFrame)$/.test(child.tagName) ? [child] : [];
  });
}

/** Returns the kind of placeholder; undefined for a free shape. */
function placeOf(shape: Element): string | undefined {
  const place = one(shape, 'p:ph');
  return place ? (place.getAttribute('type') ?? 'body') : undefined;
}

function itemOf(shape: Element, relations: ReadonlyMap<string, Relation>, context: SlideContext): Item[] {
  const place = placeOf(shape);
  if (/^(?:dt|ftr|sldNum|hdr)$/.test(place ?? '')) return [];
  const offset = one(shape, 'a:off');
  const at = (element: Element | undefined, name: string) => Number(element?.getAttribute(name) ?? 0);
  const item = (text: string): Item[] =>
    text.trim() === ''
      ? []
      : [{ x: at(offset, 'x'), y: at(offset, 'y'), width: at(one(shape, 'a:ext'), 'cx'), text }];
  if (shape.tagName === 'p:pic') return item(pictureOf(shape, relations, context));
  if (shape.tagName === 'p:graphicFrame') return item(frameOf(shape, relations, context));
  if (all(shape, 'm:oMath').length > 0)
    context.remarks.lost(context.number, 'a formula', 'write it in TeX, `$…$`.');
  return item(bodyText(one(shape, 'p:txBody'), relations, place === 'body' || place === 'obj'));
}

function frameOf(
  frame: Element,
  relations: ReadonlyMap<string, Relation>,
  { remarks, number }: SlideContext,
): string {
  const table = one(frame, 'a:tbl');
  if (!table) {
    const kind = /chart/.test(one(frame, 'a:graphicData')?.getAttribute('uri') ?? '')
      ? 'a chart'
      : /diagram/.test(one(frame, 'a:graphicData')?.getAttribute('uri') ?? '')
        ? 'SmartArt'
        : 'an object of another program';
    remarks.lost(number, kind, 'export it as a picture, or draw it anew with Mermaid.');
    return '';
  }
  const rows = all(table, 'a:tr').map((row) => childrenOf(row).filter(({ tagName }) => tagName === 'a:tc'));
  if (rows.flat().some((cell) => cell.getAttribute('gridSpan') ?? cell.getAttribute('rowSpan')))
    remarks.lost(number, 'joined cells', 'cells of the table stand apart.');
  const lines = rows.map(
    (row) =>
      `| ${row.map((cell) => plainWords(one(cell, 'a:txBody'), relations).replaceAll('|', '\\|')).join(' | ')} |`,
  );
  const [head = '', ...rest] = lines;
  return [head, `| ${(rows[0] ?? []).map(() => '---').join(' | ')} |`, ...rest].join('\n');
}

/** What browsers show. */
const SHOWN = /\.(?:png|jpe?g|gif|svg|webp|bmp|mp4|m4v|mov|webm|mp3|m4a|wav)$/i;

function pictureOf(
  picture: Element,
  relations: ReadonlyMap<string, Relation>,
  context: SlideContext,
): string {
  const alt = (one(picture, 'p:cNvPr')?.getAttribute('descr') ?? '')
    .replace(/\s+/g, ' ')
    .replace(/[[\]]/g, '');
  const film =
    one(picture, 'p14:media')?.getAttribute('r:embed') ??
    one(picture, 'a:videoFile')?.getAttribute('r:link') ??
    one(picture, 'a:audioFile')?.getAttribute('r:link');
  const drawing = one(picture, 'asvg:svgBlip')?.getAttribute('r:embed');
  const ids = [film, drawing, one(picture, 'a:blip')?.getAttribute('r:embed')].flatMap((id) =>
    id ? [id] : [],
  );
  const address = ids.map((id) => fileOf(relations.get(id), context)).find((found) => found !== undefined);
  return address === undefined ? '' : pictureText({ alt, address, title: '' });
}

/** Returns the path of a picture beside the deck. */
function fileOf(
  relation: Relation | undefined,
  { pptx, files, remarks, number }: SlideContext,
): string | undefined {
  if (!relation) return undefined;
  const name = posix.basename(relation.target);
  const bytes = relation.isOutside ? undefined : pptx.bytes(relation.target);
  if (!bytes || !SHOWN.test(name)) {
    remarks.lost(
      number,
      name,
      relation.isOutside
        ? 'it is not in the file; put a copy beside the deck.'
        : 'browsers do not show this format; save it as PNG.',
    );
    return undefined;
  }
  files.set(`media/${name}`, bytes);
  return `media/${name}`;
}

/** Returns two columns where everything stands clearly left or right; undefined for one. */
function columnsOf(items: readonly Item[]): readonly (readonly Item[])[] | undefined {
  if (items.length < 2 || items.some(({ width }) => width === 0)) return undefined;
  const sorted = [...items].sort((a, b) => a.x - b.x);
  for (let i = 1; i < sorted.length; i++) {
    const [left, right] = [sorted.slice(0, i), sorted.slice(i)];
    const edge = Math.max(...left.map(({ x, width }) => x + width));
    const begin = Math.min(...right.map(({ x }) => x));
    if (begin >= edge - Math.max(...left.map(({ width }) => width)) * 0.1)
      return [left, right].map((column) => column.sort((a, b) => a.y - b.y));
  }
  return undefined;
}

function backgroundOf(
  ground: Element | undefined,
  relations: ReadonlyMap<string, Relation>,
  context: SlideContext,
): Record<string, string> {
  const picture = fileOf(relations.get(one(ground, 'a:blip')?.getAttribute('r:embed') ?? ''), context);
  if (picture !== undefined) return { 'data-background-image': picture };
  const colour = one(one(ground, 'a:solidFill'), 'a:srgbClr')?.getAttribute('val');
  return colour ? { 'data-background-color': `#${colour.toLowerCase()}` } : {};
}

function notesOf(relations: ReadonlyMap<string, Relation>, pptx: Pptx): string {
  const notes = [...relations.values()].find(({ type }) => type === 'notesSlide');
  if (!notes) return '';
  const shapes = all(pptx.xml(notes.target), 'p:sp').filter((shape) => placeOf(shape) === 'body');
  return shapes
    .map((shape) => bodyText(one(shape, 'p:txBody'), pptx.relations(notes.target), false))
    .join('\n\n')
    .replace(/\n{2,}/g, '\n');
}
