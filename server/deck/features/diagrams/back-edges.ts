/**
 * Draws flow charts and state diagrams in the order in which they are written. The renderer's layout breaks a circle of arrows
 * wherever it likes, and begins there; so arrows that lead back are drawn from their end to their start, with turned heads.
 */
import { parseMermaid } from 'beautiful-mermaid';
import { escapeHtml } from '../../html/escape.ts';

/** An arrow of a diagram; its places are the ids of nodes. */
interface Edge {
  readonly source: string;
  readonly target: string;
  readonly label?: string;
}

/** An arrow between two nodes, as `FlowReader` writes it and as state diagrams have it. */
const ARROW = /\s+(<?(?:-->|---|-\.->|-\.-|==>|===)(?:\|[^|]*\|)?)\s+/;

/** Name of a state's arrow, behind the state that it leads to. */
const NAME = /^(\S+?)\s*:\s*(.*)$/;

/** Stands for a name, and is not drawn: the renderer draws arrows without names over each other where they leave a box. */
const NAMELESS = '\u200B';

/** The box of that name. */
const BOX = new RegExp(`<g class="edge-label" [^>]*data-label="${NAMELESS}">[\\s\\S]*?</g>`, 'g');

/** An arrow of a drawing. */
const LINE = /<polyline class="edge" [^>]*>/g;

/**
 * Draws a diagram so that all its arrows but those that lead back point into its direction.
 * @param statements the diagram's header, and its lines as the renderer understands them
 */
export function drawInOrder(statements: readonly string[], draw: (text: string) => string): string {
  const [header = '', ...lines] = statements;
  const { nodes, edges } = parseMermaid(statements.join('\n'));
  const back = backEdges([...nodes.keys()], edges);
  if (back.size === 0) return draw(statements.join('\n'));
  const turned: Edge[] = [];
  let next = 0;
  const written = lines.map((line) => {
    const count = countEdges(header, line);
    const own = edges.slice(next, next + count);
    next += count;
    const parts = line.split(ARROW);
    if (!own.some((edge) => back.has(edge)) || parts.length !== 2 * count + 1) return line;
    turned.push(...own.filter((edge) => back.has(edge)));
    const write = header.startsWith('state') ? stateArrow : flowArrow;
    return own
      .map((edge, i) => {
        const [from = '', arrow = '', to = ''] = parts.slice(2 * i, 2 * i + 3);
        return back.has(edge) ? write(from, arrow, to) : `${from} ${arrow} ${to}`;
      })
      .join('\n');
  });
  return turnHeads(draw([header, ...written].join('\n')), turned);
}

/** Arrows that lead to a node from which they come, on a walk along all arrows in the order of the nodes. */
function backEdges(nodes: readonly string[], edges: readonly Edge[]): ReadonlySet<Edge> {
  const back = new Set<Edge>();
  const state = new Map<string, 'open' | 'done'>();
  const walk = (node: string) => {
    state.set(node, 'open');
    for (const edge of edges) {
      if (edge.source !== node || edge.target === node) continue;
      const known = state.get(edge.target);
      if (known === 'open') back.add(edge);
      else if (known === undefined) walk(edge.target);
    }
    state.set(node, 'done');
  };
  const targets = new Set(edges.map(({ target }) => target));
  for (const node of [...nodes].sort((a, b) => Number(targets.has(a)) - Number(targets.has(b))))
    if (!state.has(node)) walk(node);
  return back;
}

function countEdges(header: string, line: string): number {
  return parseMermaid(`${header}\n${line}`).edges.length;
}

/** An arrow of a flow chart from its end to its start. */
function flowArrow(from: string, arrow: string, to: string): string {
  return `${to} ${arrow.endsWith('|') ? arrow : `${arrow}|${NAMELESS}|`} ${from}`;
}

/** An arrow of a state diagram from its end to its start. */
function stateArrow(from: string, arrow: string, to: string): string {
  const [, target = to, name = NAMELESS] = NAME.exec(to) ?? [];
  return `${target} ${arrow} ${from} : ${name}`;
}

/** Turns the heads of arrows that were drawn from their end to their start. */
function turnHeads(svg: string, turned: readonly Edge[]): string {
  const keyOf = (source: string, target: string, label: string) => JSON.stringify([source, target, label]);
  const waiting = turned.map(({ source, target, label = NAMELESS }) =>
    keyOf(source, target, escapeHtml(label)),
  );
  return svg.replace(BOX, '').replace(LINE, (written) => {
    const line = written.replace(
      /points="([^"]*)"/,
      (_all, points: string) => `points="${straight(points)}"`,
    );
    const value = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(line)?.[1] ?? '';
    const [source, target] = [value('data-to'), value('data-from')];
    const at = waiting.indexOf(keyOf(source, target, value('data-label')));
    if (at < 0) return line;
    waiting.splice(at, 1);
    return line
      .replace(` data-label="${NAMELESS}"`, '')
      .replace(/data-from="[^"]*" data-to="[^"]*"/, `data-from="${source}" data-to="${target}"`)
      .replace(
        /marker-(start|end)="url\(#arrowhead(?:-start)?([^)]*)\)"/g,
        (_all, end: string, colour: string) =>
          end === 'end'
            ? `marker-start="url(#arrowhead-start${colour})"`
            : `marker-end="url(#arrowhead${colour})"`,
      );
  });
}

/** The corners of a line: beside a label, the renderer's lines may go too far and come back. */
function straight(points: string): string {
  const way: string[][] = [];
  for (const point of points.split(' ').map((each) => each.split(','))) {
    const isAhead = ([first, corner]: readonly string[][]) =>
      [0, 1].some((axis) => first?.[axis] === point[axis] && corner?.[axis] === point[axis]);
    while (way.length > 1 && isAhead(way.slice(-2))) way.pop();
    way.push(point);
  }
  return way.map((point) => point.join(',')).join(' ');
}
