/** Parses a talk's planned length in the forms that people write. */

const NUMBER = String.raw`(\d+(?:[.,]\d+)?)`;
const HOURS = String.raw`(?:h|hrs?|hours?)\.?`;
const MINUTES = String.raw`(?:m|mins?|minutes?|['′])\.?`;
const SECONDS = String.raw`(?:s|secs?|seconds?|["″])\.?`;

/** `1h30`, `1 hour and 30 minutes`, `90 min`, `5400 s`, and `PT1H30M` (ISO 8601); the last unit is optional. */
const UNITS = new RegExp(
  String.raw`^(?:pt)?(?:${NUMBER}\s*${HOURS})?(?:,|\s|and)*(?:${NUMBER}\s*(?:${MINUTES}|$))?(?:,|\s|and)*(?:${NUMBER}\s*${SECONDS})?$`,
  'i',
);

/** Hours and minutes, as on a clock. */
const CLOCK = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/;

const WORDS: ReadonlyMap<string, number> = new Map([
  ['an hour', 60],
  ['one hour', 60],
  ['half an hour', 30],
  ['an hour and a half', 90],
  ['a quarter of an hour', 15],
]);

const MINUTES_IN_AN_HOUR = 60;
const SECONDS_IN_A_MINUTE = 60;

/** Returns the length in minutes; undefined if the value is not a duration. */
export function minutesIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const words = WORDS.get(text.toLowerCase());
  if (words !== undefined) return words;
  const found = CLOCK.exec(text) ?? UNITS.exec(text);
  if (!found) return undefined;
  const [hours, minutes, seconds] = found.slice(1, 4).map((part = '0') => Number(part.replace(',', '.')));
  return (hours ?? 0) * MINUTES_IN_AN_HOUR + (minutes ?? 0) + (seconds ?? 0) / SECONDS_IN_A_MINUTE;
}
