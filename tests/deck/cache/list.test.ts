/** A list whose members mostly stand where they stood: what is asked for anew, and what is known. */
import { describe, expect, test } from 'vitest';
import { RecentList, sameEnds } from '../../../server/deck/cache/list.ts';

describe('the ends of two lists', () => {
  test.each([
    ['', '', 0, 0],
    ['abc', 'abc', 3, 0],
    ['abc', 'aXc', 1, 1],
    ['abc', 'abXc', 2, 1],
    ['abc', 'ac', 1, 1],
    ['abc', 'bc', 0, 2],
    ['abc', 'ab', 2, 0],
    ['aa', 'aaa', 2, 0],
    ['abab', 'ab', 2, 0],
    ['abc', 'xyz', 0, 0],
    ['', 'abc', 0, 0],
  ])('%o and %o', (before, after, start, end) => {
    expect(sameEnds([...before], [...after], (a, b) => a === b)).toEqual({ start, end });
  });
});

describe('values', () => {
  const listen = () => {
    const known = new RecentList<string, string>((before, after) => before === after);
    let made = '';
    const make = (member: string) => {
      made += member;
      return member.toUpperCase();
    };
    return (members: string, common?: string) => {
      made = '';
      return [known.map([...members], make, common).join(''), made];
    };
  };

  test('are made only of what is new between the ends', () => {
    const map = listen();
    expect(map('abcd')).toEqual(['ABCD', 'abcd']);
    expect(map('abcd')).toEqual(['ABCD', '']);
    expect(map('abxcd')).toEqual(['ABXCD', 'x']);
    expect(map('acd')).toEqual(['ACD', '']);
    expect(map('dca')).toEqual(['DCA', 'dca']);
    expect(map('')).toEqual(['', '']);
    expect(map('a')).toEqual(['A', 'a']);
  });

  test('are all made anew where what they have in common is another', () => {
    const map = listen();
    map('abc', 'one');
    expect(map('abc', 'two')).toEqual(['ABC', 'abc']);
    expect(map('abc', 'two')).toEqual(['ABC', '']);
  });
});
