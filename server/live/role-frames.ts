/** Encodes messages as WebSocket frames, one for each role, since some messages differ by role. */

import type { Role, ServerMessage } from '../wire/protocol.ts';
import type { Connection, MessageType } from './connection.ts';
import { messageFor } from './role-message.ts';
import type { RoomDeck } from './room/room-state.ts';
import type { Shown } from './shown.ts';
import { textFrame } from './websocket-frame.ts';

/** A message as a frame for each role; undefined for a role that must not get it. */
export type RoleFrames = Readonly<Record<Role, Buffer | undefined>>;

/** Encodes a message for both roles; only once where both get the same. */
export function framesOf(
  message: ServerMessage,
  room: { readonly deck: RoomDeck; readonly shown: Shown },
): RoleFrames {
  const frame = encode(message);
  const told = messageFor('audience', message, room);
  return { presenter: frame, audience: told === message ? frame : told && encode(told) };
}

/** Returns the same frame for both roles. */
export function sameForAll(frame: Buffer): RoleFrames {
  return { presenter: frame, audience: frame };
}

/** Encodes a message as a frame. */
export function encode(message: ServerMessage): Buffer {
  return textFrame(JSON.stringify(message));
}

/** Sends the frames that exist, in one packet. */
export function sendTo(
  connection: Connection,
  frames: readonly (readonly [Buffer | undefined, MessageType])[],
): void {
  connection.sendAll(frames.flatMap(([frame, kind]) => (frame ? [[frame, kind] as const] : [])));
}
