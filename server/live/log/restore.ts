/** Reads the bytes of a log into entries, and reports what is damaged. */
import { setImmediate } from 'node:timers/promises';
import { decodeEntry, type Entry } from '../room/log-entry.ts';

/** Lines decoded at a time, which takes a few milliseconds at most: other rooms go on in between. */
const BATCH_LINES = 200;

/** Characters of a torn line that are shown. */
const SHOWN_CHARACTERS = 80;

/** The contents of a log. */
export interface Restored {
  readonly entries: readonly Entry[];
  /** Length in bytes without a torn last line. */
  readonly validBytes: number;
  /** What the last line lacks, so that the next append begins a new line. */
  readonly missingEnd: string;
}

/** Decodes a log. Unknown lines, and a last line that a crash tore, are reported. */
export async function restore(bytes: Uint8Array, report: (what: string) => void): Promise<Restored> {
  const whole = bytes.lastIndexOf(NEWLINE) + 1;
  const { entries, unknown } = await decodeLines(textOf(bytes.subarray(0, whole)).split('\n').slice(0, -1));
  const [first, ...more] = unknown;
  if (first !== undefined) {
    report(
      more.length === 0
        ? `line ${first} says nothing known and is passed over.`
        : `${unknown.length} lines say nothing known and are passed over. The first is line ${first}.`,
    );
  }
  if (whole === bytes.length) return { entries, validBytes: whole, missingEnd: '' };
  const last = textOf(bytes.subarray(whole));
  const entry = decodeEntry(last);
  if (entry) return { entries: [...entries, entry], validBytes: bytes.length, missingEnd: '\n' };
  report(`the last line was torn and is dropped: ${JSON.stringify(last.slice(0, SHOWN_CHARACTERS))}`);
  return { entries, validBytes: whole, missingEnd: '' };
}

const NEWLINE = '\n'.charCodeAt(0);

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Decodes lines. `unknown` are line numbers, from 1. */
async function decodeLines(lines: readonly string[]): Promise<{ entries: Entry[]; unknown: number[] }> {
  const entries: Entry[] = [];
  const unknown: number[] = [];
  for (const [i, line] of lines.entries()) {
    if (i > 0 && i % BATCH_LINES === 0) await setImmediate();
    const entry = decodeEntry(line);
    if (entry) entries.push(entry);
    else unknown.push(i + 1);
  }
  return { entries, unknown };
}
