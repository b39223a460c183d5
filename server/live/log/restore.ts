/** Reads a log's bytes: the entries in it, and what is to be said of the rest. */
import { setImmediate } from 'node:timers/promises';
import { decodeEntry, type Entry } from '../room/record.ts';

/** Lines read at a time, in a few milliseconds at the most: talks in other rooms go on between. */
const AT_ONCE = 200;

/** Of a torn line so many characters are shown. */
const SHOWN = 80;

/** What a log holds. */
export interface Restored {
  readonly entries: readonly Entry[];
  /** Its length in bytes without a torn line. */
  readonly good: number;
  /** What is missing at its end, so that what is appended begins a line. */
  readonly rest: string;
}

/** Reads a log. `report` is told of lines that say nothing known, and of a last line that a crash tore. */
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
  if (whole === bytes.length) return { entries, good: whole, rest: '' };
  const last = textOf(bytes.subarray(whole));
  const entry = decodeEntry(last);
  if (entry) return { entries: [...entries, entry], good: bytes.length, rest: '\n' };
  report(`the last line was torn and is dropped: ${JSON.stringify(last.slice(0, SHOWN))}`);
  return { entries, good: whole, rest: '' };
}

const NEWLINE = '\n'.charCodeAt(0);

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** `unknown` are the numbers of lines, from 1. */
async function decodeLines(lines: readonly string[]): Promise<{ entries: Entry[]; unknown: number[] }> {
  const entries: Entry[] = [];
  const unknown: number[] = [];
  for (const [i, line] of lines.entries()) {
    if (i > 0 && i % AT_ONCE === 0) await setImmediate();
    const entry = decodeEntry(line);
    if (entry) entries.push(entry);
    else unknown.push(i + 1);
  }
  return { entries, unknown };
}
