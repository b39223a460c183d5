/** What of Mermaid's language is left to Mermaid itself, which draws it in the viewer's browser. */

/** Kinds that nothing draws when a deck is compiled, by the word that they begin with, and what they are called. */
const KINDS: Readonly<Record<string, string>> = {
  pie: 'Pie chart',
  gantt: 'Gantt chart',
  timeline: 'Timeline',
  journey: 'User journey',
  gitGraph: 'Git graph',
  quadrantChart: 'Quadrant chart',
  sankey: 'Sankey diagram',
  requirementDiagram: 'Requirement diagram',
  block: 'Block diagram',
  kanban: 'Kanban board',
  packet: 'Packet diagram',
  radar: 'Radar chart',
  treemap: 'Treemap',
  C4Context: 'C4 context diagram',
  C4Container: 'C4 container diagram',
  C4Component: 'C4 component diagram',
  C4Dynamic: 'C4 dynamic diagram',
  C4Deployment: 'C4 deployment diagram',
};

/** By kind, lines of which Mermaid knows and the renderer does not; what is in neither is a mistake. */
const LINES: Readonly<Record<string, readonly RegExp[]>> = {
  'Flow chart': [
    /^click\s+[\w-]+\s+\S/,
    /^\w[\w-]*@\{.+\}$/,
    // Crosses, circles, invisible links and slanted boxes between words that are otherwise those of a link.
    /^\w[^<>|]*\s(?:--[xo]|[xo]--[xo]|~~~)\s\s*\w[^<>|]*$/,
    /^\w[\w-]*\[(?:\/[^\]]+\/|\\[^\]]+\\)\]$/,
  ],
  'State diagram': [
    /^state\s+\w+\s+<<(?:fork|join|choice)>>$/,
    /^note\s+(?:left|right) of\s+\w+\s*:\s*.+$/i,
    /^(?:classDef\s+\w+|class\s+[\w,]+|style\s+[\w,]+)\s+.+$/,
    /^--$/,
  ],
  'Sequence diagram': [
    /^autonumber(?:\s+\d+){0,2}$/,
    /^(?:activate|deactivate|destroy)\s+\S+$/,
    /^create\s+(?:participant|actor)\s+\S+(?:\s+as\s+.+)?$/,
    /^rect\s+rgba?\(.+\)$/,
    /^box\s+\S.*$/,
  ],
  'Class diagram': [
    /^note\s+(?:for\s+\w+\s+)?"[^"]+"$/,
    /^direction\s+(?:TD|TB|LR|BT|RL)$/i,
    /^(?:classDef\s+\w+|cssClass\s+"[^"]+"|style\s+\w+)\s+.+$/,
  ],
  'Entity relationship diagram': [
    /^direction\s+(?:TD|TB|LR|BT|RL)$/i,
    /^(?:classDef\s+\w+|class\s+[\w,]+|style\s+[\w,]+)\s+.+$/,
  ],
};

/** What to draw instead of kinds that the part of Mermaid which decks load does not have, by the word that they begin with. */
const INSTEAD: Readonly<Record<string, string>> = {
  mindmap: 'Draw it as a tree: a `flowchart LR` with an arrow to each branch.',
  architecture: 'Draw it as a `flowchart` with a `subgraph` for each group, or as a `C4Container` diagram.',
  zenuml: 'Write it as a `sequenceDiagram`.',
};

/** What an author may draw instead of a kind that nothing draws; undefined where there is nothing to name. */
export function alternativeTo(header: string): string | undefined {
  const word = /^\w+/.exec(header)?.[0] ?? '';
  return Object.hasOwn(INSTEAD, word) ? INSTEAD[word] : undefined;
}

/** What a kind that is left to Mermaid is called, by a diagram's first line; undefined for all others. */
export function nameOfLeft(header: string): string | undefined {
  const word = /^\w+/.exec(header)?.[0] ?? '';
  return Object.hasOwn(KINDS, word) ? KINDS[word] : undefined;
}

/** Whether Mermaid knows a line of a kind that is drawn when a deck is compiled. */
export function isLeftLine(kind: string, line: string): boolean {
  return LINES[kind]?.some((pattern) => pattern.test(line)) ?? false;
}
