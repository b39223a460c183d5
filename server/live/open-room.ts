/** Opens a room on its log: one of this server alone, or one that several servers carry. */
import { LiveRoom, type RoomOptions } from './live-room.ts';
import type { RoomLog } from './log/room-log.ts';
import { isShared } from './log/shared-log.ts';
import type { RoomDeck } from './room/room-state.ts';
import { SharedRoom } from './shared-room.ts';

/** Opens a deck's room. */
export function openRoom(deck: RoomDeck, log: RoomLog, options: RoomOptions): LiveRoom {
  const room = isShared(log) ? new SharedRoom(deck, log, options) : new LiveRoom(deck, log, options);
  room.begin();
  return room;
}
