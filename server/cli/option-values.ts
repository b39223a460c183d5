/**
 * Decodes the values of flags and environment variables. Each function takes the text, and the name of where it
 * was found.
 */
import { randomBytes } from 'node:crypto';
import { LONGEST_KEY, SHORTEST_KEY } from '../auth/key-length.ts';
import { UsageError } from './usage-error.ts';

const HIGHEST_PORT = 65_535;

/** The address that no other machine reaches. */
const LOOPBACK = '127.0.0.1';

/** Bytes of a suggested key, written in letters and digits that no shell interprets. */
const OFFERED_BYTES = 16;

/** Decodes a port; 0 is any free one. */
export function decodePort(value: string, source: string): number {
  const port = wholeNumber(value);
  if (port !== undefined && port <= HIGHEST_PORT) return port;
  throw new UsageError(`${source} must be a port from 0 to ${HIGHEST_PORT}, not “${value}”.`);
}

/** An address to listen on. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Decodes a port with or without an address before it; without one, only this machine reaches it. */
export function decodeEndpoint(value: string, source: string): Endpoint {
  const [, bracketed, plain, digits = ''] = /^(?:(?:\[([^\]]+)\]|([^:]+)):)?(\d+)$/.exec(value) ?? [];
  const port = wholeNumber(digits);
  if (port !== undefined && port <= HIGHEST_PORT) return { host: bracketed ?? plain ?? LOOPBACK, port };
  throw new UsageError(
    `${source} must be a port, or an address and a port, such as 9464, 10.0.0.5:9464 or [::1]:9464, not “${value}”.`,
  );
}

/** What is logged, in lines of JSON. */
export interface LogOptions {
  /** Whether every request is. */
  readonly requests: boolean;
  /** Whether it is with its sender's address. */
  readonly addresses: boolean;
}

/** Decodes the format of the log, and what else is to be in it. */
export function decodeLog(value: string, source: string): LogOptions {
  const [format, ...extras] = value.split(',').map((word) => word.trim());
  if (format !== 'json' || extras.some((word) => word !== 'requests' && word !== 'addresses')) {
    throw new UsageError(
      `${source} must be json, json,requests or json,addresses, which is requests with addresses, not “${value}”.`,
    );
  }
  const addresses = extras.includes('addresses');
  return { requests: extras.length > 0, addresses };
}

/** Decodes an output folder. @throws UsageError for the name of a file, of which a folder would be made */
export function decodeOut(value: string, source: string): string {
  if (!/\.(?:pdf|png|html?|mjs|md)$/i.test(value)) return value;
  throw new UsageError(
    `${source} names the folder that is written into, and “${value}” is the name of a file. Name its folder.`,
  );
}

/** Decodes a count; 0 is no limit. */
export function decodeCount(value: string, source: string): number {
  const count = wholeNumber(value);
  if (count !== undefined) return count;
  throw new UsageError(`${source} must be a whole number, 0 for no limit, not “${value}”.`);
}

/** Decodes on or off, in the words that people use in environment variables. */
export function decodeSwitch(value: string, source: string): boolean {
  const word = value.toLowerCase();
  if (['1', 'true', 'yes', 'on'].includes(word)) return true;
  if (['0', 'false', 'no', 'off'].includes(word)) return false;
  throw new UsageError(`${source} must be true or false, not “${value}”.`);
}

/** Decodes a presenter's key, which must be long enough that nobody on the network guesses it. */
export function decodeKey(value: string, source: string): string {
  const length = [...value].length;
  if (length > LONGEST_KEY)
    throw new UsageError(`${source} may have ${LONGEST_KEY} characters, not ${length}.`);
  // Blanks around it add nothing to guess.
  if ([...value.trim()].length >= SHORTEST_KEY) return value;
  throw new UsageError(
    `${source} needs at least ${SHORTEST_KEY} characters, since a shorter key is soon guessed. Here is one that was made just now: ${offerKey()}`,
  );
}

/** Decodes a public address; it ends in a slash, so that relative addresses resolve below it. */
export function decodeUrl(value: string, source: string): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`${source} must be an address such as https://talks.example.org, not “${value}”.`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new UsageError(`${source} must be an address without user, query or fragment, not “${value}”.`);
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** Decodes the address of a Redis. It may hold a password, so no message repeats it. */
export function decodeRedis(value: string, source: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^rediss?:$/.test(url.protocol) && url.hostname && /^\/?\d*$/.test(url.pathname)) return value;
  throw new UsageError(
    `${source} must be an address such as redis://host:6379, or rediss://user:password@host:6379/1 with TLS.`,
  );
}

/** Decodes a number of days, of which there is at least one. */
export function decodeDays(value: string, source: string): number {
  const days = wholeNumber(value);
  if (days !== undefined && days > 0 && days <= 36_500) return days;
  throw new UsageError(`${source} must be a number of days, at least 1, not “${value}”.`);
}

/** Returns a key that nobody guesses, as an example. */
export function offerKey(): string {
  return randomBytes(OFFERED_BYTES).toString('hex');
}

/** Decodes a path prefix, without its final slash: empty for `/`. */
export function decodeBase(value: string, source: string): string {
  if (!/^\/[\w.~/-]*$/.test(value) || /\/\/|\/\.\.?(\/|$)/.test(value)) {
    throw new UsageError(`${source} must be a path such as /talks, not “${value}”.`);
  }
  return value.replace(/\/$/, '');
}

/** Decodes the slides per page of a handout: fewer make no handout, more cannot be read. */
export function decodePerPage(value: string, source: string): number {
  const number = wholeNumber(value);
  if (number !== undefined && number >= 2 && number <= 6) return number;
  throw new UsageError(`${source} must be a number from 2 to 6, not “${value}”.`);
}

/** How a report is written: for people, or for machines. */
export type ReportFormat = 'text' | 'json' | 'github';

const FORMATS: readonly ReportFormat[] = ['text', 'json', 'github'];

/** Decodes the format of a report. */
export function decodeFormat(value: string, source: string): ReportFormat {
  const format = FORMATS.find((name) => name === value);
  if (format) return format;
  throw new UsageError(`${source} must be text, json or github, not “${value}”.`);
}

function wholeNumber(value: string): number | undefined {
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}
