/** A deck that is compiled again and again comes out as if it were compiled for the first time. */
import { describe, expect, test, vi } from 'vitest';
import { Recent } from '../../server/deck/cache/generations.ts';
import { DeckRecent } from '../../server/deck/deck-cache.ts';
import * as markdown from '../../server/deck/markdown/markdown.ts';
import type { Reference } from '../../server/deck/model/deck.ts';
import { parseDeck } from '../../server/deck/parse.ts';
import { renderDeck } from '../../server/deck/render.ts';
import { segmentsOf } from '../../server/deck/source/split-tokens.ts';
import { createRandom, pick } from './random.ts';

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
  ['another deck', () => long],
  ['and back', () => start],
];

async function compile(text: string, recent?: DeckRecent) {
  const asked: Reference[] = [];
  const parsed = parseDeck({ name: 'a', file: 'a/deck.md', text, format: 'markdown', recent });
  const rendered = await renderDeck(parsed, {
    recent,
    resolve: (reference) => {
      asked.push(reference);
      return `r/${reference.url}`;
    },
  });
  recent?.turn();
  const byPlace = <T extends { line: number; column?: number; reason?: string }>(told: readonly T[]) =>
    [...told].sort((a, b) => a.line - b.line || (a.reason ?? '').localeCompare(b.reason ?? ''));
  const characters = rendered.characters();
  return { ...rendered, characters, warnings: byPlace(rendered.warnings), asked: byPlace(asked) };
}

test('every edit comes out as a first compilation does', async () => {
  const recent = new DeckRecent();
  let text = start;
  expect(await compile(text, recent)).toEqual(await compile(text));
  for (const [what, edit] of edits) {
    const edited = edit(text);
    expect(edited, what).not.toBe(text);
    text = edited;
    expect(await compile(text, recent), what).toEqual(await compile(text));
  }
});

test('an edit renders one slide', async () => {
  const recent = new DeckRecent();
  const render = vi.spyOn(markdown, 'renderMarkdown');
  await compile(long, recent);
  render.mockClear();
  await compile(long.replace('# Slide 7', '# Changed'), recent);
  // The slide and its notes.
  expect(render.mock.calls.length).toBe(2);
});

test('what an address is turned into is asked again', async () => {
  const recent = new DeckRecent();
  const parse = () => parseDeck({ name: 'a', file: 'a.md', text: '![x](x.png)', format: 'markdown', recent });
  const render = async (to: string) =>
    (await renderDeck(parse(), { recent, resolve: () => to })).stacks[0]?.slides[0]?.html;
  expect(await render('one.png')).toContain('src="one.png"');
  expect(await render('two.png')).toContain('src="two.png"');
});

describe('the stretches of an edited text', () => {
  const parts = [
    '# A',
    '\n',
    '\n---\n',
    '\n---',
    '\n----\n',
    '\n--\n\n',
    'words\n',
    '```\n',
    '- a\n\n  b\n',
    '<!-- x\n',
    'y -->\n',
    '|a|b|\n|---|---|\n',
    '    code\n',
    'Note: said\n',
  ] as const;

  test('are those of the text read for the first time, whatever is edited', () => {
    const random = createRandom(4);
    const someParts = (count: number) => Array.from({ length: count }, () => pick(random, parts)).join('');
    let taken = 0;
    for (let round = 0; round < 60; round++) {
      let text = someParts(40);
      let former = segmentsOf(text);
      for (let edit = 0; edit < 12; edit++) {
        const [from, to] = [random(), random()]
          .map((share) => Math.floor(share * text.length))
          .sort((a, b) => a - b);
        const cut = text.slice(from, random() < 0.5 ? from : to);
        text = text.replace(cut, someParts(Math.floor(random() * 4)));
        if (random() < 0.2) text += cut;
        const segments = segmentsOf(text, former);
        expect(segments).toEqual(segmentsOf(text));
        expect(segments.map((segment) => segment.text).join('')).toBe(text);
        taken += segments.filter((segment) => former.includes(segment)).length;
        former = segments;
      }
    }
    expect(taken).toBeGreaterThan(1000);
  });

  test('are the very same before and behind what is edited', () => {
    const slides = Array.from({ length: 9 }, (_, i) => `# ${i}\n`);
    const before = segmentsOf(slides.join('\n---\n\n'));
    const after = segmentsOf(slides.with(4, '# New\n\nMore.\n').join('\n---\n\n'), before);
    expect(after.map((segment, i) => segment === before[i])).toEqual(slides.map((_, i) => i !== 4));
  });

  test('that moved are taken along', () => {
    const slides = Array.from({ length: 9 }, (_, i) => `# ${i}\n`);
    const before = segmentsOf(`${slides.join('\n---\n\n')}\n---\n\n`);
    const after = segmentsOf(`${slides.toReversed().join('\n---\n\n')}\n---\n\n`, before);
    // Only blank lines behind a separator are others at the start.
    expect(after.filter((segment) => before.includes(segment)).length).toBeGreaterThanOrEqual(7);
  });
});

describe('what was worked out', () => {
  test('is known in the next round, and no longer in the one after that', () => {
    const recent = new Recent<number>();
    recent.remember('a', () => 1);
    recent.remember('b', () => 2);
    recent.turn();
    expect(recent.get('a')).toBe(1);
    recent.turn();
    expect([recent.get('a'), recent.get('b')]).toEqual([1, undefined]);
    recent.turn();
    recent.turn();
    expect(recent.get('a')).toBeUndefined();
  });

  test('of one text is told apart by what was around it', () => {
    const recent = new Recent<number>();
    const all = () => ['x', 'y', 'z'].map((around) => recent.get('a', around));
    for (const [i, around] of ['x', 'y', 'z'].entries()) recent.remember('a', () => i, around);
    expect(all()).toEqual([0, 1, 2]);
    recent.turn();
    recent.get('a', 'x');
    recent.get('a', 'z');
    recent.turn();
    expect(all()).toEqual([0, undefined, 2]);
  });
});
