/** Replaces the charts of a slide, written as data, by drawings in the deck's own colours and faces, each with its table. */
import { codeBlocksIn } from '../../html/code-blocks.ts';
import type { Warn } from '../../html/sanitize.ts';
import {
  addClass,
  applyAttributes,
  classes,
  createElement,
  type Element,
  fillWith,
  isElement,
  removeAttribute,
  replaceNode,
  setAttribute,
  textOf,
} from '../../html/tree.ts';
import type { Fault, Remember } from '../../model/drawing.ts';
import type { Feature } from '../../model/features.ts';
import type { ChartHtml } from './figure.ts';
import { decodeOptions, OPTIONS } from './syntax.ts';

/** What drawing a slide's charts needs. */
export interface ChartContext {
  /** The language in which numbers are written. */
  readonly lang: string;
  readonly remember: Remember;
  readonly warn: Warn;
  /** Called with data that cannot be drawn and the reason; they stay on the slide as text. */
  readonly refuse: (source: string, fault: Fault) => void;
  readonly features: Set<Feature>;
}

/** Draws the blocks of code that are charts, in place. */
export async function drawCharts(section: Element, context: ChartContext): Promise<void> {
  for (const code of codeBlocksIn(section)) {
    if (!classes(code).includes('language-chart')) continue;
    const source = textOf(code).replace(/\n$/, '');
    const written = removeAttribute(code, OPTIONS) ?? '';
    const { told } = decodeOptions(written);
    for (const each of told) context.warn({ rule: 'chart', reason: each.reason, hint: each.hint }, each.near);
    const drawn = await context.remember(`chart ${context.lang} ${written}\n${source}`, () =>
      draw(source, written, context.lang),
    );
    const pre = code.parentNode;
    if ('fault' in drawn || !pre || !isElement(pre)) {
      if ('fault' in drawn) {
        const { reason, hint } = drawn.fault;
        // What is empty has no place of its own.
        if (source.trim() === '')
          context.warn({ rule: 'chart', reason, hint }, '```chart', '~~~chart', 'chart');
        else context.refuse(source, drawn.fault);
      }
      setAttribute(code, 'class', 'language-text');
      continue;
    }
    for (const { reason, hint, near } of drawn.told)
      context.warn({ rule: near === '' ? 'chart-room' : 'chart', reason, hint }, near || source);
    const figure = createElement('figure');
    fillWith(figure, drawn.html);
    applyAttributes(figure, Object.fromEntries(pre.attrs.map(({ name, value }) => [name, value])));
    addClass(figure, ...drawn.names);
    replaceNode(pre, [figure]);
    context.features.add('chart');
  }
}

async function draw(
  source: string,
  written: string,
  lang: string,
): Promise<ChartHtml | { readonly fault: Fault }> {
  const [{ readTable }, { chartOf }, { htmlOf }] = await Promise.all([
    import('./chart-table.ts'),
    import('./chart.ts'),
    import('./figure.ts'),
  ]);
  const table = readTable(source);
  if ('fault' in table) return table;
  const made = chartOf(table, decodeOptions(written).options, lang);
  if ('fault' in made) return made;
  const html = htmlOf(made.chart);
  return { ...html, told: [...made.told, ...html.told] };
}
