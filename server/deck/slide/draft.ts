/** The first half of rendering: parses a slide's source into a tree and removes what is private. */

import { applyComments, removeRawComments } from '../features/attributes/comments.ts';
import { maskVariables, variablesOf } from '../features/variables/variables.ts';
import { headingText, visibleText } from '../features/visible-text.ts';
import { removeActive, type Warn } from '../html/sanitize.ts';
import {
  attribute,
  createSection,
  descendants,
  type Element,
  innerHtml,
  isComment,
  outerHtml,
  parseHtml,
} from '../html/tree.ts';
import { type Links, type MarkdownOptions, renderMarkdown } from '../markdown/markdown.ts';
import type { Deck, Slide } from '../model/deck.ts';
import type { Diagnostic, Finding } from '../model/diagnostic.ts';
import type { SlideSwitches } from '../model/settings.ts';
import type { FragmentNotes } from '../privacy/element-notes.ts';
import { isHidden } from '../privacy/private-parts.ts';
import { MISPLACED } from '../source/include-syntax.ts';
import { createFinder, type Place, runsOf } from '../text/finder.ts';
import type { Reading } from '../text/reading.ts';
import { basesIn } from './included-bases.ts';
import { switchesIn } from './slide-switches.ts';
import { type SlideContext, STEPS } from './steps.ts';

/** What the drafts of a deck's slides have in common. */
export interface DraftContext {
  readonly deck: Deck;
  readonly links: Links;
  readonly warnings: Diagnostic[];
  /** Receives the switches of every slide, including hidden ones. */
  readonly switches: SlideSwitches[];
  readonly reading?: Reading | undefined;
}

/** A slide as a tree, before it gets its id and its addresses. */
export interface DraftSlide {
  readonly slide: Slide;
  /** The whole `<section>` element. */
  readonly section: Element;
  readonly ownId: string | undefined;
  readonly heading: string | undefined;
  readonly title: string;
  readonly notes: string;
  readonly fragmentNotes: readonly FragmentNotes[];
  readonly hidden: boolean;
  /** The HTML that the audience will see, before code and math are typeset. */
  readonly content: string;
  /** The included file that an element's addresses are relative to, for elements from another file than the slide's. */
  readonly bases: ReadonlyMap<Element, string>;
  /** Finds the place of some words in the source, for warnings. */
  readonly find: (words: readonly string[]) => Place;
}

/** The longest title made from a slide's text, in characters. */
const TITLE_LENGTH = 60;

/** Renders a slide's source into a tree. Of a hidden slide, nothing is told but what hides it. */
export function draftSlide(slide: Slide, context: DraftContext): DraftSlide {
  const { settings } = context.deck;
  const variables = variablesOf(slide, settings);
  const mask = variables ? maskVariables : (text: string) => text;
  const told: Parameters<Warn>[] = [];
  const warn: Warn = (...warning) => told.push(warning);
  const section = sectionOf(slide, mask(slide.source), context, { warn });
  const spoken = slide.notes === '' ? undefined : notesOf(slide, mask(slide.notes), context);
  const find = createFinder(slide);

  const refuse: Warn = (...warning) => warnOf({ find }, context.warnings, ...warning);
  const switches = [section, ...(spoken ? [spoken] : [])].map((part) => switchesIn(part, refuse));
  for (const { file, line } of runsOf(slide))
    context.switches.push({ file, line, switches: Object.assign({}, ...switches) });
  const bases = basesIn(section);
  warnOfMisplaced(section, refuse);

  const { elementNotes: notes } = takeSteps({
    settings,
    section,
    spoken,
    variables,
    syntax: slide.format === 'html' ? 'html' : settings.markdown === '2013' ? 'markdown-2013' : 'markdown',
    notesHtml: (text) => notesHtml(text, slide, context),
    warn,
    tellHidden: refuse,
    elementNotes: { html: '', ofFragments: [] },
  });
  const hidden = isHidden(section);
  if (!hidden) for (const warning of told) refuse(...warning);

  const heading = headingText(section);
  return {
    slide,
    section,
    heading,
    hidden,
    bases,
    find,
    ownId: attribute(section, 'id') || undefined,
    title: heading ?? shorten(visibleText(section)),
    notes: [spoken ? innerHtml(spoken).trim() : '', notes.html].filter((part) => part !== '').join('\n'),
    fragmentNotes: notes.ofFragments,
    content: outerHtml(section),
  };
}

/** Runs all steps on a slide, and returns it. */
function takeSteps(slide: SlideContext): SlideContext {
  for (const step of STEPS) step(slide);
  return slide;
}

/** Renders notes from a slide's attributes and elements to HTML. */
function notesHtml(text: string, slide: Slide, context: DraftContext): string {
  const part = notesOf({ ...slide, attributes: {} }, text, context);
  applyComments(part, context.deck.settings.markdown);
  removeRawComments(part);
  removeActive(part, () => {});
  return innerHtml(part).trim();
}

function sectionOf(
  { format, attributes, file, line }: Slide,
  source: string,
  { deck, links, reading }: DraftContext,
  own: Pick<MarkdownOptions, 'isNotes' | 'warn'>,
): Element {
  const tell = reading && ((lines: number) => reading(file, line + lines));
  const options = { links, reading: tell, ...own };
  const html = format === 'markdown' ? renderMarkdown(source, deck.settings.markdown, options) : source;
  return createSection(parseHtml(html), attributes);
}

/** Renders notes, which are Markdown in decks of every format. */
function notesOf(slide: Slide, notes: string, context: DraftContext): Element {
  return sectionOf({ ...slide, format: 'markdown' }, notes, context, { isNotes: true });
}

/** Adds a warning, placed where its words are in the slide's source. */
export function warnOf(
  { find }: Pick<DraftSlide, 'find'>,
  warnings: Diagnostic[],
  ...[finding, ...near]: Parameters<Warn>
): void {
  warnings.push({ ...find(near), ...finding });
}

/** Warns of include lines that were not followed because they are inside another block. */
function warnOfMisplaced(section: Element, refuse: (finding: Finding, comment: string) => void): void {
  for (const { data } of descendants(section).filter(isComment)) {
    if (!MISPLACED.test(data)) continue;
    const reason =
      'nothing is included here: an include is a line of its own, not in a list, a quote or HTML';
    const hint = 'Leave a blank line before and after it, and no space in front of it.';
    refuse({ rule: 'doubtful-include', reason, hint }, `<!--${data}-->`);
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > TITLE_LENGTH ? `${line.slice(0, TITLE_LENGTH)}…` : line;
}
