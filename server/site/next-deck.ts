/** Chooses the deck that is presented next. */
import { newestFirst } from '../pages/newest-first.ts';
import type { SiteDeck } from './site.ts';

/** What is known of a deck before its talk. */
type Planned = Pick<SiteDeck, 'name' | 'title' | 'date' | 'unlisted' | 'errors'>;

/**
 * Returns the deck with the next date, of those that compile; where none has a date to come, the first on the index.
 * `today` is an ISO 8601 date.
 */
export function nextDeck<T extends Planned>(decks: readonly T[], today: string): T | undefined {
  const whole = decks.filter(({ errors }) => errors.length === 0);
  const [next] = whole
    .filter((deck) => isToCome(dayOf(deck), today))
    .sort((one, other) => Number(dayOf(one) > dayOf(other)) - Number(dayOf(one) < dayOf(other)));
  if (next) return next;
  const all = whole.length > 0 ? whole : decks;
  const listed = all.filter(({ unlisted }) => !unlisted);
  const [first] = newestFirst(
    (listed.length > 0 ? listed : all).map((deck) => ({ deck, date: deck.date ?? '', title: deck.title })),
  );
  return first?.deck;
}

/**
 * Returns the ISO 8601 part of a deck's date, precise to the month, the day or the minute; empty where there is none.
 */
function dayOf({ date = '' }: Planned): string {
  return /^\d{4}-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2})?)?(?!\d)/.exec(date)?.[0] ?? '';
}

/** Returns whether a day, or some day of a month, is today or later. */
function isToCome(day: string, today: string): boolean {
  return day !== '' && day.slice(0, today.length) >= today.slice(0, day.length);
}
