/** Ids from headings, as GitHub makes them. */
import { describe, expect, test } from 'vitest';
import { assignIds } from '../../../server/deck/slide/ids.ts';

const headings = (...list: readonly string[]) => list.map((heading) => ({ heading, content: heading }));

describe('ids', () => {
  test.each([
    ['Hello, World!', 'hello-world'],
    ['  C++ & Rust ', 'c--rust'],
    ['Why `async`?', 'why-async'],
    ['2013', 's-2013'],
    ['3 ways', 's-3-ways'],
    ['Привет, мир', 'привет-мир'],
    ['你好 世界', '你好-世界'],
    ['Über uns', 'über-uns'],
    ['snake_case', 'snake_case'],
  ])('%s → %s', (heading, id) => {
    expect(assignIds(headings(heading))).toEqual([id]);
  });

  test('a heading without letters counts as none', () => {
    expect(assignIds(headings('🎉', '—'))).toEqual(
      ['s-a1dc0d3c', 's-bda050b1'].map(() => expect.stringMatching(/^s-[\da-f]{8}$/)),
    );
  });

  test('repeats are numbered', () => {
    expect(assignIds(headings('A', 'A', 'A-2', 'A'))).toEqual(['a', 'a-2', 'a-2-2', 'a-3']);
  });

  test('an author’s own id wins over a heading, wherever it stands', () => {
    expect(assignIds([...headings('Intro'), { ownId: 'intro', heading: 'X', content: '' }])).toEqual([
      'intro-2',
      'intro',
    ]);
  });

  test('one own id twice is made two', () => {
    const own = { ownId: 'x', content: '' };
    expect(assignIds([own, own])).toEqual(['x', 'x-2']);
  });

  test('ids of elements on the slides are left to them', () => {
    expect(assignIds(headings('Box'), { others: ['box'] })).toEqual(['box-2']);
  });

  test('the content decides where there is no heading, and repeats are numbered', () => {
    const [a, b, c] = assignIds([{ content: 'x' }, { content: 'x' }, { content: 'y' }]);
    expect(b).toBe(`${a}-2`);
    expect(c).not.toBe(a);
  });
});
