/** A version of a page is its predecessor and the difference. */
import { expect, test } from 'vitest';
import { contentAfter, type DeckContent, differenceBetween } from '../../../server/compile/model/content.ts';

const before: DeckContent = {
  revision: 'one',
  frame: 'policy',
  slides: new Map([
    ['a', '<section id="a">A</section>'],
    ['b', '<section id="b">B</section>'],
    ['c', '<section id="c">C</section>'],
  ]),
  columns: [
    ['', ['a']],
    ['<section class="stack">', ['b', 'c']],
  ],
  around: {
    lang: 'en',
    dir: '',
    title: 'Talk',
    fontFaces: '',
    styles: 'b {}',
    options: '{}',
    features: '',
    client: '',
  },
};

const slides = (all: Record<string, string>) => new Map(Object.entries(all));

test.each<[string, Partial<DeckContent>, readonly string[]]>([
  ['nothing', {}, []],
  ['a slide', { slides: slides({ a: 'A', b: 'new', c: 'C' }) }, ['a', 'b', 'c']],
  [
    'one more slide',
    {
      slides: new Map([...before.slides, ['d', 'D']]),
      columns: [...before.columns, ['', ['d']]],
    },
    ['d'],
  ],
  ['no slide but one', { slides: slides({ c: 'C' }), columns: [['', ['c']]] }, ['c']],
  [
    'another order',
    {
      columns: [
        ['', ['c']],
        ['', ['b']],
        ['', ['a']],
      ],
    },
    [],
  ],
  [
    'a column that opens otherwise',
    {
      columns: [
        ['<section class="x">', ['a']],
        ['', ['b', 'c']],
      ],
    },
    [],
  ],
  ['what is around', { around: { ...before.around, title: 'Other', styles: '' } }, []],
  ['a policy', { frame: 'other' }, []],
])('%s', (_, changed, told) => {
  const after = { ...before, ...changed, revision: 'two' };
  const difference = differenceBetween(before, after);
  expect(difference.slides.map(([id]) => id)).toEqual(told);
  const made = contentAfter(before, structuredClone(difference));
  // By id, as slides stand in a page is for the columns to say.
  expect(made).toEqual(after);
});

test('what is the same is not in the difference', () => {
  const after = { ...before, slides: new Map(before.slides).set('b', 'new'), revision: 'two' };
  expect(differenceBetween(before, after)).toEqual({
    revision: 'two',
    frame: 'policy',
    slides: [['b', 'new']],
    around: {},
  });
  expect(contentAfter(before, differenceBetween(before, after)).columns).toBe(before.columns);
});
