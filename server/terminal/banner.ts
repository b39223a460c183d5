/** What the terminal says at the start: where the audience goes, what is served, and what deserves a look. */
import { styleText } from 'node:util';
import { renderUnicodeCompact } from 'uqr';
import { nextDeck } from '../site/next-deck.ts';
import type { Site } from '../site/site.ts';
import type { Addresses } from './addresses.ts';

/** More warnings than these would push the addresses out of sight. */
const WARNINGS_SHOWN = 10;

/** What the banner tells. */
export interface Started {
  readonly version: string;
  readonly addresses: Addresses;
  readonly site: Site;
  /** What makes a browser a presenter; undefined where only presenters know it. */
  readonly key: string | undefined;
  /** A sentence on the key. */
  readonly remark?: string;
  /** The day on which it is told, as ISO 8601 writes it. */
  readonly today: string;
  /** Since the process started. */
  readonly milliseconds: number;
  readonly colors: boolean;
}

type Style = Parameters<typeof styleText>[0];

/**
 * The address that makes a browser a presenter, or asks it for the key: of the deck that was served alone, else of the
 * next one.
 */
export function presenterLink(started: Pick<Started, 'addresses' | 'site' | 'key' | 'today'>): string {
  const { addresses, site, key, today } = started;
  const home = addresses.public ?? addresses.local ?? addresses.network[0] ?? '';
  const deck = nextDeck(site.decks, today);
  const way = site.atRoot === undefined ? `${encodeURIComponent(deck?.name ?? '')}/` : '';
  return `${home}${way}speaker${key === undefined ? '' : `?key=${encodeURIComponent(key)}`}`;
}

/** Where people find what is served: the deck itself where it is the only one, else the index. */
function addressesOf({ addresses, site }: Pick<Started, 'addresses' | 'site'>): Addresses {
  const [deck, ...others] = site.decks;
  if (!deck || others.length > 0 || site.atRoot !== undefined) return addresses;
  const to = (home: string) => `${home}${encodeURIComponent(deck.name)}/`;
  return {
    ...(addresses.public !== undefined && { public: to(addresses.public) }),
    ...(addresses.local !== undefined && { local: to(addresses.local) }),
    network: addresses.network.map(to),
  };
}

/** The lines about the server, ending in an empty one. */
export function banner(started: Started): string {
  const { version, site, milliseconds, colors } = started;
  const addresses = addressesOf(started);
  const paint = painter(colors);
  const rows: [string, string][] = [];
  if (addresses.public) rows.push(['For the audience', addresses.public]);
  addresses.network.forEach((address, i) => {
    rows.push([i === 0 ? (addresses.public ? 'On the network' : 'For the audience') : '', address]);
  });
  if (addresses.local) rows.push(['On this machine', addresses.local]);
  rows.push(['To present', presenterLink(started)]);
  const audience = addresses.public ?? addresses.network[0];
  const width = Math.max(...rows.map(([label]) => label.length));
  const failed = site.decks.filter(({ errors }) => errors.length > 0).length;
  const facts = [
    count(site.decks.length, 'deck'),
    count(
      site.decks.reduce((sum, { slides }) => sum + slides, 0),
      'slide',
    ),
    ...(failed > 0 ? [paint('red', `${count(failed, 'deck')} failed`)] : []),
    `ready in ${duration(milliseconds)}`,
  ];
  return [
    '',
    `  ${paint('bold', 'Lectern')} ${version}   ${facts.join(' · ')}`,
    '',
    ...rows.map(([label, address]) => `  ${label.padEnd(width)}   ${paint('cyan', address)}`),
    ...(started.remark === undefined ? [] : ['', `  ${started.remark}`]),
    ...(isInsecure(audience) ? ['', ...WITHOUT_HTTPS.map((line) => `  ${line}`)] : []),
    '',
    ...(addresses.network.length === 0 && !addresses.public
      ? [`  Only this machine can reach it. With --host 0.0.0.0, the network can too.`, '']
      : [...qrCode(audience ?? '', colors), '']),
  ].join('\n');
}

/** What browsers give secure contexts alone (https://www.w3.org/TR/secure-contexts/). */
const WITHOUT_HTTPS = [
  'Over plain http, browsers on other machines let the screen go dark, and keep no deck for',
  'when the network dies. --tls-cert and --tls-key, or an https address as --url, mend both.',
];

