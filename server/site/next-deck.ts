/** Which of a site's decks is presented next, as far as a server can tell. */
import { newestFirst } from '../pages/newest-first.ts';
import type { SiteDeck } from './site.ts';

/** What is known of a deck before its talk. */
type Planned = Pick<SiteDeck, 'name' | 'title' | 'date' | 'unlisted' | 'errors'>;

/**
 * The deck that is next by its date, of those that compile; where none has a day to come, the first on the index.
 * `today` is a day of ISO 8601.
 */
export function nextDeck<T extends Planned>(decks: readonly T[], today: string): T | undefined {
  const whole = decks.filter(({ errors }) => errors.length === 0);
  const [next] = whole
    .filter((deck) => isToCome(dayOf(deck), today))
    .sort((one, other) => (dayOf(one) < dayOf(other) ? -1 : 1));
  if (next) return next;
  const all = whole.length > 0 ? whole : decks;
  const listed = all.filter(({ unlisted }) => !unlisted);
  const [first] = newestFirst(
    (listed.length > 0 ? listed : all).map((deck) => ({ deck, date: deck.date ?? '', title: deck.title })),
  );
  return first?.deck;
}

/** A deck's date as far as it is one of ISO 8601: to the month, the day or the minute; else empty. */
function dayOf({ date = '' }: Planned): string {
  return /^\d{4}-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2})?)?(?!\d)/.exec(date)?.[0] ?? '';
}

/** Whether a day, or some day of a month, is today or later. */
function isToCome(day: string, today: string): boolean {
  return day !== '' && day.slice(0, today.length) >= today.slice(0, day.length);
}
