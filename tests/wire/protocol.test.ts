/** What peers may say, and that nothing else gets through. */
import { describe, expect, test } from 'vitest';
import { decode, MAX_INDEX, MAX_MESSAGE_BYTES, MAX_NAME } from '../../server/wire/protocol.ts';
import { Dice } from '../live/random.ts';

const position = { slide: 'boot-time', h: 3, v: 1, f: -1 };

describe('a message', () => {
  test.each([
    [{ type: 'go', position, seen: 12 }],
    [{ type: 'go', position, seen: 12, epoch: 'k3f9' }],
    [{ type: 'go', position: { slide: '', h: 0, v: 0, f: 0 }, seen: 0 }],
    [{ type: 'pause', paused: true, seen: 0 }],
    [{ type: 'end' }],
    [{ type: 'timer', action: 'start' }],
    [{ type: 'pointer', x: 0, y: 1 }],
    [{ type: 'pointer' }],
    [{ type: 'media', slide: 'demo', index: 0, playing: true, time: 12.4 }],
    [{ type: 'preview', slide: 'demo', index: 2 }],
    [{ type: 'preview' }],
  ])('%j is understood', (message) => {
    expect(decode(JSON.stringify(message))).toEqual({ message });
  });

  test('loses the fields that no message has', () => {
    const text =
      '{"type":"go","position":{"slide":"a","h":0,"v":0,"f":-1,"x":1},"seen":1,"role":"presenter"}';
    expect(decode(text)).toEqual({
      message: { type: 'go', position: { slide: 'a', h: 0, v: 0, f: -1 }, seen: 1 },
    });
  });

  test.each([
    ['', 'The message is not JSON.'],
    ['nonsense', 'The message is not JSON.'],
    ['null', 'The message is not an object.'],
    ['[]', 'The message is not an object.'],
    ['7', 'The message is not an object.'],
    ['{}', 'The message is unknown.'],
    ['{"type":"welcome"}', 'The message is unknown.'],
    ['{"type":"constructor"}', 'The message is unknown.'],
    ['{"type":"__proto__"}', 'The message is unknown.'],
    ['{"type":["go"]}', 'The message is unknown.'],
  ])('%j is refused: %s', (text, reason) => {
    expect(decode(text)).toEqual({ reason });
  });

  test.each([
    [{ type: 'go', position }],
    [{ type: 'go', seen: 1 }],
    [{ type: 'go', position, seen: -1 }],
    [{ type: 'go', position, seen: 1.5 }],
    [{ type: 'go', position, seen: '1' }],
    [{ type: 'go', position, seen: 1, epoch: 7 }],
    [{ type: 'go', position: { ...position, f: undefined }, seen: 1 }],
    [{ type: 'go', position: { ...position, f: -2 }, seen: 1 }],
    [{ type: 'go', position: { ...position, h: -1 }, seen: 1 }],
    [{ type: 'go', position: { ...position, h: 0.5 }, seen: 1 }],
    [{ type: 'go', position: { ...position, v: MAX_INDEX + 1 }, seen: 1 }],
    [{ type: 'go', position: { ...position, slide: null }, seen: 1 }],
    [{ type: 'go', position: { ...position, slide: 'x'.repeat(MAX_NAME + 1) }, seen: 1 }],
    [{ type: 'go', position: [], seen: 1 }],
    [{ type: 'pause', paused: 'true', seen: 1 }],
    [{ type: 'pause', paused: true }],
    [{ type: 'timer', action: 'explode' }],
    [{ type: 'timer' }],
    [{ type: 'pointer', x: 0.5 }],
    [{ type: 'pointer', x: 0.5, y: 1.01 }],
    [{ type: 'pointer', x: null, y: null }],
    [{ type: 'media', slide: 'demo', index: 0, playing: true, time: -1 }],
    [{ type: 'media', slide: 'demo', index: -1, playing: true, time: 0 }],
    [{ type: 'media', slide: 'demo', index: 0, playing: 1, time: 0 }],
    [{ type: 'preview', slide: 'demo' }],
    [{ type: 'preview', index: 0 }],
    [{ type: 'preview', slide: 'demo', index: 0.5 }],
  ])('%j is malformed', (message) => {
    expect(decode(JSON.stringify(message))).toEqual({ reason: `The ${message.type} message is malformed.` });
  });

  test('the longest that is understood fits into what may be sent', () => {
    const longest = {
      type: 'go',
      position: { slide: '語'.repeat(MAX_NAME), h: MAX_INDEX, v: MAX_INDEX, f: MAX_INDEX },
      seen: Number.MAX_SAFE_INTEGER,
      epoch: '語'.repeat(MAX_NAME),
    };
    expect(decode(JSON.stringify(longest))).toEqual({ message: longest });
    expect(Buffer.byteLength(JSON.stringify(longest))).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
  });
});

test('whatever comes, decoding it ends in a message or a reason', () => {
  const dice = new Dice(1);
  const seeds = [
    JSON.stringify({ type: 'go', position, seen: 12, epoch: 'k' }),
    '{"type":"pause","paused":true,"seen":3}',
    '{"type":"media","slide":"demo","index":0,"playing":true,"time":12.4}',
    '{"type":"pointer","x":0.41,"y":0.73}',
    '{"type":"preview","slide":"demo","index":2}',
  ];
  const spice = [
    '"',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '-',
    '1e999',
    'null',
    'true',
    '\\u0000',
    '__proto__',
    'é',
    '\0',
  ];
  for (let i = 0; i < 20_000; i++) {
    let text = dice.pick(seeds);
    for (let edits = dice.below(6); edits >= 0; edits--) {
      const at = dice.below(text.length);
      text = text.slice(0, at) + (dice.chance(0.6) ? dice.pick(spice) : '') + text.slice(at + dice.below(4));
    }
    const decoded = decode(text);
    if ('reason' in decoded) expect(decoded.reason).toMatch(/^The .+\.$/);
    // What was understood is understood again, in the same way: nothing foreign is left in it.
    else expect(decode(JSON.stringify(decoded.message))).toEqual(decoded);
  }
});
