/** What of Mermaid's language is drawn, and what is said of the rest. */
import { describe, expect, test } from 'vitest';
import { drawMermaid } from '../../../../server/deck/features/diagrams/mermaid.ts';
import { FlowReader } from '../../../../server/deck/features/diagrams/mermaid-flow.ts';

describe('a flow chart’s lines', () => {
  test.each([
    ['A-->B', 'A --> B'],
    ['A---B', 'A --- B'],
    ['A ----> B-1', 'A --> B-1'],
    ['A -...-> B', 'A -.-> B'],
    ['A ===> B', 'A ==> B'],
    ['A<-->B', 'A <--> B'],
    ['A -- yes, sir --> B', 'A -->|yes, sir| B'],
    ['A -. maybe .-> B', 'A -.->|maybe| B'],
    ['A == sure ==> B', 'A ==>|sure| B'],
    ['A-->|"a (b)"|B["q (x)"]', 'A -->|"a (b)"| B["q (x)"]'],
    ['A & B-->C & D', 'A & B --> C & D'],
    ['A[(x)]:::hot --> B{{y}} --> C((z))', 'A[(x)]:::hot --> B{{y}} --> C((z))'],
    ['classDef hot fill:#f00', 'classDef hot fill:#f00'],
  ])('%s', (line, written) => {
    expect(new FlowReader().read(line)).toBe(written);
  });

  test.each([
    'A --x B',
    'A --o B',
    'A ~~~ B',
    'A[/both slanted/]',
    'A["[1]"]',
    'click A "https://example.org"',
    'direction LR',
    'end',
    'A --> B C',
    'A@{ shape: cloud }',
  ])('%s is not understood', (line) => {
    expect(new FlowReader().read(line)).toBeUndefined();
  });

  test('a node mentioned before belongs to the first subgraph that names it', () => {
    const reader = new FlowReader();
    const lines = ['A{x} --> B', 'subgraph one', 'A', 'B', 'end', 'subgraph two', 'A', 'end', 'A --> one'];
    expect(lines.map((line) => reader.read(line))).toEqual([
      'A{x} --> B',
      'subgraph one',
      'A{x}',
      'B[B]',
      'end',
      'subgraph two',
      'A',
      'end',
      undefined,
    ]);
  });
});

/** Every kind, as its documentation would have it. */
const DRAWN = {
  'Flow chart': 'flowchart\n  A --> B;',
  'State diagram':
    'stateDiagram-v2\n  [*] --> A\n  state "Long name" as B\n  A --> B : go\n  state C {\n    D --> E\n  }\n  B --> [*]',
  'Sequence diagram':
    'sequenceDiagram\n  actor A as Ann\n  A->>+B: hi there\n  B--)-A: bye\n  alt good\n    A-xB: lost\n  else bad\n    Note over A,B: hm\n  end',
  'Class diagram':
    'classDiagram\n  class A~T~ {\n    <<interface>>\n    +int x\n    +go(a, b) int\n  }\n  A <|-- B\n  A "1" *-- "n" C : has\n  C : -name',
  'Entity relationship diagram':
    'erDiagram\n  A {\n    string id PK\n    int n FK "how many"\n  }\n  A ||--o{ B : has\n  B }o..|| C : "is in"',
  Chart:
    'xychart-beta horizontal\n  title "T"\n  x-axis [a, "b c"]\n  y-axis "kB" 0 --> 10\n  bar [1, 2.5]\n  line [-1, 2]',
};

test.each(Object.entries(DRAWN))('%s', (name, source) => {
  expect(drawMermaid(source)).toMatchObject({ name, svg: expect.stringContaining('<svg') });
});

test.each([
  ['', 0, 'the diagram is empty'],
  ['%% only this', 0, 'the diagram is empty'],
  ['\nzenuml', 1, '`zenuml` is not a kind of diagram that can be drawn'],
  ['pieces', 0, '`pieces` is not a kind of diagram that can be drawn'],
  ['graph TD\nsubgraph one\nA', 2, 'a block of the diagram is not closed'],
])('%j is refused on line %i', (source, line, reason) => {
  expect(drawMermaid(source)).toMatchObject({ fault: { line, reason } });
});

