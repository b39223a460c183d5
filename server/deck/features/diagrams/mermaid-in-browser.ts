/** What of Mermaid's language is left to Mermaid itself, which draws it in the viewer's browser. */

/** A kind of diagram, as Mermaid draws it. */
export interface LeftKind {
  /** In words. */
  readonly name: string;
  /** The files of Mermaid that draw it, by the names that `server/bundle/scripts/mermaid-parts.ts` gives them. */
  readonly parts: readonly string[];
}

/** Kinds that nothing draws when a deck is compiled, by the word that they begin with. */
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

/** The same for kinds that are drawn when a deck is compiled, and left to Mermaid where a line is none that is drawn then. */
const DRAWN: Readonly<Record<string, LeftKind>> = {
  graph: { name: 'Flow chart', parts: ['flowchart', 'dagre'] },
  flowchart: { name: 'Flow chart', parts: ['flowchart', 'dagre'] },
  stateDiagram: { name: 'State diagram', parts: ['stateDiagram', 'dagre'] },
  sequenceDiagram: { name: 'Sequence diagram', parts: ['sequence'] },
  classDiagram: { name: 'Class diagram', parts: ['classDiagram', 'dagre'] },
  erDiagram: { name: 'Entity relationship diagram', parts: ['er', 'dagre'] },
  xychart: { name: 'Chart', parts: ['xychart'] },
};

/** Layouts that a diagram may ask for by name, in its first lines. */
const LAYOUTS = ['dagre', 'swimlanes', 'cose-bilkent'];

/** What to draw instead of kinds that Mermaid's package does not have, by the word that they begin with. */
const INSTEAD: Readonly<Record<string, string>> = {
  zenuml: 'Write it as a `sequenceDiagram`.',
};

/** What an author may draw instead of a kind that nothing draws; undefined where there is nothing to name. */
export function alternativeTo(header: string): string | undefined {
  const word = /^\w+/.exec(header)?.[0] ?? '';
  return Object.hasOwn(INSTEAD, word) ? INSTEAD[word] : undefined;
}

/** A kind that is left to Mermaid, by a diagram's first line; undefined for all others. */
export function leftKind(header: string): LeftKind | undefined {
  return kindIn(KINDS, header);
}

/** A kind that is drawn when a deck is compiled, as one that is left to Mermaid; undefined for all others. */
export function drawnKind(header: string): LeftKind | undefined {
  return kindIn(DRAWN, header);
}

function kindIn(kinds: Readonly<Record<string, LeftKind>>, header: string): LeftKind | undefined {
  const word = /^\w+/.exec(header)?.[0] ?? '';
  return Object.hasOwn(kinds, word) ? kinds[word] : undefined;
}

/** The files of Mermaid that draw a diagram: its kind's, and what its source asks for beside. */
export function partsOf({ parts }: LeftKind, source: string): readonly string[] {
  const named = LAYOUTS.filter((layout) => source.includes(layout));
  const formulas = source.includes('$$') ? ['katex'] : [];
  return [...new Set([...parts, ...named, ...formulas])];
}
