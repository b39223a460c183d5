/** What of a Mermaid diagram is sent: no comment of any kind of diagram, all that it shows, and settings that Mermaid knows. */
import { expect, test } from 'vitest';
import { sentSource } from '../../../../server/deck/features/diagrams/mermaid-sent.ts';

/** A kind's diagram with comments: lines of their own, and behind statements where its grammar has such. */
const COMMENTED: Readonly<Record<string, string>> = {
  pie: 'pie %% no\n  %% no\n  "a" : 1 %% no',
  gantt: 'gantt\n%% no\n tickInterval 1week\n section S\n A :a1, 2014-01-01, 30d',
  journey: 'journey\n title T # no\n section S\n A: 5: Me # no',
  timeline: 'timeline\n %% no\n 2002 : L',
  gitGraph: 'gitGraph\n commit id: "a" %% no\n branch b %% no',
  quadrantChart: 'quadrantChart\n x-axis a --> b %% no\n C: [0.3, 0.6] %% no',
  sankey: 'sankey\n%% no\nA,B,1',
  requirementDiagram: 'requirementDiagram\n requirement r { # no\n id: 1\n }',
  block: 'block\n %% no\n columns 1\n a["x"]',
  kanban: 'kanban\n  Todo\n    [Create] %% no',
  packet: 'packet\n0-15: "Source" %% no',
  radar: 'radar-beta\n axis a, b, c %% no\n curve x{1, 2, 3}',
  treemap: 'treemap-beta\n%% no\n"A"\n  "B": 1',
  mindmap: 'mindmap\n  root((x))\n    A(b) %% no',
  architecture: 'architecture-beta\n group api(cloud)[API] %% no',
  venn: 'venn-beta\n set A %% no',
  ishikawa: 'ishikawa\n  %% no\n  P\n   A',
  treeView: 'treeView-beta\n%% no\n "a"\n   "b"',
  swimlane: 'swimlane-beta\n %% no\n A --> B',
  c4: 'C4Context\n title T\n Person(a, "A") %% no',
  sequenceDiagram: 'sequenceDiagram\n autonumber %% no\n A->>B: hi # no',
  flowchart: 'flowchart TD\n %% no\n A --x B',
  stateDiagram: 'stateDiagram-v2\n state f <<fork>> %% no\n A --> B # no',
  classDiagram: 'classDiagram\n direction LR %% no\n A <|-- B %% no',
  erDiagram: 'erDiagram\n direction LR\n %% no\n A ||--o{ B : x',
};

