/** Adapts messages to a role: the audience of a withholding deck gets nothing that was not shown. Pure. */
import type { Role, ServerMessage } from '../wire/protocol.ts';
import type { RoomDeck } from './room/room-state.ts';
import { type Shown, seenPosition } from './shown.ts';

/** Returns the message for a role; undefined where it must not get it. */
export function messageFor(
  role: Role,
  message: ServerMessage,
  { deck, shown }: { readonly deck: RoomDeck; readonly shown: Shown },
): ServerMessage | undefined {
  // A mistake may quote notes.
  if (role === 'audience' && message.type === 'mistake') return undefined;
  if (role === 'presenter' || deck.audience !== 'shown-only') return message;
  if (message.type === 'media') return shown.slides.has(message.slide) ? message : undefined;
  if (message.type === 'preview')
    return message.slide === undefined || shown.slides.has(message.slide) ? message : undefined;
  if (message.type !== 'state') return message;
  const position = seenPosition(shown, message.position);
  return position === message.position ? message : { ...message, position };
}
