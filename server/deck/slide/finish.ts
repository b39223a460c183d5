/** The second half of rendering: gives a slide's tree its id and addresses, and serializes it to a `<section>`. */
import { createHash } from 'node:crypto';
import { placeFootnotes, stepFootnotes } from '../features/footnotes/footnotes.ts';
import { type OwnLines, takeOwnLines } from '../features/headers-footers/headers-footers.ts';
import { markSlide } from '../features/layouts/marks.ts';
import { FIGURE_ATTRIBUTE, FIGURE_CHARACTERS } from '../features/sealed-figures/sealed-figures.ts';
import { changeAddresses } from '../html/addresses.ts';
import { isolateNumbers } from '../html/bidi-numbers.ts';
import { directionAt } from '../html/element-direction.ts';
import { directNotes } from '../html/notes-direction.ts';
import {
  attribute,
  classes,
  type Element,
  elements,
  isElement,
  isText,
  outerHtml,
  type ParentNode,
  setAttribute,
} from '../html/tree.ts';
import type { Reference, RenderedSlide, Resolve } from '../model/deck.ts';
import type { Direction } from '../model/direction.ts';
import { createFinder } from '../text/finder.ts';
import type { DraftSlide } from './draft.ts';
import { deferIframes, deferImages, holdMedia } from './repairs.ts';

/** Distinct characters, by the kind of text that they are in. */
export interface CharacterSets {
  readonly text: Set<string>;
  readonly code: Set<string>;
  readonly math: Set<string>;
}

/** What a slide needs to know of its deck. */
export interface FinishContext {
  readonly id: string;
  /** Whether it is the deck's first slide, whose images load at once. */
  readonly first: boolean;
  /** The column counts of its dense tables, whose text is set smaller. */
  readonly dense: ReadonlySet<number>;
  /** The deck's text direction. */
  readonly direction: Direction;
  readonly resolve: Resolve;
  readonly characters: CharacterSets;
}

/** Serializes a slide. `own` in the result is what the slide sets of the deck's headers and footers. */
export function finishSlide(
  draft: DraftSlide,
  context: FinishContext,
): RenderedSlide & { readonly own: OwnLines } {
  const { slide, section, title } = draft;
  const { id, first, dense, direction, resolve, characters } = context;
  setAttribute(section, 'id', id);
  placeFootnotes(section, id);
  stepFootnotes(section);
  const find = createFinder(slide);
  for (const element of [section, ...elements(section)]) {
    changeAddresses(element, (url, kind) =>
      resolve({ url, kind, ...baseOf(draft, element), ...find([url, url.replaceAll('&', '&amp;')]) }),
    );
  }
  holdMedia(section, !first);
  if (!first) deferImages(section);
  deferIframes(section);
  isolateNumbers(section, direction);
  markSlide(section, { isFirst: first, dense });
  collectCharacters(section, 'text', characters);
  const own = takeOwnLines(section, directionAt(section, direction));
  return {
    own,
    id,
    title,
    html: outerHtml(section),
    notes: directNotes(notesOf(draft), directionAt(section, direction)),
    file: slide.file,
    line: slide.line,
    fingerprint: fingerprint(draft.content),
  };
}

function baseOf({ bases, slide }: DraftSlide, element: Element): Pick<Reference, 'base'> {
  const base = bases.get(element) ?? slide.base;
  return base === undefined ? {} : { base };
}

/**
 * Returns a slide's notes; those of single fragments come last, each with its fragment's index in document order.
 * Called this late because code gets its steps only when it is highlighted.
 */
function notesOf({ section, notes, fragmentNotes }: DraftSlide): string {
  if (fragmentNotes.length === 0) return notes;
  const fragments = elements(section).filter((element) => classes(element).includes('fragment'));
  const own = fragmentNotes.map(
    ({ fragment, html }) => `<div data-fragment="${fragments.indexOf(fragment)}">${html}</div>`,
  );
  return [notes, ...own].filter((part) => part !== '').join('\n');
}

/** Returns a hash of a slide's content (SHA-256, base64url); slides of equal content have equal fingerprints. */
export function fingerprint(content: string): string {
  return createHash('sha256').update(content).digest('base64url');
}

/**
 * Elements around which browsers or themes put quotation marks. The marks below are those of the languages that the
 * fonts cover.
 */
const QUOTES: ReadonlySet<string> = new Set(['q', 'blockquote']);
const QUOTATION_MARKS = '“”‘’„‚«»‹›';

/** Adds the characters of all text below a node to the set of its kind. */
export function collectCharacters(
  parent: ParentNode,
  kind: keyof CharacterSets,
  characters: CharacterSets,
): void {
  for (const node of parent.childNodes) {
    if (isText(node)) for (const character of node.value) characters[kind].add(character);
    if (!isElement(node)) continue;
    const isCode = ['pre', 'code', 'kbd', 'samp', 'tt'].includes(node.tagName);
    const isMath = classes(node).includes('katex');
    const isFigure = attribute(node, FIGURE_ATTRIBUTE) !== undefined;
    if (QUOTES.has(node.tagName)) for (const character of QUOTATION_MARKS) characters[kind].add(character);
    if (isFigure) for (const character of FIGURE_CHARACTERS) characters[kind].add(character);
    collectCharacters(node, isMath ? 'math' : isCode ? 'code' : kind, characters);
  }
}
