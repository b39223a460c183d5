/** Reads terminal recordings in asciicast, version 2 or 3 (https://docs.asciinema.org/manual/asciicast/v3/). */

/** A recording. Times are in seconds from its beginning. */
export interface Cast {
  readonly cols: number;
  readonly rows: number;
  /** The recording's own `idle_time_limit`: the longest pause, in seconds. */
  readonly idle: number | undefined;
  readonly events: readonly CastEvent[];
}

/** An event: code `o` is output, `r` a resize to `COLSxROWS`; others show nothing. */
export type CastEvent = readonly [time: number, code: string, data: string];

/** Why a text is not a recording that can be shown. */
export interface CastFault {
  /** The line number, from 1. */
  readonly line: number;
  readonly reason: string;
}

/** The maximum size of a recording in characters; a larger one takes long to fetch and to watch. */
const LARGEST = 5_000_000;

/** The maximum number of columns, and of rows, that is readable on a slide. */
const MOST_CELLS = 500;

/** Parses a recording; returns a fault if that is not possible. */
export function readCast(text: string): Cast | CastFault {
  if (text.length > LARGEST) {
    const size = (text.length / 1_000_000).toFixed(1);
    return { line: 1, reason: `it has ${size} MB; at most ${LARGEST / 1_000_000} MB can be shown` };
  }
  const [first = '', ...rest] = text.split('\n');
  const header = parse(first);
  if (!isRecord(header)) return { line: 1, reason: 'it does not begin with a header, an object in JSON' };
  const { version, width, height, term, idle_time_limit: idle } = header;
  if (version !== 2 && version !== 3)
    return { line: 1, reason: `it is of version ${JSON.stringify(version)}; versions 2 and 3 can be shown` };
  const size = version === 2 ? { cols: width, rows: height } : isRecord(term) ? term : {};
  const { cols, rows } = size;
  if (!isSize(cols) || !isSize(rows))
    return { line: 1, reason: `its header has no size of a terminal up to ${MOST_CELLS} × ${MOST_CELLS}` };
  const events: CastEvent[] = [];
  let now = 0;
  for (const [i, line] of rest.entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const event = parse(line);
    if (!Array.isArray(event) || typeof event[0] !== 'number' || typeof event[1] !== 'string')
      return { line: i + 2, reason: 'it is not an event, such as `[0.5, "o", "text"]`' };
    now = version === 2 ? event[0] : now + event[0];
    events.push([now, event[1], String(event[2] ?? '')]);
  }
  if (events.length === 0) return { line: 1, reason: 'it has no events' };
  return { cols, rows, idle: typeof idle === 'number' ? idle : undefined, events };
}

/** Returns how long a recording plays, in seconds at its own speed, with no pause longer than `idle` seconds. */
export function durationOf({ events }: Cast, idle = Number.POSITIVE_INFINITY): number {
  let before = 0;
  return events.reduce((sum, [time]) => {
    const pause = Math.min(time - before, idle);
    before = time;
    return sum + pause;
  }, 0);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MOST_CELLS;
}
