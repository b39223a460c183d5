/** Diagrams on slides: safe, remembered, and each with ids of its own. */
import { beforeAll, describe, expect, test } from 'vitest';
import { parseDeck } from '../../../../server/deck/parse.ts';
import { type RenderOptions, renderDeck } from '../../../../server/deck/render.ts';

const compile = (text: string, options?: RenderOptions) =>
  renderDeck(
    parseDeck({ name: 'deck', file: 'deck.md', text, format: 'markdown', read: () => undefined }),
    options,
  );
const slides = async (text: string) =>
  (await compile(text)).stacks.flatMap((stack) => stack.slides.map(({ html }) => html));

const FLOW = '```mermaid\ngraph LR\nA-->B\n```';

// Loading the renderers is slow on a busy machine.
beforeAll(async () => {
  await slides(`${FLOW}\n\n\`\`\`dot\ngraph { a }\n\`\`\`\n\n\`\`\`mermaid\npie\n\`\`\``);
});

describe('diagrams', () => {
  test('of the same source have different ids, on one slide and on two', async () => {
    const html = (await slides(`${FLOW}\n\n${FLOW}\n\n---\n\n${FLOW}`)).join('');
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(4);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, used] of html.matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(used);
  });

  test('bring neither styles nor anything from elsewhere', async () => {
    const [html] = await slides(FLOW);
    expect(html).not.toMatch(/<style|@import|https?:|<title/);
  });

  test('run nothing', async () => {
    const deck = await compile('```dot\ndigraph { a [URL="javascript:alert(1)"] }\n```');
    expect(deck.stacks[0]?.slides[0]?.html).not.toContain('javascript');
    expect(deck.warnings).toMatchObject([{ rule: 'active-content' }]);
  });

  test('of Graphviz have letters of all languages', async () => {
    const deck = await compile('```dot\ndigraph { "é" -> "利用者の要求" [label="Größe"] }\n```');
    expect(deck.warnings).toEqual([]);
    const html = deck.stacks[0]?.slides[0]?.html ?? '';
    for (const words of ['é', '利用者の要求', 'Größe']) expect(html).toContain(`>${words}</text>`);
  });

  test('are drawn once where somebody remembers', async () => {
    const keys: string[] = [];
    const drawn = new Map<string, unknown>();
    const remember = async <T>(key: string, make: () => Promise<T>): Promise<T> => {
      keys.push(key);
      if (!drawn.has(key)) drawn.set(key, await make());
      // One key is only ever asked for one kind of value.
      return drawn.get(key) as T;
    };
    const first = await compile(FLOW, { remember });
    const second = await compile(FLOW, { remember });
    expect(second.stacks).toEqual(first.stacks);
    expect(keys).toEqual(Array(2).fill('mermaid graph LR\nA-->B'));
    expect(drawn.size).toBe(1);
  });

  test('say in words what leads where, or what their author says', async () => {
    const [html, told] = await slides(
      `\`\`\`mermaid\ngraph LR\nA[Deck] -->|read| B\n\`\`\`\n\n---\n\n${FLOW.replace('A-->', 'accTitle: T\naccDescr: D\nA-->')}`,
    );
    expect(html).toContain('role="img" aria-label="Flow chart: Deck → B (read)"');
    expect(told).toContain('role="img" aria-label="T: D"');
  });

  test('count as a feature only where there are any', async () => {
    expect((await compile(FLOW)).features).toEqual(new Set(['diagram']));
    expect((await compile('```mermaid\nzenuml\n```')).features).toEqual(new Set(['code']));
    expect((await compile('```mermaid\npie\n```')).features).toEqual(
      new Set(['diagram', 'mermaid', 'mermaid-pie']),
    );
  });
});
