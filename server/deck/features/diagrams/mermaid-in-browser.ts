/** Kinds of diagrams that Mermaid itself draws in the viewer's browser. */

/** A kind of diagram, as Mermaid draws it. */
export interface LeftKind {
  /** The kind in words, for messages and alternative text. */
  readonly name: string;
  /** The files of Mermaid that draw it, by the names that `server/bundle/scripts/mermaid-parts.ts` gives them. */
  readonly parts: readonly string[];
}

/** Kinds that are always drawn in the browser, by the word that they begin with. */
const KINDS: Readonly<Record<string, LeftKind>> = {
  pie: { name: 'Pie chart', parts: ['pie'] },
  gantt: { name: 'Gantt chart', parts: ['gantt'] },
  timeline: { name: 'Timeline', parts: ['timeline'] },
  journey: { name: 'User journey', parts: ['journey'] },
  gitGraph: { name: 'Git graph', parts: ['gitGraph'] },
  quadrantChart: { name: 'Quadrant chart', parts: ['quadrantChart'] },
  sankey: { name: 'Sankey diagram', parts: ['sankey'] },
  requirementDiagram: { name: 'Requirement diagram', parts: ['requirement', 'dagre'] },
  block: { name: 'Block diagram', parts: ['block'] },
  kanban: { name: 'Kanban board', parts: ['kanban'] },
  packet: { name: 'Packet diagram', parts: ['packet'] },
  radar: { name: 'Radar chart', parts: ['radar'] },
  treemap: { name: 'Treemap', parts: ['treemap'] },
  mindmap: { name: 'Mind map', parts: ['mindmap', 'cose-bilkent'] },
  architecture: { name: 'Architecture diagram', parts: ['architecture'] },
  venn: { name: 'Venn diagram', parts: ['venn'] },
  ishikawa: { name: 'Fishbone diagram', parts: ['ishikawa'] },
  treeView: { name: 'Tree', parts: ['treeView'] },
  swimlane: { name: 'Swimlane diagram', parts: ['swimlane', 'swimlanes'] },
  C4Context: { name: 'C4 context diagram', parts: ['c4'] },
  C4Container: { name: 'C4 container diagram', parts: ['c4'] },
  C4Component: { name: 'C4 component diagram', parts: ['c4'] },
  C4Dynamic: { name: 'C4 dynamic diagram', parts: ['c4'] },
  C4Deployment: { name: 'C4 deployment diagram', parts: ['c4'] },
};

/** Kinds that are drawn when a deck is compiled, and in the browser if a line is not supported by the renderer here. */
const DRAWN: Readonly<Record<string, LeftKind>> = {
  graph: { name: 'Flow chart', parts: ['flowchart', 'dagre'] },
  flowchart: { name: 'Flow chart', parts: ['flowchart', 'dagre'] },
  stateDiagram: { name: 'State diagram', parts: ['stateDiagram', 'dagre'] },
  sequenceDiagram: { name: 'Sequence diagram', parts: ['sequence'] },
  classDiagram: { name: 'Class diagram', parts: ['classDiagram', 'dagre'] },
  erDiagram: { name: 'Entity relationship diagram', parts: ['er', 'dagre'] },
  xychart: { name: 'Chart', parts: ['xychart'] },
};

/** Layouts that a diagram may request by name, in its first lines. */
const LAYOUTS = ['dagre', 'swimlanes', 'cose-bilkent'];

/** Remedies for kinds that Mermaid's package does not include, by the word that they begin with. */
const INSTEAD: Readonly<Record<string, string>> = {
  zenuml: 'Write it as a `sequenceDiagram`.',
};

/** Returns what an author may draw instead of an unsupported kind; undefined if there is no suggestion. */
export function alternativeTo(header: string): string | undefined {
  const word = /^\w+/.exec(header)?.[0] ?? '';
  return Object.hasOwn(INSTEAD, word) ? INSTEAD[word] : undefined;
}

/** Returns the kind that the browser always draws, by a diagram's first line; undefined for all others. */
export function leftKind(header: string): LeftKind | undefined {
  return kindIn(KINDS, header);
}

/** Returns, for a kind that is drawn when a deck is compiled, how the browser draws it; undefined for all others. */
export function drawnKind(header: string): LeftKind | undefined {
  return kindIn(DRAWN, header);
}

function kindIn(kinds: Readonly<Record<string, LeftKind>>, header: string): LeftKind | undefined {
  const word = /^\w+/.exec(header)?.[0] ?? '';
  return Object.hasOwn(kinds, word) ? kinds[word] : undefined;
}

/** Returns the files of Mermaid that draw a diagram: those of its kind, and those that its source requests. */
export function partsOf({ parts }: LeftKind, source: string): readonly string[] {
  const named = LAYOUTS.filter((layout) => source.includes(layout));
  const formulas = source.includes('$$') ? ['katex'] : [];
  return [...new Set([...parts, ...named, ...formulas])];
}
