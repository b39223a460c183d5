/** Draws a graph in Graphviz's DOT language as SVG. On every machine, text is measured with Arial's widths. */
import { instance } from '@viz-js/viz';
import {
  attribute,
  classes,
  type Element,
  elements,
  innerHtml,
  parseHtml,
  setAttribute,
  textOf,
} from '../../html/tree.ts';
import type { Drawn } from '../../model/drawing.ts';

const FONT = { fontname: 'Arial' };

/** Graphviz's warning about non-ASCII letters, whose width it estimates as one space per byte, which is about right. */
const WIDTH_UNKNOWN = /no value for width of non-ASCII character/;

/** Draws a graph; returns a fault if Graphviz cannot. */
export async function drawGraph(source: string): Promise<Drawn> {
  const graphviz = await instance();
  const { status, output, errors } = graphviz.render(source, {
    format: 'svg',
    graphAttributes: { ...FONT, bgcolor: 'transparent', pad: '0.02' },
    nodeAttributes: FONT,
    edgeAttributes: FONT,
  });
  const faults = errors.filter(({ message }) => !WIDTH_UNKNOWN.test(message));
  if (status === 'success' && faults.length === 0) return { svg: named(output), name: 'Graph' };
  const message = faults[0]?.message ?? 'nothing was drawn';
  const line = Number(/\bline (\d+)/.exec(message)?.[1] ?? 1) - 1;
  const reason = `Graphviz cannot draw this graph: ${message.replace(/ in line \d+/, '').trim()}`;
  return { fault: { line, reason, hint: 'Its documentation of the DOT language says what is possible.' } };
}

/** Adds the names of nodes and the ends of edges as attributes, like those in the drawings of Mermaid diagrams. */
function named(svg: string): string {
  const tree = parseHtml(svg.slice(svg.indexOf('<svg')));
  for (const group of elements(tree).filter(({ tagName }) => tagName === 'g')) {
    const title = group.childNodes.find((node): node is Element => node.nodeName === 'title');
    if (!title) continue;
    const name = textOf(title);
    const label = elements(group)
      .filter(({ tagName }) => tagName === 'text')
      .map(textOf)
      .join(' ');
    setAttribute(group, 'data-label', label);
    if (classes(group).includes('node')) setAttribute(group, 'data-id', name);
    const [, from, to] = /^(.+?)(?::\w+)?-[->](.+?)(?::\w+)?$/.exec(name) ?? [];
    if (from === undefined || to === undefined || attribute(group, 'data-id') !== undefined) continue;
    setAttribute(group, 'data-from', from);
    setAttribute(group, 'data-to', to);
  }
  return innerHtml(tree);
}
