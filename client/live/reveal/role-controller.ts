/** What a deck page is to its room: one of the audience, or a stage. */
import type { RevealApi } from 'reveal.js';
import type { ServerMessage } from '../../../server/wire/protocol.ts';
import type { Connection } from '../../room/connection.ts';
import type { Mover } from './mover.ts';

/** What a part plays with. */
export interface RoomContext {
  readonly reveal: RevealApi;
  readonly deck: HTMLElement;
  /** The element that holds the slides. */
  readonly slides: HTMLElement;
  readonly mover: Mover;
  readonly connection: Connection;
}

/** A part, from one `welcome` to that of another role. */
export interface RoleController {
  receive(message: ServerMessage): void;
  /** The room is gone. */
  lost(): void;
  /** The page has another role now. */
  end(): void;
}
