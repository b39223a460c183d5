/** What recordings are, from their first bytes and an MP4's boxes. */
import { expect, test } from 'vitest';
import { unplayableFormat } from '../../server/check/deck/video-codec.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');

/** A box of an MP4; `large` writes its size in 64 bits. */
function box(type: string, contents: readonly Uint8Array[], large = false): Buffer {
  const inside = Buffer.concat(contents);
  const header = Buffer.alloc(large ? 16 : 8);
  header.writeUInt32BE(large ? 1 : 8 + inside.length);
  header.write(type, 4, 'latin1');
  if (large) header.writeBigUInt64BE(BigInt(16 + inside.length), 8);
  return Buffer.concat([header, inside]);
}

function track(codec: string): Buffer {
  const list = Buffer.alloc(8);
  list.writeUInt32BE(1, 4);
  const formats = box('stsd', [list, box(codec, [Buffer.alloc(78)])]);
  return box('trak', [box('mdia', [box('minf', [box('stbl', [formats])])])]);
}

const start = box('ftyp', [latin('isom\0\0\0\0')]);
const film = (...codecs: readonly string[]) => box('moov', codecs.map(track));

test.each([
  ['an AVI file', latin('RIFF\0\0\0\0AVI LIST'), 'an AVI file'],
  ['Matroska', latin('\x1aE\xdf\xa3\x01\0\0\x42\x82\x88matroska'), 'a Matroska file'],
  ['WebM', latin('\x1aE\xdf\xa3\x01\0\0\x42\x82\x84webm'), undefined],
  ['a Windows Media file', latin('0&\xb2u\x8e\x66'), 'a Windows Media file'],
  ['an MP4 of H.264 and AAC', Buffer.concat([start, film('avc1', 'mp4a')]), undefined],
  ['an MP4 whose second track is HEVC', Buffer.concat([start, film('mp4a', 'hev1')]), 'in H.265 (HEVC)'],
  [
    'ProRes, listed behind its data',
    Buffer.concat([start, box('mdat', [Buffer.alloc(99)], true), film('apch')]),
    'in ProRes',
  ],
  ['an MP4 that breaks off', Buffer.concat([start, film('hvc1')]).subarray(0, 40), undefined],
  ['a box of no size', Buffer.concat([start, Buffer.alloc(64)]), undefined],
  ['an MP3', latin('ID3\x04'), undefined],
  ['nothing', Buffer.alloc(0), undefined],
])('%s', (_, bytes, format) => {
  expect(unplayableFormat((offset, length) => bytes.subarray(offset, offset + length))).toBe(format);
});
