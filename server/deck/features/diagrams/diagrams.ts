/** Replaces the diagrams of a slide, written as code, by SVG in the deck's own colours and fonts. */
import { defaultTreeAdapter } from 'parse5';
import { codeBlocksIn } from '../../html/code-blocks.ts';
import { removeActive, type Warn } from '../../html/sanitize.ts';
import {
  append,
  applyAttributes,
  attribute,
  classes,
  createElement,
  createText,
  descendants,
  detachNode,
  type Element,
  elements,
  fillWith,
  isComment,
  isElement,
  removeAttribute,
  replaceNode,
  setAttribute,
  textOf,
} from '../../html/tree.ts';
import type { Drawing, Drawn, Fault, Left, Remember } from '../../model/drawing.ts';
import type { Feature } from '../../model/features.ts';
import { type DiagramLanguage, diagramLanguage, wordsOfDiagram } from './syntax.ts';

/** The renderer of each language, imported only when a diagram is not in the cache. */
const RENDERERS: Readonly<Record<DiagramLanguage, (source: string) => Promise<Drawn>>> = {
  mermaid: async (source) => {
    const drawn = (await import('./mermaid.ts')).drawMermaid(source);
    if (!('left' in drawn)) return drawn;
    const fault = await (await import('./mermaid-check.ts')).faultOf(source);
    if (fault) return { fault };
    return { ...drawn, source: await (await import('./mermaid-sent.ts')).sentSource(source) };
  },
  dot: async (source) => (await import('./graphviz.ts')).drawGraph(source),
  graphviz: async (source) => (await import('./graphviz.ts')).drawGraph(source),
};

/** What drawing a slide's diagrams needs. */
export interface DrawContext {
  /** The id of the slide, with which the ids in its drawings begin. */
  readonly id: string;
  readonly remember: Remember;
  readonly warn: Warn;
  /** Called with a source that cannot be drawn and the reason; it stays on the slide as code. */
  readonly refuse: (source: string, fault: Fault) => void;
  /** Collects the characters that a drawing made in the browser will show, for subsetting fonts. */
  readonly characters: Set<string>;
  readonly features: Set<Feature>;
}

/** Draws the blocks of code that are diagrams, in place; those that are left to the viewer's browser stay as text. */
export async function drawDiagrams(section: Element, context: DrawContext): Promise<void> {
  const { features } = context;
  const diagrams = codeBlocksIn(section).flatMap((code) => {
    const language = diagramLanguage(code);
    return language === undefined ? [] : [{ code, language }];
  });
  for (const [i, { code, language }] of diagrams.entries()) {
    const source = textOf(code).replace(/\n$/, '');
    const drawn = await context.remember(`${language} ${source}`, () => RENDERERS[language](source));
    if ('fault' in drawn) {
      context.refuse(source, drawn.fault);
      setAttribute(code, 'class', 'language-text');
      code.childNodes = [];
      append(code, [createText(`${wordsOfDiagram(language, source).trimEnd()}\n`)]);
      continue;
    }
    const id = `${context.id}-diagram-${i + 1}`;
    if ('left' in drawn) for (const character of drawn.source) context.characters.add(character);
    const figure = 'left' in drawn ? sourceOf(drawn, id) : figureOf(drawn, id);
    // Graphs may contain links, and a drawing is as untrusted as its source.
    removeActive(figure, context.warn);
    const pre = code.parentNode;
    if (!pre || !isElement(pre)) continue;
    applyAttributes(figure, Object.fromEntries(pre.attrs.map((attr) => [attr.name, attr.value])));
    replaceNode(pre, [figure]);
    features.add('diagram');
    if (!('left' in drawn)) continue;
    features.add('mermaid');
    for (const part of drawn.parts) features.add(`mermaid-${part}`);
  }
}

/** Kinds of diagrams that grow vertically; all others are rather wide. */
const HIGH = /^\s*(?:(?:graph|flowchart)\b(?!\s+(?:LR|RL))|stateDiagram(?![\s\S]*\bdirection (?:LR|RL)))/;

