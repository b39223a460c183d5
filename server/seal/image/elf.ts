/** Reads what an ELF file says of its loader and its libraries (System V ABI, chapters 4 and 5). */

/** What was read; empty for a program that needs neither. */
export interface Linking {
  /** The path of the loader. */
  readonly interpreter?: string;
  /** The names of the libraries, as the loader looks for them. */
  readonly needed: readonly string[];
}

/** Names of the specification, by their values there. */
const CLASS = 4;
const CLASS_64 = 2;
const DATA = 5;
const DATA_LITTLE_ENDIAN = 1;
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const DT_NULL = 0;
const DT_NEEDED = 1;
const DT_STRTAB = 5;

/** A part of the file, and where in memory it goes. */
interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

/** Reads a file's linking; undefined where it is no ELF file of 64 bits and little-endian. */
export function readLinking(bytes: Uint8Array): Linking | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const isElf = file.subarray(0, CLASS).toString('latin1') === '\u007fELF';
  if (!isElf || file[CLASS] !== CLASS_64 || file[DATA] !== DATA_LITTLE_ENDIAN) return undefined;
  const word = (at: number) => Number(file.readBigUInt64LE(at));
  const textAt = (at: number) => file.subarray(at, file.indexOf(0, at)).toString('utf8');
  const [table, size, count] = [word(0x20), file.readUInt16LE(0x36), file.readUInt16LE(0x38)];
  const segments = Array.from({ length: count }, (_, i): Segment => {
    const at = table + i * size;
    return {
      type: file.readUInt32LE(at),
      offset: word(at + 8),
      address: word(at + 16),
      size: word(at + 32),
    };
  });
  const interpreter = segments.find(({ type }) => type === PT_INTERP);
  const dynamic = segments.find(({ type }) => type === PT_DYNAMIC);
  const entries: { readonly tag: number; readonly value: number }[] = [];
  for (let at = dynamic?.offset ?? 0; dynamic && at < dynamic.offset + dynamic.size; at += 16) {
    const tag = word(at);
    if (tag === DT_NULL) break;
    entries.push({ tag, value: word(at + 8) });
  }
  const strings = offsetOf(entries.find(({ tag }) => tag === DT_STRTAB)?.value ?? 0, segments);
  return {
    ...(interpreter && { interpreter: textAt(interpreter.offset) }),
    needed: entries.filter(({ tag }) => tag === DT_NEEDED).map(({ value }) => textAt(strings + value)),
  };
}

/** Where in the file lies what will be at this address. */
function offsetOf(address: number, segments: readonly Segment[]): number {
  const segment = segments.find(
    (each) => each.type === PT_LOAD && each.address <= address && address < each.address + each.size,
  );
  return segment ? address - segment.address + segment.offset : 0;
}
