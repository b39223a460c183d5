/** Writes the terminal's banner: addresses, decks and warnings. */
import { styleText } from 'node:util';
import { renderUnicodeCompact } from 'uqr';
import { nextDeck } from '../site/next-deck.ts';
import type { Site } from '../site/site.ts';
import { wayToDeck } from '../wire/deck-address.ts';
import { isLocalHost } from '../wire/local-host.ts';
import type { Addresses } from './server-addresses.ts';

/** More warnings would push the addresses out of sight. */
const WARNINGS_SHOWN = 10;

/** What is told of a start. */
export interface StartFacts extends Omit<BannerFacts, 'colors' | 'isConsole'> {
  /** Whether the presenter's key was given, and so is known without the terminal. */
  readonly isKeyGiven: boolean;
}

/** The facts for the banner. */
export interface BannerFacts {
  readonly version: string;
  readonly addresses: Addresses;
  readonly site: Site;
  /** The key for the presenter's link; undefined where only presenters know it. */
  readonly key: string | undefined;
  /** A sentence about the key. */
  readonly remark?: string;
  /** Where the figures for Prometheus are. */
  readonly metrics?: string;
  /** Today's date in ISO 8601. */
  readonly today: string;
  /** Milliseconds since the process started. */
  readonly milliseconds: number;
  readonly colors: boolean;
  /** Whether it is shown on a machine's console, where it fills the 25 lines without advice. */
  readonly isConsole: boolean;
}

type Style = Parameters<typeof styleText>[0];

/**
 * Returns the link that signs a presenter in, or asks for the key: to the only deck, else to the next one by
 * date.
 */
export function presenterLink(started: Pick<BannerFacts, 'addresses' | 'site' | 'key' | 'today'>): string {
  const { addresses, site, key, today } = started;
  const home = addresses.public ?? addresses.local ?? addresses.network[0] ?? '';
  const deck = nextDeck(site.decks, today);
  const way = site.atRoot === undefined ? wayToDeck(deck?.name ?? '') : '';
  return `${home}${way}speaker${key === undefined ? '' : `?key=${encodeURIComponent(key)}`}`;
}

/** Returns the addresses of the only deck, or of the index. */
function addressesOf({ addresses, site }: Pick<BannerFacts, 'addresses' | 'site'>): Addresses {
  const [deck, ...others] = site.decks;
  if (!deck || others.length > 0 || site.atRoot !== undefined) return addresses;
  const to = (home: string) => `${home}${wayToDeck(deck.name)}`;
  return {
    ...(addresses.public !== undefined && { public: to(addresses.public) }),
    ...(addresses.local !== undefined && { local: to(addresses.local) }),
    network: addresses.network.map(to),
  };
}

/** Returns the lines of the banner. */
export function banner(started: BannerFacts): string {
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
  if (started.metrics !== undefined) rows.push(['Figures', started.metrics]);
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
    ...(isInsecure(audience) && !started.isConsole ? ['', ...WITHOUT_HTTPS.map((line) => `  ${line}`)] : []),
    '',
    ...(addresses.network.length === 0 && !addresses.public
      ? [`  Only this machine can reach it. With --host 0.0.0.0, the network can too.`, '']
      : [...qrCode(audience ?? '', colors), '']),
  ].join('\n');
}

/** Features that browsers limit to secure contexts (https://www.w3.org/TR/secure-contexts/). */
const WITHOUT_HTTPS = [
  'Over plain http, browsers on other machines let the screen go dark, and keep no deck for',
  'when the network dies. --tls-cert and --tls-key, or an https address as --url, mend both.',
];

/** Returns whether browsers treat an address as insecure: http to another machine. */
function isInsecure(address: string | undefined): boolean {
  // No `URL`, which takes no address with a zone, as `[fe80::1%eth0]`.
  const [, host] = /^http:\/\/(\[[^\]]*\]|[^:/]*)/.exec(address ?? '') ?? [];
  return host !== undefined && !isLocalHost(host);
}

/** Returns a QR code as lines; light on dark where colours can be set, else for a dark terminal. */
function qrCode(address: string, colors: boolean): string[] {
  const lines = renderUnicodeCompact(address, { border: 2 }).split('\n');
  return lines.map((line) => (colors ? `  \u001b[97;40m${line}\u001b[0m` : `  ${line}`));
}

/**
 * Reports the new problems of a site. A deck that does not compile has no warnings: with `isPartial`, missing
 * warnings are not taken for mended.
 */
export type ProblemReporter = (site: Pick<Site, 'warnings' | 'decks'>, isPartial?: boolean) => string;

/**
 * Creates a reporter: errors as code frames, warnings one per line. After a save it reports only what is new,
 * and not a warning that only moved to another line.
 */
export function createProblemReporter(colors: boolean): ProblemReporter {
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

/** Returns the warnings of which there are more than before, preferring those at new places. */
function newWarnings(frames: readonly string[], former: ReadonlyMap<string, readonly string[]>): string[] {
  return [...byWords(frames)].flatMap(([words, alike]) => {
    const known = former.get(words) ?? [];
    const places = new Set(known.map(placeOf));
    const moved = alike.filter((frame) => !places.has(placeOf(frame)));
    return moved.slice(0, Math.max(0, alike.length - known.length));
  });
}

/** Groups warnings by file and text, wherever in the file. */
function byWords(frames: readonly string[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const frame of frames) {
    const words = placeOf(frame).replace(/:\d+:\d+:/, ':');
    found.set(words, [...(found.get(words) ?? []), frame]);
  }
  return found;
}

/** Returns the place and reason, without the source lines around it, which unrelated edits change. */
function placeOf(frame: string): string {
  return frame.split('\n', 1)[0] ?? '';
}

/** Returns one line for each file and remedy: the first place, the reason, how many more, and the remedy. */
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
  // Not `toLocaleString`, whose first call takes longer than the rest of the banner.
  const digits = String(number).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${digits} ${word}${number === 1 ? '' : 's'}`;
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
