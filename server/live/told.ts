/** What each role is told of a room: the audience of a deck that holds back hears nothing of what was not shown. Pure. */
import type { Role, ServerMessage } from '../wire/protocol.ts';
import type { DeckFacts } from './room/state.ts';
import { type Shown, seenPosition } from './shown.ts';

/** The message as a role is told it; undefined where it is not. */
export function toldTo(
  role: Role,
  message: ServerMessage,
  { deck, shown }: { readonly deck: DeckFacts; readonly shown: Shown },
): ServerMessage | undefined {
  // It may quote notes.
  if (role === 'audience' && message.type === 'mistake') return undefined;
  if (role === 'presenter' || deck.audience !== 'shown-only') return message;
  if (message.type === 'media') return shown.slides.has(message.slide) ? message : undefined;
  if (message.type === 'preview')
    return message.slide === undefined || shown.slides.has(message.slide) ? message : undefined;
  if (message.type !== 'state') return message;
  const position = seenPosition(shown, message.position);
  return position === message.position ? message : { ...message, position };
}
