/** What each role is told of a room. */

import { expect, test } from 'vitest';
import { messageFor } from '../../server/live/role-message.ts';
import type { RoomDeck } from '../../server/live/room/room-state.ts';
import { NOTHING_SHOWN, shownAfter } from '../../server/live/shown.ts';
import type { MediaMessage, Preview, State } from '../../server/wire/protocol.ts';

const deck: RoomDeck = { name: 'talk', revision: '1', audience: 'shown-only' };
const position = { slide: 'seen', h: 0, v: 0, f: -1 };
const shown = shownAfter(NOTHING_SHOWN, { type: 'go', at: 0, epoch: 'e', seq: 1, by: 'stage', position });
const state: State = {
  type: 'state',
  epoch: 'e',
  seq: 2,
  at: 0,
  paused: true,
  live: true,
  position: { slide: 'secret', h: 7, v: 0, f: -1 },
};
const media: MediaMessage = { type: 'media', slide: 'secret', index: 0, playing: true, time: 0, at: 0 };
const preview: Preview = { type: 'preview', slide: 'secret', index: 0 };

test('the audience of a deck that holds back is told nothing of what was not shown', () => {
  const room = { deck, shown };
  expect(messageFor('audience', state, room)).toEqual({ ...state, position });
  expect(messageFor('audience', media, room)).toBe(undefined);
  expect(messageFor('audience', preview, room)).toBe(undefined);
  expect(messageFor('audience', { type: 'preview' }, room)).toEqual({ type: 'preview' });
  expect(messageFor('audience', { ...media, slide: 'seen' }, room)).toEqual({ ...media, slide: 'seen' });
});

test('no audience is told of a mistake, whose words may be of notes', () => {
  const mistake = { type: 'mistake', sentence: 'It has one', text: 'Note: private' } as const;
  for (const audience of ['free', 'follow', 'shown-only'] as const) {
    expect(messageFor('audience', mistake, { deck: { ...deck, audience }, shown })).toBe(undefined);
    expect(messageFor('presenter', mistake, { deck: { ...deck, audience }, shown })).toBe(mistake);
  }
});

test('presenters are told all, and so is the audience of other decks', () => {
  for (const message of [state, media, preview]) {
    expect(messageFor('presenter', message, { deck, shown })).toBe(message);
    expect(messageFor('audience', message, { deck: { ...deck, audience: 'free' }, shown })).toBe(message);
  }
});