/** Whether browsers take pages at an address for insecure: over http, those of other machines. */
function isInsecure(address: string | undefined): boolean {
  return (
    /^http:/.test(address ?? '') && !/^http:\/\/(?:localhost|127\.[\d.]+|\[::1\])[:/]/.test(address ?? '')
  );
}

/** An address for phones to scan, as lines; light on dark where the terminal can be told so, else as most of them are. */
function qrCode(address: string, colors: boolean): string[] {
  const lines = renderUnicodeCompact(address, { border: 2 }).split('\n');
  return lines.map((line) => (colors ? `  \u001b[97;40m${line}\u001b[0m` : `  ${line}`));
}

/**
 * Tells what is new among the problems of a site. A deck that does not compile has no warnings for the time: where
 * there is one, the list is partial, and what it lacks is not taken for mended.
 */
export type Problems = (site: Pick<Site, 'warnings' | 'decks'>, isPartial?: boolean) => string;

/**
 * Creates the teller of what deserves a look: errors as code frames, warnings a line each. After a save
 * only the news is told, and a warning that has only moved to another line is none.
 */
export function createProblems(colors: boolean): Problems {
  const paint = painter(colors);
  let told: ReadonlySet<string> = new Set();
  let warned = new Map<string, readonly string[]>();
  return ({ warnings: ofSite, decks }, isPartial = decks.some(({ errors }) => errors.length > 0)) => {
    const all = {
      warnings: [...ofSite, ...decks.flatMap((deck) => deck.warnings)],
      errors: decks.flatMap((deck) => deck.errors),
    };
    const warnings = newWarnings(all.warnings, warned);
    const errors = all.errors.filter((frame) => !told.has(placeOf(frame)));
    warned = new Map([...(isPartial ? warned : []), ...byWords(all.warnings)]);
    told = new Set(all.errors.map(placeOf));
    const kinds = byRemedy(warnings);
    const more = kinds.length - WARNINGS_SHOWN;
    const lines = [
      ...kinds.slice(0, WARNINGS_SHOWN),
      ...(more > 0 ? [`and ${count(more, 'other kind')} of them`] : []),
    ];
    const list = lines.map((line) => `${paint('yellow', 'warning')} ${line}\n`).join('');
    return list + errors.map((error) => `\n${paint('red', 'error')} ${error}\n`).join('');
  };
}

/** Those of which there were fewer: where some were told at the same place, the others. */
function newWarnings(frames: readonly string[], former: ReadonlyMap<string, readonly string[]>): string[] {
  return [...byWords(frames)].flatMap(([words, alike]) => {
    const known = former.get(words) ?? [];
    const places = new Set(known.map(placeOf));
    const moved = alike.filter((frame) => !places.has(placeOf(frame)));
    return moved.slice(0, Math.max(0, alike.length - known.length));
  });
}

/** Warnings that say the same of one file, wherever in it. */
function byWords(frames: readonly string[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const frame of frames) {
    const words = placeOf(frame).replace(/:\d+:\d+:/, ':');
    found.set(words, [...(found.get(words) ?? []), frame]);
  }
  return found;
}

/** The place and the reason, without the lines around it, which others' edits change. */
function placeOf(frame: string): string {
  return frame.split('\n', 1)[0] ?? '';
}

/** A line for the first warning of each file and remedy: the place, the reason, how many more, and what to do. */
function byRemedy(frames: readonly string[]): string[] {
  const kinds = new Map<string, { reason: string; remedy: string; others: number }>();
  for (const frame of frames) {
    const lines = frame.trim().split('\n');
    const [reason = '', remedy = ''] = [lines[0], lines.length > 1 ? lines.at(-1)?.trim() : ''];
    const kind = remedy === '' ? reason : `${reason.split(':', 1)[0]}\n${remedy}`;
    const known = kinds.get(kind);
    if (known) known.others++;
    else kinds.set(kind, { reason, remedy, others: 0 });
  }
  return [...kinds.values()].map(
    ({ reason, remedy, others }) =>
      `${reason}${others > 0 ? ` (and ${others} more like it)` : ''}${remedy && `. ${remedy}`}`,
  );
}

function painter(colors: boolean): (style: Style, text: string) => string {
  return (style, text) => (colors ? styleText(style, text) : text);
}

function count(number: number, word: string): string {
  // Not `toLocaleString`, whose first call takes longer than all the rest of the banner.
  const digits = String(number).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${digits} ${word}${number === 1 ? '' : 's'}`;
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
