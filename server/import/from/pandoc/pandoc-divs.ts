/** Pandoc's fenced divs, `::: {.columns}`, as columns, fragments, callouts and notes. */
import type { Remarks } from '../../model.ts';
import { bracesWords, parseBraces } from '../../text/attributes/braces.ts';
import { asFragment, blocksOf, isListItem } from '../../text/block-lines.ts';
import { isBlank, type Line, textOf, written } from '../../text/lines.ts';
import { calloutIn, calloutLines, untitled } from './pandoc-callouts.ts';
import { type Div, fenceWords, type Node } from './pandoc-nodes.ts';

/** What divs say of their slide. */
export interface SlideParts {
  readonly notes: string[];
  readonly classes: string[];
  readonly attributes: Record<string, string>;
}

/** Rewrites the divs of a slide. Notes, footers and columns are added to `parts`. */
export function convertDivs(lines: readonly Line[], parts: SlideParts, remarks: Remarks): Line[] {
  const nodes = parseDivs(lines).map(withColumns);
  const shown = nodes.filter((node) => ('lines' in node ? !node.lines.every(isBlank) : !isAside(node)));
  const [only] = shown.filter((node) => 'braces' in node);
  const isColumned =
    only !== undefined &&
    'braces' in only &&
    only.braces.classes.includes('columns') &&
    shown.at(-1) === only &&
    shown.length <= 2;
  // A heading may stand above the columns of a slide, and nothing else.
  const before =
    shown.length === 2 && shown[0] && 'lines' in shown[0]
      ? shown[0].lines.filter((line) => !isBlank(line))
      : [];
  if (isColumned && before.every(({ text }) => /^#{1,2}\s/.test(text))) {
    parts.classes.push('columns');
    return nodes.flatMap((node) =>
      node === only ? columnsOf(only, parts, remarks) : writeNode(node, parts, remarks),
    );
  }
  return nodes.flatMap((node) => writeNode(node, parts, remarks));
}

function isAside({ braces }: Div): boolean {
  return braces.classes.some((name) => name === 'notes' || name === 'footer');
}

function parseDivs(lines: readonly Line[]): Node[] {
  const root: Node[] = [];
  const stack: { nodes: Node[] }[] = [{ nodes: root }];
  let text: Line[] = [];
  const flush = () => {
    if (text.length > 0) stack.at(-1)?.nodes.push({ lines: text });
    text = [];
  };
  for (const line of lines) {
    const words = fenceWords(line);
    if (words === undefined) {
      text.push(line);
      continue;
    }
    flush();
    if (words === '') {
      if (stack.length > 1) stack.pop();
      continue;
    }
    const nodes: Node[] = [];
    const braces = parseBraces(words.replace(/^\{|\}$/g, ''));
    stack.at(-1)?.nodes.push({ braces, at: line.at, nodes });
    stack.push({ nodes });
  }
  flush();
  return root;
}

/** Names of columns in styles of an author's own. */
const COLUMN = /^col(?:umn)?(?:-.*)?$/;

/** Names columns as Pandoc does, where an author has names and a style of their own. */
function withColumns(node: Node): Node {
  if ('lines' in node) return node;
  const nodes = node.nodes.map(withColumns);
  const inner = nodes.filter((each) => 'braces' in each || !each.lines.every(isBlank));
  const isColumn = (each: Node) => 'braces' in each && each.braces.classes.some((name) => COLUMN.test(name));
  if (
    inner.length < 2 ||
    !inner.every(isColumn) ||
    node.braces.classes.some((name) => /^(?:columns|fragment)$/.test(name))
  )
    return { ...node, nodes };
  return {
    at: node.at,
    braces: { ...node.braces, classes: ['columns'] },
    nodes: inner.map((each) =>
      'braces' in each ? { ...each, braces: { ...each.braces, classes: columnNames(each) } } : each,
    ),
  };
}

function columnNames({ braces }: Div): string[] {
  return ['column', ...braces.classes.filter((name) => !COLUMN.test(name))];
}

/** Writes `***` between the columns of a slide. */
function columnsOf(div: Div, parts: SlideParts, remarks: Remarks): Line[] {
  const columns = div.nodes.flatMap((node) =>
    'braces' in node && node.braces.classes.includes('column') ? [node] : [],
  );
  return columns.flatMap((column, i) => [
    ...(i === 0 ? [] : written(column.at, '', '***', '')),
    ...columnLines(column, parts, remarks),
  ]);
}

/** Writes what is in a column. Columns are equally wide here, but may come with a step. */
function columnLines({ braces, at, nodes }: Div, parts: SlideParts, remarks: Remarks): Line[] {
  const classes = braces.classes.filter((name) => name !== 'column');
  const values = new Map([...braces.values].filter(([name]) => name === 'fragment-index'));
  return writeNode({ braces: { ...braces, classes, values }, at, nodes }, parts, remarks);
}

/** Divs that leave no trace. */
const UNWRAPPED =
  /^(?:column|cell.*|content-visible|quarto-.*|nonincremental|block|panel-tabset|figure|slide|columns)$/;

function writeNode(node: Node, parts: SlideParts, remarks: Remarks): Line[] {
  if ('lines' in node) return [...node.lines];
  const { braces, at, nodes } = node;
  const { classes, values } = braces;
  const callout = calloutIn(classes, nodes);
  const shown = callout === undefined ? nodes : untitled(nodes);
  const inner = shown.flatMap((each) => writeNode(each, parts, remarks));
  const has = (name: string) => classes.includes(name);
  const format = values.get('when-format') ?? '';
  // Org's blocks of notes have their name in capitals.
  if (has('notes') || has('NOTES')) {
    parts.notes.push(textOf(inner));
    return [];
  }
  if (has('footer')) {
    parts.attributes['data-footer'] = textOf(inner)
      .replace(/\s*\n\s*/g, ' ')
      .replace(/[{}]/g, '');
    return [];
  }
  if (
    has('hidden') ||
    (has('content-hidden') && /revealjs|html/.test(format)) ||
    (has('content-visible') && format !== '' && !/revealjs|html/.test(format))
  ) {
    return [];
  }
  if (callout !== undefined) return calloutLines(callout, inner, { title: values.get('title'), at });
  if (has('incremental')) return blocksOf(inner).flatMap((block) => [...asSteps(block), ...written(at, '')]);
  if (has('fragment'))
    return [...asFragment(inner, `{${bracesWords(braces).join(' ')}}`), ...written(at, '')];
  if (has('columns') || values.has('layout-ncol') || values.has('layout')) {
    return boxed(
      '<div class="columns">',
      nodes.flatMap((each) => columnBoxes(each, parts, remarks)),
      at,
    );
  }
  if (has('panel-tabset')) remarks.lost(at, '::: {.panel-tabset}', 'tabs stand below each other.');
  if (has('aside')) return blocksOf(inner).flatMap((block) => [...withSmall(block), ...written(at, '')]);
  const style = has('absolute') ? absoluteStyle(values) : values.get('style');
  const kept = classes
    .filter((name) => !UNWRAPPED.test(name) && name !== 'absolute')
    .map((name) => (name === 'smaller' ? 'small' : name));
  if (kept.length === 0 && style === undefined) return inner;
  const own = `${kept.length > 0 ? ` class="${kept.join(' ')}"` : ''}${style === undefined ? '' : ` style="${style}"`}`;
  return boxed(`<div${own}>`, inner, at);
}

function columnBoxes(node: Node, parts: SlideParts, remarks: Remarks): Line[] {
  if ('lines' in node)
    return blocksOf(node.lines).flatMap((block) => boxed('<div>', block, block[0]?.at ?? 1));
  return boxed('<div>', columnLines(node, parts, remarks), node.at);
}

function boxed(tag: string, inner: readonly Line[], at: number): Line[] {
  return [...written(at, '', tag, ''), ...inner, ...written(inner.at(-1)?.at ?? at, '', '</div>', '')];
}

function asSteps(block: readonly Line[]): Line[] {
  return isListItem(block[0]) ? asFragment(block, '{.fragments}') : [...block];
}

function withSmall(block: readonly Line[]): Line[] {
  return asFragment(block, '{.small}');
}

/** Returns the style of something at a place of its own, in pixels where no unit is given. */
export function absoluteStyle(values: ReadonlyMap<string, string>): string {
  const places = ['top', 'left', 'bottom', 'right', 'width', 'height'].flatMap((name) => {
    const value = values.get(name);
    return value === undefined ? [] : [`${name}: ${/^\d+(?:\.\d+)?$/.test(value) ? `${value}px` : value}`];
  });
  return ['position: absolute', ...places].join('; ');
}
