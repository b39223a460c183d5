/** What stands in frames on a slide of PowerPoint: tables, charts, SmartArt, objects of other programs. */
import type { Document, Element } from '@xmldom/xmldom';
import { pictureText } from '../../text/picture-text.ts';
import { tableLines } from '../../text/table-lines.ts';
import { all, childrenOf, isOn, numberIn, one } from './open-pptx.ts';
import { convertChart } from './pptx-chart.ts';
import { addressOf, type PartContext, pictureFile } from './pptx-context.ts';
import { plainWords, type TextContext } from './pptx-text.ts';

/** Returns what stands in a frame as Markdown; undefined for a picture of it, which is read as one. */
export function frameText(frame: Element, context: PartContext): string | undefined {
  const table = one(frame, 'a:tbl');
  if (table) return tableText(table, context);
  const { remarks, number, pptx, relations } = context;
  const kind = one(frame, 'a:graphicData')?.getAttribute('uri') ?? '';
  const part = (id: string | null | undefined) => pptx.xml(relations.get(id ?? '')?.target ?? '');
  if (/chart/.test(kind)) {
    const chart = convertChart(part(one(frame, 'c:chart')?.getAttribute('r:id')));
    if (chart) remarks.became(number, 'a chart', ['a chart of ours', ...chart.told].join('; '));
    else
      remarks.lost(
        number,
        'a chart',
        'it is of a kind that is not drawn here, or has no numbers or too many; export it as a picture.',
      );
    return chart?.text ?? '';
  }
  if (/diagram/.test(kind)) {
    const id = one(frame, 'dgm:relIds')?.getAttribute('r:dm');
    const data = part(id);
    const list = diagramText(data, context);
    if (list === '') remarks.lost(number, 'SmartArt', 'it has no words; export it as a picture.');
    else remarks.became(number, 'SmartArt', 'a list of its words; Mermaid draws what needs arrows');
    const own: PartContext = { ...context, relations: pptx.relations(relations.get(id ?? '')?.target ?? '') };
    const pictures = all(data, 'a:blipFill').flatMap((fill) => pictureFile(fill, own) ?? []);
    const shown = pictures.map((address) => pictureText({ alt: '', address, title: '' }));
    return [list, ...shown].filter((text) => text !== '').join('\n\n');
  }
  if (one(frame, 'p:pic')) {
    remarks.became(number, 'an object of another program', 'its picture');
    return undefined;
  }
  remarks.lost(number, 'an object of another program', 'export it as a picture.');
  return '';
}

/** Returns text without styles of its own. */
function plain(context: PartContext): TextContext {
  return { styles: [], isList: false, linkOf: (click) => addressOf(click, context) };
}

function tableText(table: Element, context: PartContext): string {
  const rows = all(table, 'a:tr').map((row) => childrenOf(row).filter(({ tagName }) => tagName === 'a:tc'));
  if (rows.flat().some((cell) => ['gridSpan', 'rowSpan'].some((name) => numberIn(cell, name) > 1)))
    context.remarks.lost(
      context.number,
      'joined cells',
      'cells of a table in Markdown stand apart: the words are in the first; a `<table>` can join them.',
    );
  const texts = rows.map((row) =>
    row.map((cell) => {
      // What a joined cell covers is not seen.
      const isCovered = isOn(cell, 'hMerge') || isOn(cell, 'vMerge');
      return isCovered
        ? ''
        : plainWords(one(cell, 'a:txBody'), plain(context), '<br>').replaceAll('|', '\\|');
    }),
  );
  return tableLines(texts).join('\n');
}

/** How deep words of SmartArt are within others at most. */
const DEEPEST = 40;

/** Returns the words of SmartArt as a list, by the levels of its outline. */
function diagramText(data: Document | undefined, context: PartContext): string {
  const nodes = new Map(all(data, 'dgm:pt').map((node) => [node.getAttribute('modelId') ?? '', node]));
  const children = new Map<string, { readonly to: string; readonly order: number }[]>();
  for (const line of all(data, 'dgm:cxn')) {
    if ((line.getAttribute('type') ?? 'parOf') !== 'parOf') continue;
    const from = line.getAttribute('srcId') ?? '';
    const to = { to: line.getAttribute('destId') ?? '', order: Number(line.getAttribute('srcOrd') ?? 0) };
    children.set(from, [...(children.get(from) ?? []), to]);
  }
  const seen = new Set<string>();
  const listOf = (id: string, indent: string, depth: number): string[] =>
    (depth > DEEPEST ? [] : (children.get(id) ?? []))
      .sort((a, b) => a.order - b.order)
      .flatMap(({ to }) => {
        if (seen.has(to)) return [];
        seen.add(to);
        const words = plainWords(one(nodes.get(to), 'dgm:t'), plain(context));
        if (words === '') return listOf(to, indent, depth + 1);
        return [`${indent}- ${words}`, ...listOf(to, `${indent}  `, depth + 1)];
      });
  const root = [...nodes].find(([, node]) => node.getAttribute('type') === 'doc')?.[0] ?? '';
  return listOf(root, '', 0).join('\n');
}
