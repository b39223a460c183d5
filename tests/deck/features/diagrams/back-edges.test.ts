/** Flow charts and state diagrams whose arrows lead in circles. */
import { describe, expect, test } from 'vitest';
import { drawMermaid } from '../../../../server/deck/features/diagrams/mermaid.ts';

function svgOf(...lines: readonly string[]): string {
  const drawn = drawMermaid(lines.join('\n'));
  if (!('svg' in drawn)) throw new Error('not drawn');
  return drawn.svg;
}

/** The nodes of a drawing, from one of its edges to the other. */
function order(svg: string, axis: 'x' | 'y'): string[] {
  const shape = new RegExp(
    `<(?:rect|circle|polygon)[^>]* (?:c?${axis}="|points="${axis === 'x' ? '' : '[\\d.]+,'})([\\d.]+)`,
  );
  const nodes = [...svg.matchAll(/<g class="node" data-id="([^"]*)"[\s\S]*?<\/g>/g)];
  return nodes
    .map(([group, id = '']) => ({ id, at: Number(shape.exec(group)?.[1]) }))
    .sort((a, b) => a.at - b.at)
    .map(({ id }) => id);
}

/** The arrows of a drawing: from where to where, and at which of their ends they have heads. */
function arrows(svg: string) {
  return [...svg.matchAll(/<polyline class="edge"[^>]*>/g)]
    .map(([line]) => {
      const value = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(line)?.[1];
      const heads = [...line.matchAll(/marker-(start|end)="url\(#([\w-]+)\)"/g)].map(
        ([, end, id]) => `${end} ${id}`,
      );
      return `${value('data-from')} ${value('data-to')}: ${heads.join(', ')}`;
    })
    .sort();
}

describe('a flow chart', () => {
  const svg = svgOf('flowchart LR', 'A[a] --> B --> C --> A', 'C -->|"<no>"| B');

  test('keeps its direction when an arrow leads back', () => {
    expect(order(svg, 'x')).toEqual(['A', 'B', 'C']);
  });

  test('has the heads of arrows that lead back at their other end', () => {
    expect(arrows(svg)).toEqual([
      'A B: end arrowhead',
      'B C: end arrowhead',
      'C A: start arrowhead-start',
      'C B: start arrowhead-start',
    ]);
  });

  test('has no box for an arrow without words', () => {
    expect(svg.match(/class="edge-label"/g)).toHaveLength(1);
    expect(svg).not.toContain('\u200B');
  });

  test('shows heads at the starts of arrows, not beneath the boxes from which they come', () => {
    expect(svg).toMatch(/<marker id="arrowhead-start"[^>]* orient="auto"/);
  });

  test('keeps words, classes, styles and both heads', () => {
    const full = svgOf(
      'flowchart TD',
      'subgraph one [Here]',
      'A:::hot --> B["to: & --> do"]',
      'B <--> A',
      'end',
      'B ==> A',
      'linkStyle 2 stroke:#f00',
      'classDef hot fill:#fdd',
    );
    expect(order(full, 'y')).toEqual(['A', 'B']);
    expect(arrows(full)).toEqual([
      'A B: end arrowhead',
      'B A: start arrowhead-start, end arrowhead',
      'B A: start arrowhead-start-23f00',
    ]);
  });
});

describe('a state diagram', () => {
  test('begins at its start, wherever its arrows lead', () => {
    const svg = svgOf(
      'stateDiagram-v2',
      'Closed --> Open: five errors',
      'Open --> HalfOpen: after 30 s',
      'HalfOpen --> Closed: works',
      'HalfOpen --> Open',
      '[*] --> Closed',
    );
    expect(order(svg, 'y')).toEqual(['_start', 'Closed', 'Open', 'HalfOpen']);
    expect(arrows(svg)).toContain('HalfOpen Closed: start arrowhead-start');
    expect(arrows(svg)).toContain('HalfOpen Open: start arrowhead-start');
    expect(svg).toMatch(/data-from="HalfOpen" data-to="Closed"[^>]* data-label="works"/);
  });

  test('has no spurs at its lines', () => {
    const svg = svgOf(
      'stateDiagram-v2',
      'direction LR',
      'Draft --> Review',
      'Review --> Draft: changes',
      'Review --> Draft',
    );
    for (const [, points = ''] of svg.matchAll(/<polyline class="edge"[^>]* points="([^"]*)"/g)) {
      const all = points.split(' ').map((point) => point.split(','));
      const isCorner = all
        .slice(2)
        .map((point, i) =>
          [0, 1].every((axis) => all[i]?.[axis] !== point[axis] || all[i + 1]?.[axis] !== point[axis]),
        );
      expect(isCorner).not.toContain(false);
    }
  });
});
