/**
 * Lays out flow charts and state diagrams in the order in which they are written. The renderer's layout breaks a
 * cycle of arrows at any of its edges, and begins there; so back edges are rendered in reverse, and their
 * arrowheads swapped afterwards.
 */
import { parseMermaid } from 'beautiful-mermaid';
import { escapeHtml } from '../../html/escape.ts';

/** An arrow of a diagram, between the ids of two nodes. */
interface Edge {
  readonly source: string;
  readonly target: string;
  readonly label?: string;
}

/** An arrow between two nodes, in the form that `FlowReader` writes and that state diagrams use. */
const ARROW = /\s+(<?(?:-->|---|-\.->|-\.-|==>|===)(?:\|[^|]*\|)?)\s+/;

/** The label of a state diagram's arrow, after the target state. */
const NAME = /^(\S+?)\s*:\s*(.*)$/;

/** A label that is not drawn: where several unlabelled arrows leave a box, the renderer draws them over each other. */
const NAMELESS = '\u200B';

/** The box around that label in the SVG. */
const BOX = new RegExp(`<g class="edge-label" [^>]*data-label="${NAMELESS}">[\\s\\S]*?</g>`, 'g');

/** An arrow in the SVG. */
const LINE = /<polyline class="edge" [^>]*>/g;

/**
 * Renders a diagram so that all its arrows except back edges point in its direction.
 * @param statements the diagram's header, and its lines in the form that the renderer parses
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

/**
 * Returns the edges that lead back to a node on the current path, in a depth-first search in the order of the
 * nodes; nodes without incoming edges come first.
 */
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

/** Returns an arrow of a flow chart with its ends exchanged. */
function flowArrow(from: string, arrow: string, to: string): string {
  return `${to} ${arrow.endsWith('|') ? arrow : `${arrow}|${NAMELESS}|`} ${from}`;
}

/** Returns an arrow of a state diagram with its ends exchanged. */
function stateArrow(from: string, arrow: string, to: string): string {
  const [, target = to, name = NAMELESS] = NAME.exec(to) ?? [];
  return `${target} ${arrow} ${from} : ${name}`;
}

/** Swaps the ends and arrowheads of arrows that were rendered in reverse. */
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

/** Removes the detours of a polyline: next to a label, the renderer's lines may overshoot and come back. */
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
