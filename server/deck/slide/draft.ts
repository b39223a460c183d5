/** The first half of rendering: a slide's source becomes a tree, and what is private leaves it. */
import { animateLists, applyBraces } from '../features/attributes/braces.ts';
import { applyComments, removeRawComments } from '../features/attributes/comments.ts';
import { makeCallouts } from '../features/callouts/callouts.ts';
import { captionPictures } from '../features/captions/captions.ts';
import { markCasts } from '../features/casts/casts.ts';
import { tellUnread } from '../features/code/syntax.ts';
import { markDiagrams } from '../features/diagrams/mermaid-element.ts';
import { adaptFootnotes } from '../features/footnotes/footnotes.ts';
import { layColumns } from '../features/layouts/columns.ts';
import { applySlideBraces, checkLayout, LAYOUT_ATTRIBUTE } from '../features/layouts/layouts.ts';
import { findMath } from '../features/math/html-text.ts';
import { markFilmBehind, markPlayers } from '../features/pictures/players.ts';
import { fillVariables, maskVariables, variablesOf } from '../features/variables/variables.ts';
import { imagesWithoutText, removeActive, renameSections, type Warn } from '../html/sanitize.ts';
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
import { basesIn } from '../include/part.ts';
import { type Links, renderMarkdown } from '../markdown/markdown.ts';
import type { Deck, Slide } from '../model/deck.ts';
import type { Diagnostic, Finding } from '../model/diagnostic.ts';
import { type FragmentNotes, takeNotes } from '../privacy/element-notes.ts';
import { isHidden, removeComments, removeHidden } from '../privacy/private-parts.ts';
import type { DeckSettings } from '../settings/settings.ts';
import { type SlideSwitches, switchesIn } from '../settings/switches.ts';
import { MISPLACED } from '../source/include-syntax.ts';
import { createFinder, type Place, runsOf } from '../text/finder.ts';
import type { Reading } from '../text/reading.ts';
import { headingText, nameTasks, takeHeadingId, unwrapStretched, visibleText } from './text.ts';

/** What every slide of a deck shares while it is rendered. */
export interface DraftContext {
  readonly deck: Deck;
  readonly links: Links;
  readonly warnings: Diagnostic[];
  /** Filled with the switches of every slide, hidden ones too. */
  readonly switches: SlideSwitches[];
  readonly reading?: Reading | undefined;
}

/** A slide as a tree, not yet with its id or its addresses. */
export interface DraftSlide {
  readonly slide: Slide;
  /** The whole `<section>`. */
  readonly section: Element;
  readonly ownId: string | undefined;
  readonly heading: string | undefined;
  readonly title: string;
  readonly notes: string;
  readonly fragmentNotes: readonly FragmentNotes[];
  readonly hidden: boolean;
  /** All that the audience will see of it, before it is typeset. */
  readonly content: string;
  /** The included file that an element's addresses are relative to, where it is not the slide's. */
  readonly bases: ReadonlyMap<Element, string>;
  /** Where words of its source stand, for warnings. */
  readonly find: (words: readonly string[]) => Place;
}

/** Longest title made from a slide's text, in characters. */
const TITLE_LENGTH = 60;

