/** Terminal recordings on slides: `![What it shows](build.cast){speed=8 idle=1}`. */

import type { Warn } from '../../html/sanitize.ts';
import {
  append,
  attribute,
  createElement,
  createText,
  type Element,
  elements,
  fillWith,
  isText,
  removeAttribute,
  replaceNode,
  setAttribute,
} from '../../html/tree.ts';
import type { Remember } from '../../model/drawing.ts';
import type { Feature } from '../../model/features.ts';
import { durationOf, readCast } from './asciicast.ts';

/** The custom element that the page's script turns into a player. */
export const CAST = 'lectern-cast';

/** An address of a recording, by its extension. */
const ADDRESS = /\.cast(?:[?#]|$)/i;

/** The speed that `turbo` stands for, as a factor: a long compilation plays in a few seconds. */
const TURBO = 8;

const SWITCHES: ReadonlySet<string> = new Set(['loop', 'autoplay']);
const NUMBERS: ReadonlySet<string> = new Set(['speed', 'idle', 'start', 'poster']);

const OPTIONS_HINT =
  'A recording takes `speed`, `turbo`, `idle`, `start`, `poster` (in seconds), `loop` and `autoplay`.';

/** Replaces pictures whose address is a recording's by recordings, with the options in their braces or title. */
export function markCasts(section: Element, warn: Warn): void {
  for (const image of elements(section)) {
    if (image.tagName !== 'img' || !ADDRESS.test(attribute(image, 'src') ?? '')) continue;
    const cast = createElement(CAST, { src: attribute(image, 'src') ?? '' });
    setAttribute(cast, 'aria-label', attribute(image, 'alt') || (attribute(image, 'src') ?? ''));
    const names = attribute(image, 'class');
    if (names !== undefined) setAttribute(cast, 'class', names);
    for (const word of `${attribute(image, 'title') ?? ''} ${takeBraces(image)}`.split(/\s+/)) {
      if (word !== '' && !applyOption(cast, word)) {
        const reason = `\`${word}\` is not an option of a recording`;
        warn({ rule: 'cast', reason, hint: OPTIONS_HINT }, word);
      }
    }
    const paragraph = image.parentNode;
    const isAlone =
      paragraph?.nodeName === 'p' &&
      paragraph.childNodes.every((node) => node === image || (isText(node) && node.value.trim() === ''));
    // A paragraph may not contain a block, so a recording that is alone in one replaces it.
    replaceNode(isAlone ? (paragraph as Element) : image, [cast]);
  }
}

/** Removes the braces that directly follow an element and returns the words in them. */
function takeBraces(element: Element): string {
  const siblings = element.parentNode?.childNodes ?? [];
  const next = siblings[siblings.indexOf(element) + 1];
  const match = next && isText(next) ? /^\{([^{}]*)\}/.exec(next.value) : null;
  if (!next || !isText(next) || !match) return '';
  next.value = next.value.slice(match[0].length);
  return match[1] ?? '';
}

function applyOption(cast: Element, word: string): boolean {
  const [name = '', written] = word.split('=');
  if (written === undefined && /^\.[\w-]+$/.test(word)) {
    setAttribute(cast, 'class', [attribute(cast, 'class'), word.slice(1)].filter(Boolean).join(' '));
  } else if (written === undefined && /^#[\w-]+$/.test(word)) {
    setAttribute(cast, 'id', word.slice(1));
  } else if (written === undefined && SWITCHES.has(name)) {
    setAttribute(cast, name, '');
  } else if (word === 'turbo' || word === 'speed=turbo') {
    setAttribute(cast, 'speed', String(TURBO));
  } else if (NUMBERS.has(name) && Number(written) >= (name === 'speed' ? 0.1 : 0)) {
    setAttribute(cast, name, String(Number(written)));
  } else {
    return false;
  }
  return true;
}

/** What `fillCasts` needs. */
export interface CastContext {
  /** Returns the text of a file by its path from the deck's folder; undefined if there is none. */
  readonly read: (path: string) => string | undefined;
  readonly remember: Remember;
  readonly warn: Warn;
  /** Collects every character that a recording may show, for subsetting fonts. */
  readonly characters: Set<string>;
  readonly features: Set<Feature>;
}

/** Adds size, duration and snapshots (shown without a player) to the recordings of a slide. */
export async function fillCasts(section: Element, context: CastContext): Promise<void> {
  const casts = elements(section).filter(({ tagName }) => tagName === CAST);
  for (const cast of casts) await fillCast(cast, context);
  if (casts.some((cast) => attribute(cast, 'cols') !== undefined)) context.features.add('cast');
}

/** Returns the path of the file that an address in a deck's folder refers to. */
export function castPath(url: string): string {
  try {
    return decodeURIComponent(url.replace(/[?#].*$/s, ''));
  } catch {
    return url;
  }
}

/** Returns whether an address is a recording's, so that its file is read when the slide is rendered. */
export function isCastAddress(url: string): boolean {
  return ADDRESS.test(url);
}

async function fillCast(cast: Element, { read, remember, warn, characters }: CastContext): Promise<void> {
  const src = attribute(cast, 'src') ?? '';
  const text = read(castPath(src));
  const label = attribute(cast, 'aria-label') ?? '';
  if (text === undefined) {
    // A missing file is reported where addresses are resolved.
    append(cast, [createText(label)]);
    removeAttribute(cast, 'aria-label');
    return;
  }
  const recording = readCast(text);
  if ('reason' in recording) {
    const reason = `the recording ${src} cannot be shown: on its line ${recording.line}, ${recording.reason}`;
    warn({ rule: 'cast', reason, hint: 'Record it again with asciinema, or cut it.' }, src);
    const words = createElement(cast.parentNode?.nodeName === 'p' ? 'span' : 'p');
    append(words, [createText(label)]);
    replaceNode(cast, [words]);
    return;
  }
  const { cols, rows, events } = recording;
  const shown = events.find(([, code, data]) => code === 'o' && /\S/.test(data))?.[0] ?? 0;
  const at = Number(removeAttribute(cast, 'poster') ?? attribute(cast, 'start') ?? shown);
  const frames = await remember(`cast ${at} ${text}`, async () =>
    (await import('./terminal-snapshot.ts')).takeSnapshots(recording, at),
  );
  const idle = Number(attribute(cast, 'idle') ?? recording.idle ?? Number.POSITIVE_INFINITY);
  for (const [, , data] of events)
    for (const character of data) if (character >= ' ') characters.add(character);
  setAttribute(cast, 'role', 'group');
  setAttribute(cast, 'cols', String(cols));
  setAttribute(cast, 'rows', String(rows));
  setAttribute(cast, 'duration', durationOf(recording, idle).toFixed(1));
  setAttribute(cast, 'style', `--cols:${cols};--rows:${rows}`);
  fillWith(
    cast,
    `<span class="cast-screen" aria-hidden="true"><samp>${frames.poster}</samp></span><samp class="cast-last">${frames.last}</samp>`,
  );
}
