/** What a room remembers: its accepted commands, each with its time. The log is made of these, one line of JSON each. */
import { decodePosition, isFields, isName, type Position, type TimerAction } from '../../wire/protocol.ts';

/** When and in which run it happened. */
interface Stamp {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly epoch: string;
}

/** A command that counts. */
interface Counted extends Stamp {
  readonly seq: number;
  /** The presenter's page that it came from. */
  readonly by: string;
}

/** One accepted command. */
export type Command =
  | (Counted & { readonly type: 'go'; readonly position: Position })
  | (Counted & { readonly type: 'pause'; readonly paused: boolean })
  | (Counted & { readonly type: 'end' });

/** One line of the log. */
export type Entry =
  | Command
  | (Stamp & { readonly type: 'timer'; readonly action: TimerAction })
  /** A presenter was there, while the room was live or the talk's clock ran: noted every minute, and at the end. */
  | (Stamp & { readonly type: 'present' })
  /** No presenter had been there for ten minutes. */
  | (Stamp & { readonly type: 'expire' })
  /** The machine's clock was set, by so many milliseconds, while somebody presented or the talk's clock ran. */
  | (Stamp & { readonly type: 'clock'; readonly by: number });

/** An entry as a line of the log. */
export function encodeEntry(entry: Entry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** A line of the log, without its end; undefined where it is none that this version knows. */
export function decodeEntry(line: string): Entry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isFields(value)) return undefined;
  const { at, epoch, seq, by, type } = value;
  if (!isCount(at) || !isName(epoch)) return undefined;
  const stamp = { at, epoch };
  if (type === 'present' || type === 'expire') return { ...stamp, type };
  if (type === 'clock') {
    const { by: leap } = value;
    return Number.isSafeInteger(leap) ? { ...stamp, type, by: Number(leap) } : undefined;
  }
  if (type === 'timer') {
    const { action } = value;
    const known = action === 'start' || action === 'pause' || action === 'reset';
    return known ? { ...stamp, type, action } : undefined;
  }
  if (!isCount(seq) || !isName(by)) return undefined;
  const counted = { ...stamp, seq, by };
  if (type === 'go') {
    const position = decodePosition(value.position);
    return position && { ...counted, type, position };
  }
  if (type === 'pause') {
    return typeof value.paused === 'boolean' ? { ...counted, type, paused: value.paused } : undefined;
  }
  return type === 'end' ? { ...counted, type } : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
