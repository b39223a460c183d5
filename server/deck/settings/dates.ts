/** Reads dates as countries write them. */

/** Day and month, or month and day, and the year. */
const LOCAL = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/;

/**
 * Returns a date as ISO 8601 writes it, `2026-11-29` for `29.11.2026` and `11/29/2026`; `either` where day and month could
 * be exchanged, as in `5/12/2026`; undefined for anything else, which stays as it is.
 */
export function isoDate(written: string): string | 'either' | undefined {
  const [, first = '', sign, second = '', year] = LOCAL.exec(written.trim()) ?? [];
  if (year === undefined) return undefined;
  // With dots, the day comes first everywhere.
  const isDayFirst = sign === '.' || Number(first) > 12;
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  if (Number(month) > 12 || Number(month) === 0 || Number(day) > 31 || Number(day) === 0) return undefined;
  if (sign === '/' && first !== second && Number(first) <= 12 && Number(second) <= 12) return 'either';
  return [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
}