/** Returns a figure with the source of a diagram as text, which reserves the space of the drawing. */
function sourceOf({ name, title, description, source }: Left, id: string): Element {
  const text = description ?? wordsOfDiagram('mermaid', source).replace(/\s+/g, ' ').trim();
  const isHigh = HIGH.test(wordsOfDiagram('mermaid', source));
  const figure = createElement('figure', {
    class: isHigh ? 'diagram diagram-later diagram-high' : 'diagram diagram-later',
    'data-diagram': id,
    'data-label': `${title ?? name}: ${text}`,
  });
  const pre = createElement('pre', { class: 'diagram-source' });
  append(pre, [createText(source)]);
  append(figure, [pre]);
  return figure;
}

/** Attributes that only the renderers need. */
const SURPLUS = /^(?:data-|xmlns|xlink$|space$|font-family$|style$)/;

function figureOf(drawing: Drawing, id: string): Element {
  const figure = createElement('figure', { class: 'diagram' });
  fillWith(figure, drawing.svg.replace(/>\s+</g, '><'));
  const [svg] = elements(figure);
  if (!svg) return figure;
  const text = drawing.description ?? describe(svg);
  clean(svg, id);
  const [, , width = '1', height = '1'] = (attribute(svg, 'viewBox') ?? '').split(/\s+/);
  setAttribute(svg, 'style', `--w:${width};--h:${height}`);
  setAttribute(svg, 'role', 'img');
  setAttribute(
    svg,
    'aria-label',
    [drawing.title ?? drawing.name, text].filter((part) => part !== '').join(': '),
  );
  if (drawing.heading === undefined) return figure;
  const heading = createElement('figcaption');
  append(heading, [createText(drawing.heading)]);
  defaultTreeAdapter.insertBefore(figure, heading, svg);
  return figure;
}

/**
 * Removes styles, tooltips and comments from a drawing, makes its ids unique, and rounds its numbers to two decimals.
 */
function clean(svg: Element, id: string): void {
  for (const node of descendants(svg)) {
    if (isComment(node) || ['style', 'title'].includes(node.nodeName)) detachNode(node);
  }
  const all = [svg, ...elements(svg)];
  const used = new Set(all.flatMap(({ attrs }) => attrs.flatMap(({ value }) => targetsIn(value))));
  for (const element of all) {
    const surplus = element === svg ? [SURPLUS, /^(?:width|height)$/] : [SURPLUS];
    for (const attr of [...element.attrs]) {
      const { name, value } = attr;
      if (surplus.some((pattern) => pattern.test(name)) || (name === 'id' && !used.has(value))) {
        removeAttribute(element, name);
      } else {
        attr.value = name === 'id' ? `${id}-${value}` : cleanValue(value, id);
      }
    }
  }
}

/** Returns the ids that an attribute's value refers to. */
function targetsIn(value: string): string[] {
  return [...value.matchAll(/(?:^|url\()#([^)\s]+)/g)].map(([, target = '']) => target);
}

function cleanValue(value: string, id: string): string {
  if (value === 'black') return 'currentColor';
  return value.replaceAll('url(#', `url(#${id}-`).replace(/(\.\d\d)\d+/g, '$1');
}

/** Returns a drawing's alternative text: its edges in words, or all its texts if it has no edges. */
function describe(svg: Element): string {
  const all = elements(svg);
  const labels = new Map(
    all.map((element) => [attribute(element, 'data-id') ?? '', attribute(element, 'data-label') ?? '']),
  );
  const label = (name: string) => labels.get(name) || name.replace(/^_(start|end)\d*$/, '$1');
  const edges = all.flatMap((element) => {
    const from = attribute(element, 'data-from');
    const to = attribute(element, 'data-to');
    if (from === undefined || to === undefined || classes(element).includes('edge-label')) return [];
    const words = attribute(element, 'data-label');
    return `${label(from)} → ${label(to)}${words ? ` (${words})` : ''}`;
  });
  const words = all.filter(({ tagName }) => tagName === 'text').map(textOf);
  return [...new Set(edges.length > 0 ? edges : words)].join(', ').replace(/\s+/g, ' ');
}
