/** A deck that is compiled with a cache comes out as it does without, whatever was edited before. */
import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { DeckCache } from '../../../server/deck/cache/deck-cache.ts';
import { GenerationalCache } from '../../../server/deck/cache/generational-cache.ts';
import * as markdown from '../../../server/deck/markdown/markdown.ts';
import { parseDeck } from '../../../server/deck/parse.ts';
import { renderDeck } from '../../../server/deck/render.ts';
import * as splitTokens from '../../../server/deck/source/split-tokens.ts';
import { outcomeOf } from '../compile-twice.ts';
import { editOnce } from '../edits.ts';
import { createRandom } from '../random.ts';

const long = Array.from({ length: 30 }, (_, i) => `# Slide ${i}\n\n- a\n- *b*\n\nNote: ${i}\n`).join(
  '\n---\n\n',
);

const start = `---
title: Edits
---

# One

Text with a [link][home] and $x^2$.

![](one.png)

---

## Two

\`\`\`yaml
---
a: 1
---
\`\`\`

----

## Below two <!-- .slide: id="below" -->

Note: said here

---

## Three

- a
- b

[home]: https://example.org/
`;

/** Edits, each made upon the one before. */
const edits: readonly (readonly [what: string, edit: (text: string) => string])[] = [
  ['a word', (text) => text.replace('## Three', '## Three and more')],
  ['lines above all others', (text) => text.replace('# One', '# One\n\nAnother line.\n\nAnd another.')],
  ['a slide between', (text) => text.replace('## Three', '## Between\n\n---\n\n## Three')],
  ['the first slide gone', (text) => text.replace(/# One[\s\S]*?\n---\n/, '')],
  ['a fence that is not closed', (text) => text.replace('## Three', '```\n## Three')],
  ['and one that is', (text) => text.replace('```\n## Three', '```\n---\n```\n## Three')],
  ['a comment that is not closed', (text) => text.replace('- a', '<!-- - a')],
  ['dashes below text', (text) => text.replace('<!-- - a', 'a\n---\nb')],
  ['a stack', (text) => text.replace('- b', '- b\n\n--\n\n## Below')],
  ['another target of a link', (text) => text.replace('example.org', 'example.com')],
  ['the same slide twice', (text) => `${text}\n---\n\n## Same\n\n---\n\n## Same\n`],
  ['its own id', (text) => text.replace('## Same', '## Same <!-- .slide: id="below" -->')],
  ['a setting', (text) => text.replace('title: Edits', 'title: Edits\nanimateLists: true')],
  [
    'a hidden slide',
    (text) => text.replace('## Between', '## Between <!-- .slide: data-visibility="hidden" -->'),
  ],
  ['HTML without an end', (text) => `${text}\n---\n\n<pre>\n\n---\n`],
  ['and its end', (text) => `${text}\nmore\n</pre>\n`],
  ['another deck', () => long],
  ['and back', () => start],
];

describe('with a cache a deck comes out as it does without', () => {
  test('after edits of every kind', async () => {
    const cache = new DeckCache();
    let text = start;
    expect(await outcomeOf(text, cache)).toEqual(await outcomeOf(text));
    for (const [what, edit] of edits) {
      const edited = edit(text);
      expect(edited, what).not.toBe(text);
      text = edited;
      expect(await outcomeOf(text, cache), what).toEqual(await outcomeOf(text));
    }
  });

  test.each([
    ['welcome/deck.md', 10],
    ['mirage/deck.md', 3],
    ['guide/layout.md', 8],
    ['guide/math.md', 8],
  ])('after edits of %s by chance', async (name, count) => {
    const random = createRandom(count);
    const cache = new DeckCache();
    let text = readFileSync(new URL(`../../../decks/${name}`, import.meta.url), 'utf8');
    await outcomeOf(text, cache);
    for (let i = 0; i < count; i++) {
      text = editOnce(text, random);
      expect(await outcomeOf(text, cache), text).toEqual(await outcomeOf(text));
    }
  });

  test('after many edits of a short text by chance', async () => {
    const random = createRandom(5);
    for (let round = 0; round < 10; round++) {
      const cache = new DeckCache();
      let text = start;
      for (let i = 0; i < 15; i++) {
        text = editOnce(text, random);
        expect(await outcomeOf(text, cache), text).toEqual(await outcomeOf(text));
      }
    }
  });
});

describe('an edit', () => {
  test('renders one slide', async () => {
    const cache = new DeckCache();
    const render = vi.spyOn(markdown, 'renderMarkdown');
    await outcomeOf(long, cache);
    render.mockClear();
    await outcomeOf(long.replace('# Slide 7', '# Changed'), cache);
    // The slide and its notes.
    expect(render.mock.calls.length).toBe(2);
  });

  test('reads one segment', () => {
    const cache = new DeckCache();
    const read = vi.spyOn(markdown, 'blockTokens');
    splitTokens.splitText(long, cache.readSegment);
    expect(read.mock.calls.length).toBe(30);
    splitTokens.splitText(long.replace('# Slide 7', '# Changed'), cache.readSegment);
    expect(read.mock.calls.length).toBe(31);
    read.mockRestore();
  });

  test('of what an address leads to is seen', async () => {
    const { createRenderer } = new DeckCache();
    const parsed = parseDeck({ name: 'a', file: 'a.md', text: '![x](x.png)', format: 'markdown' });
    const render = async (to: string) =>
      (await renderDeck(parsed, { createRenderer, resolve: () => to })).stacks[0]?.slides[0]?.html;
    expect(await render('one.png')).toContain('src="one.png"');
    expect(await render('two.png')).toContain('src="two.png"');
  });
});

describe('a value', () => {
  test('is known in the next generation, and no longer in the one after that', () => {
    const cache = new GenerationalCache<number>();
    cache.getOrMake('a', () => 1);
    cache.getOrMake('b', () => 2);
    cache.nextGeneration();
    expect(cache.get('a')).toBe(1);
    cache.nextGeneration();
    expect([cache.get('a'), cache.get('b')]).toEqual([1, undefined]);
    cache.nextGeneration();
    cache.nextGeneration();
    expect(cache.get('a')).toBeUndefined();
  });

  test('of one text is told apart by its context', () => {
    const cache = new GenerationalCache<number>();
    const all = () => ['x', 'y', 'z'].map((context) => cache.get('a', context));
    for (const [i, context] of ['x', 'y', 'z'].entries()) cache.getOrMake('a', () => i, context);
    expect(all()).toEqual([0, 1, 2]);
    cache.nextGeneration();
    cache.get('a', 'x');
    cache.get('a', 'z');
    cache.nextGeneration();
    expect(all()).toEqual([0, undefined, 2]);
  });
});
