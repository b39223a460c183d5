/** Messages as frames, one for each role, since not all are told the same. */

import type { Role, ServerMessage } from '../wire/protocol.ts';
import type { Connection, Kind } from './connection.ts';
import { textFrame } from './frame.ts';
import type { DeckFacts } from './room/state.ts';
import type { Shown } from './shown.ts';
import { toldTo } from './told.ts';

/** A message for each role; none for one that is not told. */
export type Frames = Readonly<Record<Role, Buffer | undefined>>;

/** The frames of a message; one alone where all are told the same. */
export function framesOf(
  message: ServerMessage,
  room: { readonly deck: DeckFacts; readonly shown: Shown },
): Frames {
  const frame = encode(message);
  const told = toldTo('audience', message, room);
  return { presenter: frame, audience: told === message ? frame : told && encode(told) };
}

/** The same frame for all. */
export function alike(frame: Buffer): Frames {
  return { presenter: frame, audience: frame };
}

/** A message as a frame. */
export function encode(message: ServerMessage): Buffer {
  return textFrame(JSON.stringify(message));
}

/** Sends what there is of these, in one packet. */
export function sendTo(
  connection: Connection,
  frames: readonly (readonly [Buffer | undefined, Kind])[],
): void {
  connection.sendAll(frames.flatMap(([frame, kind]) => (frame ? [[frame, kind] as const] : [])));
}
