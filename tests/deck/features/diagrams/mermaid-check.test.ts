/** What Mermaid's own grammars say of diagrams that browsers draw: which line, why, and what would be right. */
import { expect, test } from 'vitest';
import { faultOf } from '../../../../server/deck/features/diagrams/mermaid-check.ts';

const DOCUMENTATION = 'Mermaid’s documentation of this kind says what is possible.';

/** A line of the source, from 0, what Mermaid says of it, and the remedy. */
type Case = readonly [source: string, line: number, reason: string, hint: string];

const unclear = (source: string, line: number, hint: string): Case => {
  const text = source.split('\n')[line]?.trim();
  return [source, line, `this line of the diagram is not understood: \`${text}\``, hint];
};

test.each<Case>([
  // Grammars of a package of their own.
  unclear('pie\n"Dogs" : 3\n"Cats" : many', 2, `Mermaid did not expect \`m\` here. ${DOCUMENTATION}`),
  unclear('gitGraph\n  comit', 1, `Mermaid did not expect \`comit\` here. ${DOCUMENTATION}`),
  unclear('radar-beta\n  axis a, b, c\n  curve x{3,4,}', 2, 'Mermaid expects `NUMBER` here, not `}`.'),
  // The others.
  unclear('sequenceDiagram\n  autonumber\n  A->>B hi', 2, 'Mermaid expects `TXT` here, not the line’s end.'),
  unclear(
    'flowchart LR\n  A --x B[Two\n  C --> D',
    1,
    `Mermaid did not expect the diagram’s end here. ${DOCUMENTATION}`,
  ),
  unclear(
    'erDiagram\n  direction LR\n  A ||--o{ B has',
    2,
    'Mermaid expects `COLON` or `STYLE_SEPARATOR` here, not `has`.',
  ),
  unclear('C4Context\n  title S\n  Persn(a)', 2, DOCUMENTATION),
  // Kinds that are drawn when the deck is compiled, as long as each line is understood.
  unclear(
    'sequenceDiagram\n  autonumbers',
    1,
    `Mermaid did not expect the line’s end here. ${DOCUMENTATION}`,
  ),
  unclear('xychart\nbar [1, two]', 1, 'Mermaid expects `NUMBER_WITH_DECIMAL` here, not `two`.'),
  unclear(
    'erDiagram\nA ||--|| B',
    1,
    'Mermaid expects `COLON` or `STYLE_SEPARATOR` here, not the line’s end.',
  ),
  unclear(
    '---\ntitle: A\n\n---\n\nflowchart TD\n  A[open --> B',
    6,
    `Mermaid did not expect the diagram’s end here. ${DOCUMENTATION}`,
  ),
  // Words that can be read, and make no sense.
  [
    'gitGraph\n  commit\n  merge nosuch\n  commit',
    2,
    'the diagram cannot be drawn: Incorrect usage of "merge". Branch to be merged (nosuch) does not exist',
    DOCUMENTATION,
  ],
  [
    'packet-beta\n  0-15: "A"\n  17-31: "B"',
    2,
    'the diagram cannot be drawn: Packet block 17 - 31 is not contiguous. It should start from 16',
    DOCUMENTATION,
  ],
  // Mermaid counts neither comments, nor empty lines, nor what is told to Mermaid itself.
  unclear(
    '%%{init: {\n  "theme": "dark"\n}}%%\n%% why\n\ngantt\n\n%% what\n  title A\n\n  foo bar\n  section B',
    10,
    'Mermaid expects `taskData` here, not the line’s end.',
  ),
])('%j is at fault on line %i', async (source, line, reason, hint) => {
  expect(await faultOf(source)).toEqual({ line, reason, hint });
});

test.each([
  'pie title Pets\n  "Dogs" : 386',
  'gantt\n  dateFormat YYYY-MM-DD\n  section Write\n  Draft :a1, 2026-01-01, 10d',
  'mindmap\n  root((Tides))\n    Moon',
  'sankey-beta\n\nA,B,10\n\nA,C,5',
  'quadrantChart\n  x-axis Low --> High\n  A: [0.3, 0.6]',
  'sequenceDiagram\n  accTitle: Words\n  autonumber\n  A->>B: <b>hi</b>',
  'stateDiagram-v2\n  state f <<fork>>\n  note left of f : hm',
  'classDiagram\n  accDescr {\n    Two\n    lines\n  }\n  A <|-- B\n  note for A "yes"',
  'architecture-beta\n  service a(server)[A]\n  service b(database)[B]\n  a:R -- L:b',
])('%j has no fault', async (source) => {
  expect(await faultOf(source)).toBeUndefined();
});

test('what only a browser can tell is no fault', async () => {
  expect(
    await faultOf('gantt\n  dateFormat YYYY-MM-DD\n  section A\n  B :a1, nonsense, 10d'),
  ).toBeUndefined();
});
