/** Headers and footers: lines on every slide of a deck, which may contain slide numbers and sections. */

import { changeAddresses } from '../../html/addresses.ts';
import { isolateNumbers } from '../../html/bidi-numbers.ts';
import { escapeHtml, openTag } from '../../html/escape.ts';
import { removeActive } from '../../html/sanitize.ts';
import {
  attribute,
  createSection,
  type Element,
  elements,
  innerHtml,
  isElement,
  parseHtml,
  removeAttribute,
  replaceNode,
} from '../../html/tree.ts';
import type { Reference, RenderedSlide } from '../../model/deck.ts';
import { type Direction, directionOfDeck } from '../../model/direction.ts';
import type { DeckSettings, RunningTexts } from '../../model/settings.ts';
import { takeNotes } from '../../privacy/element-notes.ts';
import { removeComments, removeHidden } from '../../privacy/private-parts.ts';
import { applyBraces } from '../attributes/attributes.ts';
import { applyComments, removeRawComments } from '../attributes/comments.ts';
import type { PLACEHOLDERS } from './placeholders.ts';
import { sectionBar } from './section-bar.ts';

const PLACES = ['header', 'footer'] as const;

/** The header and footer that a slide itself specifies (a text, `on` or `off`), and what affects them. */
export interface OwnLines {
  readonly header?: string;
  readonly footer?: string;
  readonly kind?: string;
  readonly counts: boolean;
  /** The slide's text direction. */
  readonly direction: Direction;
}

/** Kinds of slides that have no lines unless they ask for them. */
const BARE: ReadonlySet<string | undefined> = new Set(['title', 'picture', 'image-caption', 'end']);

/** Removes `data-header` and `data-footer` from a slide and returns them with its kind. */
export function takeOwnLines(section: Element, direction: Direction): OwnLines {
  const [header, footer] = PLACES.map((place) => removeAttribute(section, `data-${place}`));
  const kind = attribute(section, 'data-kind');
  return {
    ...(header === undefined ? {} : { header }),
    ...(footer === undefined ? {} : { footer }),
    ...(kind === undefined ? {} : { kind }),
    counts: attribute(section, 'data-visibility') !== 'uncounted',
    direction,
  };
}

/** A slide and its own settings of headers and footers. */
export interface LinedSlide {
  readonly slide: RenderedSlide;
  readonly own: OwnLines;
}

/** What headers and footers need of their deck. */
export interface RunningContext {
  readonly settings: DeckSettings;
  /** Resolves an address. `written` is where a line for all slides was written; undefined for a slide's own line. */
  readonly resolve: (url: string, kind: Reference['kind'], written: RunningTexts | undefined) => string;
  /** Renders Markdown to HTML. */
  readonly renderMarkdown: (text: string, dialect: '2013' | undefined) => string;
}

/** Returns the lines of each slide as HTML, in the order of the slides; empty for a slide without any. */
export function runningLines(slides: readonly LinedSlide[], context: RunningContext): string[] {
  const { settings } = context;
  const isAnyWanted = slides.some(({ own }) =>
    PLACES.some((place) => (own[place] ?? settings[place]) !== undefined),
  );
  if (!isAnyWanted) return slides.map(() => '');
  const known = new Map<string, string>();
  const toHtml = (text: string, written: RunningTexts | undefined): string => {
    const key = JSON.stringify([text, written?.from]);
    const html = known.get(key) ?? lineHtml(text, written, context);
    known.set(key, html);
    return html;
  };
  const direction = directionOfDeck(settings);
  const total = slides.filter(({ own }) => own.counts).length;
  const sections = slides.filter(({ own }) => own.kind === 'section').map(({ slide }) => slide.title);
  let number = 0;
  let current = -1;
  return slides.map(({ own }) => {
    // As reveal.js counts: an uncounted slide has the number of the slide before it.
    if (own.counts) number += 1;
    if (own.kind === 'section') current += 1;
    const lines = PLACES.map((place) => ({ place, ...wanted(own, settings, place) }));
    if (lines.every(({ texts }) => texts.length === 0)) return '';
    const bar = { sections, current, open: settings.audience !== 'shown-only' };
    const values: Record<(typeof PLACEHOLDERS)[number], string> = {
      n: `${number}`,
      N: `${total}`,
      section: escapeHtml(sections[current] ?? ''),
      sections: sectionBar(bar),
    };
    const fill = (html: string) =>
      html.replace(/\{(n|N|section|sections)\}/g, (_, name: keyof typeof values) => values[name]);
    return lines
      .map(({ place, texts, written }) => {
        const parts = texts.map((text) => inOrder(fill(toHtml(text, written)), direction));
        if (parts.every((part) => part === '')) return '';
        // Lines keep the deck's direction, so that their position is the same on every slide.
        const dir = own.direction === direction ? {} : { dir: direction };
        return `${openTag('div', { class: `slide-${place}`, ...dir })}${parts.map((part) => `<div>${part}</div>`).join('')}</div>`;
      })
      .join('');
  });
}

interface Wanted {
  readonly texts: readonly string[];
  readonly written?: RunningTexts | undefined;
}

function wanted(own: OwnLines, settings: DeckSettings, place: (typeof PLACES)[number]): Wanted {
  const written = settings[place];
  const common = { texts: written?.texts ?? [], written };
  const none = { texts: [] };
  const wish = own[place];
  if (wish === undefined) return BARE.has(own.kind) ? none : common;
  if (wish === 'on') return common;
  return wish === 'off' || wish === '' ? none : { texts: [wish] };
}

/** Isolates numbers in a line so that they keep their order: `3 / 9`, not `9 / 3`. */
function inOrder(html: string, direction: Direction): string {
  if (direction === 'ltr' && !html.includes('dir=')) return html;
  const line = parseHtml(html);
  isolateNumbers(line, direction);
  return innerHtml(line);
}

/** Renders a line's Markdown to HTML without the paragraph around it. */
function lineHtml(
  text: string,
  written: RunningTexts | undefined,
  { settings, resolve, renderMarkdown }: RunningContext,
): string {
  const line = createSection(parseHtml(renderMarkdown(text, settings.markdown)), {});
  removeComments(line, () => {});
  removeHidden(line, () => {});
  applyComments(line, settings.markdown);
  if (settings.markdown !== '2013') applyBraces(line);
  removeRawComments(line);
  removeActive(line, () => {});
  // Private content is reported with slides; for a line it is removed without a warning.
  takeNotes(line, () => '');
  for (const element of elements(line)) changeAddresses(element, (url, kind) => resolve(url, kind, written));
  for (const child of line.childNodes.filter(isElement)) {
    if (child.tagName === 'p') replaceNode(child, [...child.childNodes]);
  }
  return innerHtml(line).trim();
}
