/** The ordered list of steps that transform a slide's tree. Where the order matters, a comment says why. */
import { animateLists, applyBraces } from '../features/attributes/attributes.ts';
import { applyComments, removeRawComments } from '../features/attributes/comments.ts';
import { makeCallouts } from '../features/callouts/callouts.ts';
import { captionPictures } from '../features/captions/captions.ts';
import { markCasts } from '../features/casts/casts.ts';
import { tellUnread } from '../features/code/syntax.ts';
import { markDiagrams } from '../features/diagrams/mermaid-element.ts';
import { adaptFootnotes } from '../features/footnotes/footnotes.ts';
import { arrange } from '../features/layouts/arrange.ts';
import { layColumns } from '../features/layouts/columns.ts';
import { applySlideBraces, checkLayout, LAYOUT_ATTRIBUTE } from '../features/layouts/layouts.ts';
import { findMath } from '../features/math/html-text.ts';
import { markFilmBehind, markPlayers } from '../features/pictures/players.ts';
import { markCodes } from '../features/qr-codes/qr-codes.ts';
import { fillVariables } from '../features/variables/variables.ts';
import { followLanguages } from '../html/element-direction.ts';
import { joinLines } from '../html/join-lines.ts';
import { removeActive, renameSections, tellImagesWithoutText, type Warn } from '../html/sanitize.ts';
import { attribute, type Element } from '../html/tree.ts';
import { directionOfDeck } from '../model/direction.ts';
import { isOwnTheme } from '../model/own-themes.ts';
import type { DeckSettings, Variables } from '../model/settings.ts';
import { type ElementNotes, takeNotes } from '../privacy/element-notes.ts';
import { hideMeant, removeComments, removeHidden } from '../privacy/private-parts.ts';
import { nameTasks, takeHeadingId, unwrapStretched } from './repairs.ts';

/** A slide while the steps run. */
export interface SlideContext {
  readonly settings: DeckSettings;
  /** The syntax of its source: current Markdown, the 2013 dialect, or HTML. */
  readonly syntax: 'markdown' | 'markdown-2013' | 'html';
  /** The whole `<section>` element. */
  readonly section: Element;
  /** Its rendered notes; undefined if the source has none. */
  readonly spoken: Element | undefined;
  readonly variables: Variables | undefined;
  /** Renders the Markdown of notes in attributes and elements to HTML. */
  readonly notesHtml: (text: string) => string;
  /** Tells of what is shown: forgotten where the slide is hidden. */
  readonly warn: Warn;
  /** Tells that the slide is hidden. */
  readonly tellHidden: Warn;
  /** Set by the step that removes notes from the slide. */
  elementNotes: ElementNotes;
}

type SlideStep = (slide: SlideContext) => void;

/** All steps, in order. */
export const STEPS: readonly SlideStep[] = [
  // First, so that no step reads private content.
  ({ section, warn }) => removeComments(section, warn),
  ofNotes((spoken) => removeComments(spoken, silent)),
  ({ section, settings }) => applyComments(section, settings.markdown),
  // As in reveal.js, comments in the notes may set attributes of the slide.
  ofNotes((spoken, { section, settings }) => applyComments(spoken, settings.markdown, section)),
  inMarkdown(({ section, warn }) => applySlideBraces(section, warn)),

  // Placeholders are marked before braces look for the elements that they apply to.
  inMarkdown(({ section, warn }) => tellUnread(section, warn)),
  notIn2013(({ section }) => markDiagrams(section)),
  inMarkdown(({ section, warn }) => markCasts(section, warn)),
  notIn2013(({ section, warn }) => markCodes(section, warn)),
  inMarkdown(({ section }) => markPlayers(section)),
  notIn2013(({ section }) => markFilmBehind(section)),
  inMarkdown(({ section }) => applyBraces(section)),
  // Braces may have hidden the slide, or an element.
  ({ section, tellHidden }) => hideMeant(section, tellHidden),
  ({ section, warn }) => removeHidden(section, warn),
  // After braces, which must not be looked for in values, and before active content is removed.
  ({ section, variables, warn }) => variables && fillVariables(section, variables, warn),
  ofNotes((spoken, { variables, warn }) => variables && fillVariables(spoken, variables, warn)),

  ({ section }) => removeRawComments(section),
  ofNotes((spoken) => removeRawComments(spoken)),
  inMarkdown(({ section }) => captionPictures(section)),
  ({ section, warn }) => removeActive(section, warn),
  ofNotes((spoken) => removeActive(spoken, silent)),
  ({ section, warn }) => renameSections(section, warn),
  ({ section, settings, syntax }) => syntax !== 'html' && settings.animateLists && animateLists(section),
  // Braces and `animateLists` may have made fragments, and braces notes.
  (slide) => {
    slide.elementNotes = takeNotes(slide.section, slide.notesHtml, slide.warn);
  },

  ({ section, syntax }) => syntax === 'html' && findMath(section),
  ({ section, warn }) => unwrapStretched(section, warn),
  ({ section }) => nameTasks(section),
  ({ section, settings, syntax }) => syntax !== 'html' && followLanguages(section, directionOfDeck(settings)),
  (slide) => adaptFootnotes(slide.section, languageOf(slide)),
  // After footnotes, which add a heading.
  inMarkdown(({ section }) => takeHeadingId(section)),
  inMarkdown((slide) => makeCallouts(slide.section, languageOf(slide), slide.warn)),
  // After callouts and braces, which depend on line ends.
  inMarkdown(({ section }) => joinLines(section)),
  inMarkdown(({ spoken }) => spoken && joinLines(spoken)),
  ({ section, warn }) => checkLayout(section, warn),
  (slide) => knowsColumns(slide) && layColumns(slide.section, slide.warn),
  (slide) => slide.settings.markdown !== '2013' && arrange(slide.section, isOwnTheme(slide.settings.theme)),
  ({ section, warn }) => tellImagesWithoutText(section, warn),
];

const silent: Warn = () => {};

function inMarkdown(step: SlideStep): SlideStep {
  return (slide) => slide.syntax === 'markdown' && step(slide);
}

function notIn2013(step: SlideStep): SlideStep {
  return (slide) => slide.settings.markdown !== '2013' && step(slide);
}

function ofNotes(step: (spoken: Element, slide: SlideContext) => void): SlideStep {
  return (slide) => slide.spoken && step(slide.spoken, slide);
}

function languageOf({ section, settings }: SlideContext): string {
  return attribute(section, 'lang') ?? settings.lang;
}

/**
 * Returns whether the class `columns` on a slide is Lectern's: that is so in Lectern's themes and where braces set it;
 * elsewhere it may be the deck's own.
 */
function knowsColumns({ section, settings: { markdown, theme } }: SlideContext): boolean {
  if (markdown === '2013') return false;
  return isOwnTheme(theme) || attribute(section, LAYOUT_ATTRIBUTE) !== undefined;
}
