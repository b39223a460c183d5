/** Reads the loader and the libraries of an ELF file (System V ABI, chapters 4 and 5). */

/** The dynamic linking of a program; empty for a static one. */
export interface Linking {
  /** Path of the loader. */
  readonly interpreter?: string;
  /** Names of the libraries, as the loader searches for them. */
  readonly needed: readonly string[];
}

/** Constants by their names in the specification. */
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

/** A segment of the file, and its address in memory. */
interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

/** Reads a file's dynamic linking; undefined unless it is a 64-bit little-endian ELF file. */
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

/** Returns the offset in the file of a memory address. */
function offsetOf(address: number, segments: readonly Segment[]): number {
  const segment = segments.find(
    (each) => each.type === PT_LOAD && each.address <= address && address < each.address + each.size,
  );
  return segment ? address - segment.address + segment.offset : 0;
}
