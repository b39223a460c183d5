/** What the file of a deck's log is called, on any file system. */
import { createHash } from 'node:crypto';

/** Names that stand for themselves: short, and the same for systems that tell no capital letters from small ones. */
const PLAIN = /^[a-z\d](?:[a-z\d._-]{0,58}[a-z\d_-])?$/;

/** What Windows takes for a device, whatever stands behind the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** Of another name, so many letters are left for people, beside a hash. */
const READABLE = 40;

/** Hexadecimal digits: among a million decks, two have the same with a chance of one in 500,000. */
const HASH_DIGITS = 16;

/** The names that a deck's log may have: what it is called, then what it was called by former versions. */
export function logNames(deck: string): [current: string, former: string] {
  return [`${shortName(deck)}.log`, `${encodeURIComponent(deck)}.log`];
}

function shortName(deck: string): string {
  if (PLAIN.test(deck) && !DEVICE.test(deck)) return deck;
  const readable = deck
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .slice(0, READABLE)
    .replace(/^-|-$/g, '');
  const hash = createHash('sha256').update(deck).digest('hex').slice(0, HASH_DIGITS);
  return readable === '' ? hash : `${readable}-${hash}`;
}