test.each(Object.entries(COMMENTED))(
  '%s is sent without comments, and all else as it is',
  async (_kind, source) => {
    const plain = source.replace(/\n\s*%% no(?=\n)/g, '').replace(/ (?:%%|#) no/g, '');
    expect(await sentSource(source)).toBe(plain);
  },
);

/** Marks that Mermaid shows. */
const SHOWN: Readonly<Record<string, string>> = {
  pie: 'pie title 100%\n"a %% b # c" : 1',
  gantt: 'gantt\n title 50 %% done\n tickInterval 1week\n section S %% T\n A :a1, 2014-01-01, 30d',
  journey: 'journey\n title a %% b\n section S\n A: 5: Me %% you',
  timeline: 'timeline\n title H\n 2002 : L %% M',
  gitGraph: 'gitGraph\n commit id: "a %% b # c"',
  quadrantChart: 'quadrantChart\n "C %% D # E": [0.3, 0.6]',
  sankey: 'sankey\nA %% B,C # D,1',
  requirementDiagram: 'requirementDiagram\n requirement r {\n text: t # u\n }',
  block: 'block\n a["x %% y # z"]',
  kanban: 'kanban\n  Todo\n    [Create %% # it]',
  packet: 'packet\n0-15: "Source %% # port"',
  radar: 'radar-beta\n title a\n axis a["A %% # B"], b, c\n curve x{1, 2, 3}',
  treemap: 'treemap-beta\n"A %% # B"\n  "C": 1',
  mindmap: 'mindmap\n  root((x))\n    A[b %% # c]',
  architecture: 'architecture-beta\n group api(cloud)[API]',
  venn: 'venn-beta\n set A["a %% # b"]',
  ishikawa: 'ishikawa\n  P\n   A # B',
  treeView: 'treeView-beta\n "a %% # c"\n   "b"',
  swimlane: 'swimlane-beta\n A[x %% # y] --> B',
  c4: 'C4Context\n title T %% # U\n Person(a, "A %% # B")',
  sequenceDiagram: 'sequenceDiagram\n autonumber\n A->>B: 50 %% of it, #9829; and #35;',
  flowchart: 'flowchart TD\n A["x %% # y"] --x B\n style A fill: #f9f',
  stateDiagram: 'stateDiagram-v2\n state f <<fork>>\n A --> B : x %% y',
  classDiagram: 'classDiagram\n note "a %% # b"',
  erDiagram: 'erDiagram\n direction LR\n A ||--o{ B : "x %% # y"',
};

test.each(Object.entries(SHOWN))('%s keeps signs of comments that it shows', async (_kind, source) => {
  expect(await sentSource(source)).toBe(source);
});

test.each([
  ['%%{init: {"look": "handDrawn", "mine": "no"}}%%\npie\n"a" : 1', '%%{init: {"look":"handDrawn"}}%%\n'],
  ['%%{init: {"theme": "forest", "darkMode": true}}%%\npie\n"a" : 1', ''],
  [
    '---\ntitle: Pets # no\nconfig:\n  look: handDrawn # no\n---\npie\n"a" : 1',
    '---\ntitle: "Pets"\n---\n%%{init: {"look":"handDrawn"}}%%\n',
  ],
  [
    "%%{init: {'pie': {'textPosition': 0.5}}}%%\npie\n\"a\" : 1",
    '%%{init: {"pie":{"textPosition":0.5}}}%%\n',
  ],
  ['%%{\n  init: {\n  "fontSize": 20 }\n}%%\npie\n"a" : 1', '%%{init: {"fontSize":20}}%%\n'],
  ['%%{ a remark }%%\npie\n"a" : 1', ''],
  ['%%{init: { no JSON }}%%\npie\n"a" : 1', ''],
  [
    '%%{init: {"themeCSS": ".a { /* no */ color: red }"}}%%\npie\n"a" : 1',
    '%%{init: {"themeCSS":".a {  color: red }"}}%%\n',
  ],
])('of the directives in %j only settings are sent', async (source, settings) => {
  expect((await sentSource(source)).replace(/\n*pie\n"a" : 1$/, settings === '' ? '' : '\n')).toBe(settings);
});

test.each([
  ['2026-01-01, 30d', '', '2week'],
  ['2026-01-01, 4d', '', '1day'],
  ['2026-01-01, 400d', '', '6month'],
  ['2026-01-01, 400d', ' axisFormat %b\n', '2month'],
  ['2026-01-01, 6h', ' dateFormat YYYY-MM-DD\n axisFormat %H:%M\n', '1hour'],
  ['2026-01-01, 9y', '', '12month","axisFormat":"%Y'],
])('the dates of a gantt chart of %s stand apart', async (dates, settings, interval) => {
  expect(await sentSource(`gantt\n${settings} A :a1, ${dates}`)).toContain(`"tickInterval":"${interval}"`);
});

test('diagrams that are read at the same time keep their words apart', async () => {
  // What is a comment in the one is shown by the other.
  const pairs = Array.from({ length: 12 }, (_, i) => [
    `pie\n"a${i}" : 3 %% no\n"b" : 4`,
    `pie\n"c${i} %% d" : 3\n"e # f" : 4`,
  ]);
  const sent = await Promise.all(pairs.flat().map(sentSource));
  expect(sent).toEqual(pairs.flat().map((source) => source.replace(' %% no', '')));
});
