/** Every kind of diagram that only Mermaid draws: drawn, and loading what its page says and no more. */
import { readdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawnKind, leftKind, partsOf } from '../../server/deck/features/diagrams/mermaid-in-browser.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { buildStatic } from '../setup/sealed.ts';
import { openStage, type Stage, type Visited, visitDeck } from './page.ts';

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

/** Files of Mermaid that only some diagrams need, as a page says that this one does. */
function filesOf(source: string): string[] {
  const [header = ''] = source.split('\n');
  const kind = leftKind(header) ?? drawnKind(header);
  return kind
    ? partsOf(kind, source)
        .map((part) => `mermaid-${part}`)
        .sort()
    : [];
}

/** Kinds that load one file are in one deck: it is told which slide has asked for which. What loads more would find it there. */
const TOGETHER = 'together';
const deckWith = (name: string) => (filesOf(KINDS[name] ?? '').length === 1 ? TOGETHER : name);

const diagram = (source: string) => `\`\`\`mermaid\n${source}\n\`\`\`\n`;
const deckOf = (...sources: readonly string[]) =>
  sources.map((source) => `# Drawn\n\n${diagram(source)}`).join('\n---\n\n');

/** A slide for each kind, by its name, between others: a slide's neighbours are drawn with it. */
function slidesOf(names: readonly string[]): string {
  const slides = names.map((name) => `{#${name}}\n\n${diagram(KINDS[name] ?? '')}\n---\n\nBetween\n`);
  return ['First\n', 'Between\n', ...slides].join('\n---\n\n');
}

let folder: TestFolder;
let stage: Stage;
const pages = new Map<string, Promise<Opened>>();
beforeAll(async () => {
  const names = Object.keys(KINDS);
  const decks = [...new Set(names.map(deckWith))].map((deck) => [
    `${deck}.md`,
    slidesOf(names.filter((name) => deckWith(name) === deck)),
  ]);
  folder = createFolder(Object.fromEntries(decks));
  stage = await openStage(folder.path);
}, 120_000);
afterAll(async () => {
  await stage?.close();
  folder.remove('');
});

/** A page, its scripts' errors and what it was refused. */
interface Opened extends Visited {
  readonly refused: readonly string[];
}

/** The page of a kind's deck, before anything is drawn on it or where the last test has left it. */
async function pageOf(name: string): Promise<Opened> {
  const deck = deckWith(name);
  const visited = pages.get(deck) ?? open(deck);
  pages.set(deck, visited);
  return await visited;
}

async function open(deck: string): Promise<Opened> {
  const { page, errors } = await visitDeck(stage, `/${deck}/`, { width: 1280, height: 720, context: {} });
  const refused: string[] = [];
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
  return { page, errors, refused };
}

/** Shows a kind's slide, and answers its drawing once it is there. */
async function drawingOf(page: Page, name: string) {
  await page.evaluate((id) => {
    const { h } = window.Reveal.getIndices(document.getElementById(id) ?? undefined);
    window.Reveal.slide(h);
  }, name);
  await page.waitForSelector(`#${name} .diagram-later > svg`);
  return page.locator(`#${name} .diagram-later > svg`);
}

/** Mermaid's files that a page has asked for and that only some diagrams need, by their names without hash and ending. */
const asked = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .flatMap(({ name }) => /\/(mermaid-[\w-]+)\.[^/]*$/.exec(name)?.[1] ?? [])
      .sort(),
  );

test.each(Object.keys(KINDS))('%s', async (name) => {
  const { page, errors, refused } = await pageOf(name);
  const before = await asked(page);
  const drawing = await drawingOf(page, name);
  const [width, height] = await drawing.evaluate((svg: SVGSVGElement) => [
    svg.getBBox().width,
    svg.getBBox().height,
  ]);
  expect(Math.min(width ?? 0, height ?? 0)).toBeGreaterThan(10);
  const since = (await asked(page)).filter((file) => !before.includes(file));
  expect(since).toEqual(filesOf(KINDS[name] ?? ''));
  expect([...errors, ...refused]).toEqual([]);
});

test('pages have asked for what they say, and for nothing else', async () => {
  for (const visited of pages.values()) {
    const { page } = await visited;
    const words = (await page.locator('.reveal').getAttribute('data-features'))?.split(' ') ?? [];
    expect(await asked(page)).toEqual(words.filter((word) => word.startsWith('mermaid-')).sort());
  }
  expect(pages.size).toBeGreaterThan(1);
});

test('a gantt chart’s tasks and sections have letters that the last row can read', async () => {
  const { page } = await pageOf('gantt');
  await drawingOf(page, 'gantt');
  const sizes = await page
    .locator(
      '#gantt .diagram-later svg :is(.taskText, .taskTextOutsideRight, .taskTextOutsideLeft, .sectionTitle)',
    )
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
