/** The second half of rendering: a slide's tree gets its id and addresses and becomes a `<section>` of HTML. */
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

/** Distinct characters by where they stand. */
export interface CharacterSets {
  readonly text: Set<string>;
  readonly code: Set<string>;
  readonly math: Set<string>;
}

/** What a slide gets from its deck. */
export interface FinishContext {
  readonly id: string;
  /** It is the deck's first slide, whose pictures are fetched at once. */
  readonly first: boolean;
  /** How many columns its dense tables have. */
  readonly dense: ReadonlySet<number>;
  /** Which way the deck goes. */
  readonly direction: Direction;
  readonly resolve: Resolve;
  readonly characters: CharacterSets;
}

/** Writes a slide out. `own` is what it says of the lines that run through the deck. */
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
 * The notes, those of single fragments last, each with its fragment's number in document order. Only now, since code gets
 * its steps when it is highlighted.
 */
function notesOf({ section, notes, fragmentNotes }: DraftSlide): string {
  if (fragmentNotes.length === 0) return notes;
  const fragments = elements(section).filter((element) => classes(element).includes('fragment'));
  const own = fragmentNotes.map(
    ({ fragment, html }) => `<div data-fragment="${fragments.indexOf(fragment)}">${html}</div>`,
  );
  return [notes, ...own].filter((part) => part !== '').join('\n');
}

/** Tells whether a slide's content is the same as another's. */
export function fingerprint(content: string): string {
  return createHash('sha256').update(content).digest('base64url');
}

/** Elements around which browsers or themes write quotation marks, and those marks in the languages that have faces here. */
const QUOTES: ReadonlySet<string> = new Set(['q', 'blockquote']);
const QUOTATION_MARKS = '“”‘’„‚«»‹›';

/** Adds the characters that are shown below an element. */
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
