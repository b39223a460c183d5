/** An edit keeps everyone on the slide they were on. */
import { describe, expect, test } from 'vitest';
import { parseDeck } from '../../../server/deck/parse.ts';
import { renderDeck } from '../../../server/deck/render.ts';

async function compile(slides: readonly string[], previous?: Awaited<ReturnType<typeof renderDeck>>) {
  const text = slides.join('\n\n---\n\n');
  const deck = parseDeck({ name: 'deck', file: 'deck.md', text, format: 'markdown' });
  return renderDeck(deck, previous ? { previous } : {});
}

async function idsAfter(before: readonly string[], after: readonly string[]): Promise<string[]> {
  const deck = await compile(after, await compile(before));
  return deck.stacks.flatMap(({ slides }) => slides.map(({ id }) => id));
}

const A = '# A\n\none two three four';
const B = '# B\n\nfive six seven eight';
const C = '# C\n\nnine ten eleven twelve';

describe('ids over an edit', () => {
  const cases: readonly (readonly [name: string, before: string[], after: string[], ids: string[]])[] = [
    ['nothing changes', [A, B, C], [A, B, C], ['a', 'b', 'c']],
    ['a heading is rewritten', [A, B, C], [A, '# Better\n\nfive', C], ['a', 'b', 'c']],
    ['slides move', [A, B, C], [C, A, B], ['c', 'a', 'b']],
    ['a slide is new at the start', [A, B], ['# New', A, B], ['new', 'a', 'b']],
    ['a slide is new at the end', [A, B], [A, B, '# New'], ['a', 'b', 'new']],
    ['a slide goes', [A, B, C], [A, C], ['a', 'c']],
    [
      'a slide is new beside one that changes',
      [A, B, C],
      [A, '# New', `${B} and more`, C],
      ['a', 'new', 'b', 'c'],
    ],
    ['one goes and its neighbour changes', [A, B, C], [A, `# See\n\nnine ten eleven`], ['a', 'c']],
    ['two change', [A, B, C], ['# X', '# Y', C], ['a', 'b', 'c']],
    [
      'a slide moves and changes',
      [A, B, C],
      [`# See\n\nnine ten eleven twelve`, A, '# B\n\nall new', '# D'],
      ['c', 'a', 'b', 'd'],
    ],
    ['a new slide has an old slide’s heading', [A, B], ['# A\n\nnew', A, B], ['a-2', 'a', 'b']],
    ['a changed slide keeps an id that another’s heading makes', [A, B], ['# B\n\none two', B], ['a', 'b']],
    ['the author gives an id', [A, B], [`<!-- .slide: id="mine" -->\n${A}`, B], ['mine', 'b']],
    ['the author gives another slide’s id', [A, B], [`<!-- .slide: id="b" -->\n${A}`, B], ['b', 'b-2']],
    [
      'the author’s id moves to changed content',
      [`<!-- .slide: id="x" -->\n${A}`, B],
      [B, '<!-- .slide: id="x" -->\n# New'],
      ['b', 'x'],
    ],
    [
      'equal slides keep their order',
      ['same', 'same', A],
      ['same', '# New', 'same', A],
      ['s-7e5e0983', 'new', 's-7e5e0983-2', 'a'],
    ],
  ];
  for (const [name, before, after, ids] of cases) {
    test(name, async () => {
      expect(await idsAfter(before, after)).toEqual(ids);
    });
  }

  test('ids are distinct whatever happens', async () => {
    const words = [
      '# A',
      '# B',
      'same',
      '',
      '<!-- .slide: id="a" -->\nx',
      '<!-- .slide: id="a-2" -->\ny',
      '# A\n\nmore',
    ];
    let previous = await compile(['# A']);
    for (let i = 0; i < 60; i++) {
      const slides = Array.from(
        { length: 1 + (i % 7) },
        (_, k) => words[(i * 5 + k * k) % words.length] ?? '',
      );
      const text = `# First\n\n---\n\n${slides.join('\n\n---\n\n')}\n\n---\n\nlast`;
      previous = await compile([text], previous);
      const ids = previous.stacks.flatMap((stack) => stack.slides.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('many editions of a long deck are matched in a moment', async () => {
    const deck = (edition: number) =>
      Array.from({ length: 300 }, (_, i) => `# Slide ${i}\n\nedition ${edition} of ${i * edition}`);
    const ids = await idsAfter(deck(1), ['# Another', ...deck(2)]);
    expect(ids[0]).toBe('another');
    expect(ids[300]).toBe('slide-299');
  });
});