test.each([
  ['zenuml\n  A.b()', 'Write it as a `sequenceDiagram`.'],
  ['pieces', 'The guide lists the kinds that are drawn; anything else can be an SVG file beside the deck.'],
])('%j is refused with what to do', (source, hint) => {
  expect(drawMermaid(source)).toMatchObject({ fault: { line: 0, hint } });
});

test.each([
  ['pie title Pets\n"Dogs" : 1', 'Pie chart', ['pie']],
  ['gantt\ntitle A', 'Gantt chart', ['gantt']],
  ['timeline\n2013 : OSCON', 'Timeline', ['timeline']],
  ['gitGraph LR:\ncommit', 'Git graph', ['gitGraph']],
  ['sankey-beta\nA,B,1', 'Sankey diagram', ['sankey']],
  ['mindmap\n  root', 'Mind map', ['mindmap', 'cose-bilkent']],
  ['architecture-beta\ngroup a', 'Architecture diagram', ['architecture']],
  ['C4Context\ntitle S', 'C4 context diagram', ['c4']],
  ['flowchart LR\nA --x B', 'Flow chart', ['flowchart', 'dagre']],
  ['flowchart LR\nA@{ shape: cloud }', 'Flow chart', ['flowchart', 'dagre']],
  ['flowchart LR\nclick A "https://example.org"', 'Flow chart', ['flowchart', 'dagre']],
  ['flowchart LR\nA[/slanted/]', 'Flow chart', ['flowchart', 'dagre']],
  [
    '%%{init: {"layout": "cose-bilkent"}}%%\nflowchart LR\nA --x B',
    'Flow chart',
    ['flowchart', 'dagre', 'cose-bilkent'],
  ],
  ['sequenceDiagram\nautonumber\nA->>B: hi', 'Sequence diagram', ['sequence']],
  ['sequenceDiagram\nautonumber\nA->>B: $$x^2$$', 'Sequence diagram', ['sequence', 'katex']],
  ['sequenceDiagram\nbox Two\nactor A\nend', 'Sequence diagram', ['sequence']],
  ['stateDiagram-v2\nstate f <<fork>>', 'State diagram', ['stateDiagram', 'dagre']],
  ['classDiagram\nnote "all of it"', 'Class diagram', ['classDiagram', 'dagre']],
  ['erDiagram\ndirection LR', 'Entity relationship diagram', ['er', 'dagre']],
  ['xychart\nbar "2025" [80, 95]', 'Chart', ['xychart']],
  ['graph LR;A-->B', 'Flow chart', ['flowchart', 'dagre']],
  ['classDiagram-v2\nA <|-- B', 'Class diagram', ['classDiagram', 'dagre']],
  ['sequenceDiagram\nA->>B: one<br/>two', 'Sequence diagram', ['sequence']],
  ['sequenceDiagram\nNote over A,B: one<br>two', 'Sequence diagram', ['sequence']],
  [
    '---\nconfig:\n  flowchart: { curve: step }\n---\ngraph LR\nA --> B',
    'Flow chart',
    ['flowchart', 'dagre'],
  ],
  [
    "%%{init: {'sequence': {'mirrorActors': false}}}%%\nsequenceDiagram\nA->>B: hi",
    'Sequence diagram',
    ['sequence'],
  ],
])('%j is left to the browser', (source, name, parts) => {
  expect(drawMermaid(source)).toEqual({
    left: true,
    source,
    name,
    parts,
    title: undefined,
    description: undefined,
  });
});

