/** File names for the logs of decks, valid on any file system. */
import { createHash } from 'node:crypto';

/** Deck names that are used as they are: short, and the same on systems that ignore case. */
const PLAIN = /^[a-z\d](?:[a-z\d._-]{0,58}[a-z\d_-])?$/;

/** Names that Windows takes for devices, whatever follows the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** Characters of any other name that are kept for people to read, beside a hash. */
const READABLE = 40;

/** Hexadecimal digits: among a million decks, two have the same with a chance of one in 500,000. */
const HASH_DIGITS = 16;

/**
 * Returns the file names that a deck's log may have: the current one, then the one that older versions of
 * Lectern used.
 */
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