/** Renders a slide's source into a tree. */
export function draftSlide(slide: Slide, context: DraftContext): DraftSlide {
  const { settings } = context.deck;
  const isMarkdown = slide.format === 'markdown';
  const variables = variablesOf(slide, settings);
  const mask = variables ? maskVariables : (text: string) => text;
  const section = sectionOf(slide, mask(slide.source), context);
  const spoken =
    slide.notes === '' ? undefined : sectionOf({ ...slide, format: 'markdown' }, mask(slide.notes), context);

  const find = createFinder(slide);
  const refuse = (finding: Finding, comment: string) => warnOf({ find }, context.warnings, finding, comment);
  const parts = [section, ...(spoken ? [spoken] : [])];
  const switches = parts.map((part) => switchesIn(part, refuse));
  for (const { file, line } of runsOf(slide))
    context.switches.push({ file, line, switches: Object.assign({}, ...switches) });
  const bases = basesIn(section);
  warnOfMisplaced(section, refuse);
  const doubts: Parameters<Warn>[] = [];
  const doubt: Warn = (...told) => doubts.push(told);
  removeComments(section, doubt);
  if (spoken) removeComments(spoken, () => {});
  applyComments(section, settings.markdown);
  // reveal.js finds a slide's attributes in its notes, too.
  if (spoken) applyComments(spoken, settings.markdown, section);
  const isCurrent = isMarkdown && settings.markdown !== '2013';
  if (isCurrent) applySlideBraces(section, doubt);
  const hidden = isHidden(section);
  const warn: Warn = (...warning) => !hidden && warnOf({ find }, context.warnings, ...warning);
  for (const told of doubts) warn(...told);
  if (isCurrent) tellUnread(section, warn);
  if (settings.markdown !== '2013') markDiagrams(section);
  if (isCurrent) markCasts(section, warn);
  if (isCurrent) markPlayers(section);
  if (settings.markdown !== '2013') markFilmBehind(section);
  if (isCurrent) applyBraces(section);
  removeHidden(section, warn);
  // Behind the braces, which are not looked for in values, and before what removes that which would run.
  if (variables) for (const part of parts) fillVariables(part, variables, warn);
  for (const part of parts) removeRawComments(part);
  if (isCurrent) captionPictures(section);
  removeActive(section, warn);
  if (spoken) removeActive(spoken, () => {});
  renameSections(section, warn);
  if (isMarkdown && settings.animateLists) animateLists(section);
  // Braces and `animateLists` may have made fragments, and braces notes.
  const notes = takeNotes(
    section,
    (text) => {
      const part = sectionOf({ ...slide, format: 'markdown', attributes: {} }, text, context);
      applyComments(part, settings.markdown);
      removeRawComments(part);
      removeActive(part, () => {});
      return innerHtml(part).trim();
    },
    warn,
  );
  if (!isMarkdown) findMath(section);
  unwrapStretched(section, warn);
  nameTasks(section);
  adaptFootnotes(section, settings.lang);
  // Behind the heading that footnotes bring.
  if (isCurrent) takeHeadingId(section);
  if (isCurrent) makeCallouts(section, settings.lang, warn);
  checkLayout(section, warn);
  if (knowsColumns(section, settings)) layColumns(section, warn);
  for (const image of imagesWithoutText(section)) warnOfImage(image, warn);

  const heading = headingText(section);
  return {
    slide,
    section,
    ownId: attribute(section, 'id') || undefined,
    heading,
    title: heading ?? shorten(visibleText(section)),
    notes: [spoken ? innerHtml(spoken).trim() : '', notes.html].filter((part) => part !== '').join('\n'),
    fragmentNotes: notes.ofFragments,
    hidden,
    content: outerHtml(section),
    bases,
    find,
  };
}

/**
 * Whether a slide's class `columns` means what it means here: Lectern's themes and braces say so, while elsewhere it may be
 * the deck's own.
 */
function knowsColumns(section: Element, { markdown, theme = 'lectern' }: DeckSettings): boolean {
  if (markdown === '2013') return false;
  return theme.startsWith('lectern') || attribute(section, LAYOUT_ATTRIBUTE) !== undefined;
}

function sectionOf(
  { format, attributes, file, line }: Slide,
  source: string,
  { deck, links, reading }: DraftContext,
): Element {
  const tell = reading && ((lines: number) => reading(file, line + lines));
  const html = format === 'markdown' ? renderMarkdown(source, deck.settings.markdown, links, tell) : source;
  return createSection(parseHtml(html), attributes);
}

/** Adds a warning about something on a slide. */
export function warnOf(
  { find }: Pick<DraftSlide, 'find'>,
  warnings: Diagnostic[],
  ...[finding, ...near]: Parameters<Warn>
): void {
  warnings.push({ ...find(near), ...finding });
}

/** An include line that was not followed, because it stands inside of something else. */
function warnOfMisplaced(section: Element, refuse: (finding: Finding, comment: string) => void): void {
  for (const { data } of descendants(section).filter(isComment)) {
    if (!MISPLACED.test(data)) continue;
    const reason =
      'nothing is included here: an include is a line of its own, not in a list, a quote or HTML';
    const hint = 'Leave a blank line before and after it, and no space in front of it.';
    refuse({ rule: 'doubtful-include', reason, hint }, `<!--${data}-->`);
  }
}

function warnOfImage(image: Element, warn: Warn): void {
  const address = attribute(image, 'src') ?? attribute(image, 'data-src') ?? '';
  warn(
    {
      rule: 'alt-text',
      reason: `the picture ${address} has no alternative text`,
      hint: 'Write what it shows: `![A graph of boot times](boot.png)`; `alt=""` if it only decorates.',
    },
    address,
  );
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > TITLE_LENGTH ? `${line.slice(0, TITLE_LENGTH)}…` : line;
}