test('takes title and description out of the drawing, and keeps the lines’ numbers', () => {
  const source = 'graph LR\naccTitle: Tides\naccDescr {\n  In\n  and out\n}\nsubgraph x';
  expect(drawMermaid(source)).toMatchObject({ fault: { line: 6 } });
  expect(drawMermaid(source.replace('subgraph x', 'A --> B'))).toMatchObject({
    title: 'Tides',
    description: 'In and out',
  });
});

test.each([
  '---\ntitle: Tides\nconfig:\n  theme: forest\n---\ngraph LR\nA --> B',
  '\n  ---\n  title: Tides # twice a day\n  ---\n  graph LR\n  A --> B',
  '%%{init: {\n  "theme": "dark"\n}}%%\n---\n', // What is no settings is no title.
])('%j', (source) => {
  const drawn = drawMermaid(source);
  if (source.startsWith('%%')) expect(drawn).toMatchObject({ fault: { line: 3 } });
  else
    expect(drawn).toMatchObject({ heading: 'Tides', title: 'Tides', svg: expect.stringContaining('<svg') });
});

/** What is written on a drawing. */
const textsOf = (source: string) => {
  const drawn = drawMermaid(source);
  const svg = 'svg' in drawn ? drawn.svg : '';
  return [...svg.matchAll(/<text.*?<\/text>/gs)].map(([text]) => text.replace(/<[^>]*>/g, ''));
};

test('series of a chart without names have no legend', () => {
  const texts = textsOf('xychart\nx-axis [a, b]\nbar [80, 95]\nline [1, 2]');
  expect(texts).toContain('a');
  expect(texts.filter((text) => /Bar|Line/.test(text))).toEqual([]);
});

test('parameters of types stand between angle brackets', () => {
  const members = '+Map~K, List~V~~ all\n+add(e: Entry) Result~u64~\n~own() int';
  const source = `classDiagram\nclass Log~u64~ {\n${members}\n}\nLog~u64~ "1" --> "*" Entry : has~\nEntry : +Vec~u8~ bytes`;
  const texts = textsOf(source);
  expect(texts.filter((text) => /Log/.test(text))).toEqual(['Log&lt;u64&gt;']);
  expect(texts.join(' ')).toContain('List&lt;V&gt;');
  expect(texts).toContain('+ add(e: Entry): Result&lt;u64&gt;');
  expect(texts).toContain('+ bytes: Vec&lt;u8&gt;');
});

test('series of a chart have their names in its legend', () => {
  const drawn = drawMermaid(
    'xychart\nx-axis [a, b]\nbar "2025 <b>" [80, 95]\nbar 2026 [60, 70]\nline [1, 2]',
  );
  const texts = 'svg' in drawn ? [...drawn.svg.matchAll(/<text x="([\d.]+)"[^>]*>([^<]*)</g)].slice(-3) : [];
  expect(texts.map(([, , text]) => text)).toEqual(['2025 &lt;b&gt;', '2026', 'Line 1']);
  const places = texts.map(([, x]) => Number(x));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('settings that are not YAML are told on their line', () => {
  expect(drawMermaid('---\ntitle: Tides\nconfig: [\n---\ngraph LR\nA --> B')).toMatchObject({
    fault: { line: 2, reason: 'in the settings of this diagram, a bracket is not closed' },
  });
});

test('what is high is drawn closer together, so that its letters are larger on a slide', () => {
  const chain = (length: number) => {
    const drawn = drawMermaid(
      `graph TD\n${Array.from({ length }, (_each, i) => `N${i} --> N${i + 1}`).join('\n')}`,
    );
    return Number('svg' in drawn && /viewBox="\S+ \S+ \S+ ([\d.]+)"/.exec(drawn.svg)?.[1]);
  };
  expect(chain(6) / 7).toBeLessThan((chain(2) / 3) * 0.9);
});

test('everything in the drawing stands at its edge', () => {
  const drawn = drawMermaid('erDiagram\nA ||--|| B : is');
  expect('svg' in drawn && /viewBox="(\d+) (\d+) /.exec(drawn.svg)?.slice(1)).toEqual(['36', '36']);
});
