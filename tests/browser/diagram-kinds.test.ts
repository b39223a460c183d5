/** Every kind of diagram that only Mermaid draws, each in a deck of its own: drawn, and loading what its page says and no more. */
import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { buildStatic } from '../setup/sealed.ts';
import { openStage, type Stage, visitDeck } from './page.ts';

const KINDS: Readonly<Record<string, string>> = {
  pie: 'pie title Pets\n  "Dogs" : 386\n  "Cats" : 85',
  gantt:
    'gantt\n  dateFormat YYYY-MM-DD\n  section Write\n  Draft :a1, 2026-01-01, 10d\n  Review :after a1, 5d',
  timeline: 'timeline\n  2013 : OSCON\n  2014 : Unikernel',
  journey: 'journey\n  section Go\n    Wake: 3: Me\n    Work: 5: Me, Cat',
  gitgraph: 'gitGraph\n  commit\n  branch fix\n  commit\n  checkout main\n  merge fix',
  quadrants: 'quadrantChart\n  x-axis Low --> High\n  y-axis Few --> Many\n  A: [0.3, 0.6]',
  sankey: 'sankey-beta\n\nA,B,10\nA,C,5',
  requirement: 'requirementDiagram\n  requirement r {\n    id: 1\n    text: it runs\n  }',
  blocks: 'block-beta\n  columns 2\n  a["A"] b["B"]\n  a --> b',
  kanban: 'kanban\n  todo[Todo]\n    a[Write]\n  done[Done]\n    b[Think]',
  packet: 'packet-beta\n  0-15: "Source"\n  16-31: "Destination"',
  radar: 'radar-beta\n  axis a["A"], b["B"], c["C"]\n  curve x["X"]{3,4,5}',
  treemap: 'treemap-beta\n"All"\n  "A": 10\n  "B": 5',
  mindmap: 'mindmap\n  root((Tides))\n    Moon\n    Sun',
  architecture: 'architecture-beta\n  service a(server)[A]\n  service b(database)[B]\n  a:R -- L:b',
  venn: 'venn-beta\n  set A\n  set B\n  union A,B["Both"]',
  ishikawa: 'ishikawa-beta\n  Late\n    Room\n      Cable',
  tree: 'treeView-beta\n  "deck"\n    "deck.md"',
  swimlane:
    'swimlane-beta\n  subgraph One\n    A[Write]\n  end\n  subgraph Two\n    B[Read]\n  end\n  A --> B',
  context: 'C4Context\n  Person(a, "Ann")\n  System(s, "Shop")\n  Rel(a, s, "Uses")',
  flow: 'flowchart LR\n  A[One] --x B[Two]',
  state: 'stateDiagram-v2\n  state f <<fork>>\n  [*] --> f\n  f --> A\n  f --> B',
  sequence: 'sequenceDiagram\n  autonumber\n  A->>B: hi',
  formula: 'sequenceDiagram\n  autonumber\n  A->>B: $$x^2$$',
  classes: 'classDiagram\n  A <|-- B\n  note for A "yes"',
  entities: 'erDiagram\n  direction LR\n  A ||--o{ B : has',
};

const deckOf = (...sources: readonly string[]) =>
  sources.map((source) => `# Drawn\n\n\`\`\`mermaid\n${source}\n\`\`\`\n`).join('\n---\n\n');

let folder: TestFolder;
let stage: Stage;
beforeAll(async () => {
  const files = Object.entries(KINDS).map(([name, source]) => [`${name}.md`, deckOf(source)]);
  folder = createFolder(Object.fromEntries(files));
  stage = await openStage(folder.path);
}, 120_000);
afterEach(() => stage?.leave());
afterAll(async () => {
  await stage?.close();
  folder.remove('');
});

/** Mermaid's files that a page has asked for and that only some diagrams need, by their names without hash and ending. */
const asked = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .flatMap(({ name }) => /\/(mermaid-[\w-]+)\.[^/]*$/.exec(name)?.[1] ?? [])
      .sort(),
  );

test.each(Object.keys(KINDS))('%s', async (name) => {
  // A page of its own: what an earlier one has loaded it would not ask for.
  const { page, errors } = await visitDeck(stage, `/${name}/`, { context: {} });
  const refused: string[] = [];
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
  await page.waitForSelector('.diagram-later > svg');
  const [width, height] = await page
    .locator('.diagram-later > svg')
    .evaluate((svg: SVGSVGElement) => [svg.getBBox().width, svg.getBBox().height]);
  expect(Math.min(width ?? 0, height ?? 0)).toBeGreaterThan(10);
  const words = (await page.locator('.reveal').getAttribute('data-features'))?.split(' ') ?? [];
  expect(await asked(page)).toEqual(words.filter((word) => word.startsWith('mermaid-')).sort());
  expect([...errors, ...refused]).toEqual([]);
});

test('a gantt chart’s tasks and sections have letters that the last row can read', async () => {
  const { page } = await visitDeck(stage, '/gantt/', { width: 1280, height: 720, context: {} });
  await page.waitForSelector('.diagram-later > svg');
  const sizes = await page
    .locator('.diagram-later svg :is(.taskText, .taskTextOutsideRight, .taskTextOutsideLeft, .sectionTitle)')
    .evaluateAll((texts: SVGTextElement[]) =>
      texts.map((text) => Number.parseFloat(getComputedStyle(text).fontSize) * (text.getScreenCTM()?.a ?? 0)),
    );
  expect(sizes.length).toBeGreaterThan(2);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(20);
});

describe('a static site', () => {
  const files = async (...kinds: readonly string[]) => {
    const name = kinds.join('-') || 'none';
    const built = createFolder({
      [`decks/${name}.md`]: deckOf(...kinds.map((kind) => KINDS[kind] ?? kind)),
    });
    const { site } = await buildStatic(built.at('decks'), built.at('out'));
    const names = readdirSync(`${site}/_`).filter((file) => /^(?:mermaid|diagrams)/.test(file));
    built.remove('');
    return [...new Set(names.map((file) => file.replace(/\.[\w-]+\.js$/, '')))].sort();
  };

  test('has only the files of Mermaid that its kinds need', async () => {
    expect(await files('graph LR\n  A --> B')).toEqual([]);
    expect(await files('gantt')).toEqual(['diagrams', 'mermaid', 'mermaid-gantt', 'mermaid.shared']);
    expect(await files('pie', 'mindmap')).toEqual([
      ...['diagrams', 'mermaid', 'mermaid-cose-bilkent', 'mermaid-mindmap', 'mermaid-pie'],
      ...['mermaid.parser', 'mermaid.shared'],
    ]);
  }, 180_000);
});
