/** Detects recordings that browsers cannot play, from the first bytes, and from an MP4's list of tracks. */

/** Reads up to `length` bytes of a file from an offset. */
export type ReadBytes = (offset: number, length: number) => Uint8Array;

/** Containers that browsers do not support, by their first bytes. */
const CONTAINERS: readonly (readonly [name: string, begins: (start: string) => boolean])[] = [
  ['an AVI file', (start) => /^RIFF.{4}AVI /s.test(start)],
  ['a Flash video', (start) => start.startsWith('FLV')],
  ['a Windows Media file', (start) => start.startsWith('0&\xb2u')],
  ['an MPEG program stream', (start) => start.startsWith('\0\0\x01\xba')],
  ['an MPEG transport stream', (start) => /^G.{187}G/s.test(start)],
  ['a Matroska file', (start) => start.startsWith('\x1aE\xdf\xa3') && start.includes('matroska')],
  ['a RealMedia file', (start) => start.startsWith('.RMF')],
];

/** Codecs that not all browsers support (ISO 14496-12, 8.5.2; MP4 registration authority). */
const CODECS: Readonly<Record<string, string>> = {
  hvc1: 'H.265 (HEVC)',
  hev1: 'H.265 (HEVC)',
  dvh1: 'Dolby Vision',
  dvhe: 'Dolby Vision',
  vvc1: 'H.266 (VVC)',
  mp4v: 'MPEG-4 part 2',
  s263: 'H.263',
  apco: 'ProRes',
  apcs: 'ProRes',
  apcn: 'ProRes',
  apch: 'ProRes',
  ap4h: 'ProRes',
  ap4x: 'ProRes',
  jpeg: 'Motion JPEG',
  mjpa: 'Motion JPEG',
  mjpb: 'Motion JPEG',
  AVdn: 'DNxHD',
  'rle ': 'QuickTime Animation',
};

/** Boxes on the path to a track's codec. */
const HOLDERS: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);

/** Maximum bytes of the list of tracks; that of a long film has a few megabytes. */
const LARGEST_LIST = 16_000_000;

/** Boxes at the top level after which the search ends. */
const MOST_BOXES = 1000;

/** Returns the format of a recording that browsers cannot play; undefined for others, and unknown ones. */
export function unplayableFormat(read: ReadBytes): string | undefined {
  const head = Buffer.from(read(0, 256));
  const start = head.toString('latin1');
  const container = CONTAINERS.find(([, begins]) => begins(start))?.[0];
  if (container !== undefined) return container;
  const first = start.slice(4, 8);
  if (!['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'].includes(first)) return undefined;
  const codec = findCodec(read);
  return codec === undefined ? undefined : `in ${codec}`;
}

/** Returns the codec of the first track with one of those above. */
function findCodec(read: ReadBytes): string | undefined {
  let offset = 0;
  for (let boxes = 0; boxes < MOST_BOXES; boxes++) {
    const header = Buffer.from(read(offset, 16));
    const box = boxAt(header, 0);
    if (!box) return undefined;
    if (box.type === 'moov') {
      return box.size > LARGEST_LIST ? undefined : codecIn(Buffer.from(read(offset, box.size)), 0, box.size);
    }
    offset += box.size;
  }
  return undefined;
}

interface Box {
  readonly type: string;
  /** Bytes of the whole box, and of its header. */
  readonly size: number;
  readonly header: number;
}

function boxAt(bytes: Buffer, at: number): Box | undefined {
  if (at + 8 > bytes.length) return undefined;
  const type = bytes.toString('latin1', at + 4, at + 8);
  const size = bytes.readUInt32BE(at);
  if (size === 1) {
    if (at + 16 > bytes.length) return undefined;
    return { type, size: Number(bytes.readBigUInt64BE(at + 8)), header: 16 };
  }
  return size < 8 ? undefined : { type, size, header: 8 };
}

function codecIn(bytes: Buffer, from: number, to: number): string | undefined {
  for (let at = from; at < to; ) {
    const box = boxAt(bytes, at);
    if (!box) return undefined;
    const inside = at + box.header;
    const end = Math.min(to, at + box.size);
    if (HOLDERS.has(box.type)) {
      const codec = codecIn(bytes, inside, end);
      if (codec !== undefined) return codec;
    }
    // Version and flags, number of entries, then size and format of each entry.
    if (box.type === 'stsd') {
      const codec = CODECS[bytes.toString('latin1', inside + 12, inside + 16)];
      if (codec !== undefined) return codec;
    }
    at += box.size;
  }
  return undefined;
}
