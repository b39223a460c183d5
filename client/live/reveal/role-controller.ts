/** The controller of a deck page in its room: of a viewer, or of a stage. */
import type { RevealApi } from 'reveal.js';
import type { ServerMessage } from '../../../server/wire/protocol.ts';
import type { Connection } from '../../room/connection.ts';
import type { Mover } from './mover.ts';

/** What a controller works with. */
export interface RoomContext {
  readonly reveal: RevealApi;
  readonly deck: HTMLElement;
  /** The element that contains the slides. */
  readonly slides: HTMLElement;
  readonly mover: Mover;
  readonly connection: Connection;
}

/** A controller for one role, until a `welcome` assigns another. */
export interface RoleController {
  receive(message: ServerMessage): void;
  /** Called when the connection is lost. */
  lost(): void;
  /** Called when the page gets another role. */
  end(): void;
}
