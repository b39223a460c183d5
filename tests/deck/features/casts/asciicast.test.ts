/** Reading terminal recordings, and what a terminal shows of them. */
import { describe, expect, test } from 'vitest';
import { durationOf, readCast } from '../../../../server/deck/features/casts/asciicast.ts';
import { takeSnapshots } from '../../../../server/deck/features/casts/terminal-snapshot.ts';

const v2 = '{"version":2,"width":20,"height":3}\n[0.5,"o","a"]\n[9,"i","x"]\n[9.5,"o","b"]\n';
const v3 =
  '{"version":3,"term":{"cols":20,"rows":3},"idle_time_limit":2}\n# a comment\n[0.5,"o","a"]\n[8.5,"i","x"]\n[0.5,"o","b"]\n';

function cast(text: string) {
  const read = readCast(text);
  if ('reason' in read) throw new Error(read.reason);
  return read;
}

describe('a recording', () => {
  test('of version 2 counts from its beginning, one of version 3 from event to event', () => {
    expect(cast(v2)).toEqual({ cols: 20, rows: 3, idle: undefined, events: cast(v3).events });
    expect(cast(v3)).toEqual({
      cols: 20,
      rows: 3,
      idle: 2,
      events: [
        [0.5, 'o', 'a'],
        [9, 'i', 'x'],
        [9.5, 'o', 'b'],
      ],
    });
  });

  test('plays as long as its pauses allow', () => {
    expect(durationOf(cast(v2))).toBe(9.5);
    expect(durationOf(cast(v2), 1)).toBe(2);
  });

  test.each([
    ['', 1, 'it does not begin with a header, an object in JSON'],
    ['{"version":1}', 1, 'it is of version 1; versions 2 and 3 can be shown'],
    ['{"version":2}', 1, 'its header has no size of a terminal up to 500 × 500'],
    [
      '{"version":3,"term":{"cols":80,"rows":501}}',
      1,
      'its header has no size of a terminal up to 500 × 500',
    ],
    ['{"version":2,"width":80,"height":24}', 1, 'it has no events'],
    [`${v2}oops`, 5, 'it is not an event, such as `[0.5, "o", "text"]`'],
    [' '.repeat(5_000_001), 1, 'it has 5.0 MB; at most 5 MB can be shown'],
  ])('%.40j is none', (text, line, reason) => {
    expect(readCast(text)).toEqual({ line, reason });
  });
});

describe('a terminal', () => {
  const frames = (output: string, at = 100) =>
    takeSnapshots({ cols: 20, rows: 3, idle: undefined, events: [[1, 'o', output]] }, at);

  test.each([
    ['a\r\nb', 'a\nb'],
    ['abc\rX', 'Xbc'],
    ['one\r\ntwo\r\nthree\r\nfour', 'two\nthree\nfour'],
    ['gone\x1b[2J\x1b[Hnew', 'new'],
    ['<b> & c', '&lt;b&gt; &amp; c'],
    ['\x1b[31mred\x1b[0m no', '<span style="color:var(--term-color-1)">red</span> no'],
    ['\x1b[1;38;5;196mx', '<span style="color:rgb(255,0,0);font-weight:700">x</span>'],
    ['\x1b[38;2;1;2;3mx', '<span style="color:#010203">x</span>'],
    [
      '\x1b[7mx',
      '<span style="color:var(--term-color-background);background:var(--term-color-foreground)">x</span>',
    ],
    ['宽x', '宽x'],
  ])('shows %j', async (output, last) => {
    expect((await frames(output)).last).toBe(last);
  });

  test('shows what was there at a time, and grows with its window', async () => {
    const events = [
      [1, 'o', 'one\r\n'],
      [2, 'r', '20x5'],
      [3, 'o', '2\r\n3\r\n4\r\n5'],
    ] as const;
    await expect(takeSnapshots({ cols: 20, rows: 3, idle: undefined, events }, 1.5)).resolves.toEqual({
      poster: 'one',
      last: 'one\n2\n3\n4\n5',
    });
  });
});
