/** An entry of a room's log: an accepted command with its time, as one line of JSON. */
import { decodePosition, isFields, isName, type Position, type TimerAction } from '../../wire/protocol.ts';

/** When an entry was made, and in which run. */
interface Stamp {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly epoch: string;
}

/** A command that `seq` counts. */
interface Counted extends Stamp {
  readonly seq: number;
  /** The presenter's page that sent it. */
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
  /** A presenter was connected while the room was live or its timer ran: logged every minute, and at the end. */
  | (Stamp & { readonly type: 'present' })
  /** No presenter had been connected for ten minutes. */
  | (Stamp & { readonly type: 'expire' })
  /** The machine's clock was set, by this many milliseconds, while the room was live or its timer ran. */
  | (Stamp & { readonly type: 'clock'; readonly by: number });

/** Encodes an entry as a line of the log. */
export function encodeEntry(entry: Entry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** Decodes a line of the log, without its end; undefined if this version does not know it. */
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
