/** The first half of rendering: a slide's source becomes a tree, and what is private leaves it. */
import { animateLists, applyBraces } from './braces.ts';
import { applyComments } from './comments.ts';
import type { Diagnostic } from './error.ts';
import { headingText, nameTasks, unwrapStretched } from './layout.ts';
import { type Links, renderMarkdown } from './markdown.ts';
import { MATH_ATTRIBUTE } from './math-syntax.ts';
import type { Deck, Feature, Slide } from './model.ts';
import { isMedia } from './references.ts';
import { imagesWithoutText, removeActive, renameSections, takeNotes } from './safe.ts';
import {
  applyAttributes,
  attribute,
  createElement,
  type Element,
  elements,
  innerHtml,
  type ParentNode,
  parseHtml,
} from './tree.ts';

/** The parts that only some decks need. */
export interface Typesetters {
  readonly code?: typeof import('./code.ts');
  readonly math?: typeof import('./math.ts');
}

/** What every slide of a deck shares while it is rendered. */
export interface DraftContext {
  readonly deck: Deck;
  readonly links: Links;
  readonly typesetters: Typesetters;
  readonly features: Set<Feature>;
  readonly warnings: Diagnostic[];
}

/** A slide as a tree, not yet with its id or its addresses. */
export interface DraftSlide {
  readonly slide: Slide;
  /** The `<section>`'s attributes on an element without children. */
  readonly section: Element;
  readonly root: ParentNode;
  readonly ownId: string | undefined;
  readonly heading: string | undefined;
  readonly notes: string;
  readonly hidden: boolean;
}

/** Renders a slide's source into a tree. */
export function draftSlide(slide: Slide, context: DraftContext): DraftSlide {
  const { deck, warnings } = context;
  const dialect = deck.settings.markdown;
  const markdown = slide.format === 'markdown';
  const warn = (reason: string, hint: string) =>
    warnings.push({ file: deck.file, line: slide.line, column: 1, reason, hint });
  const root = parseHtml(markdown ? renderMarkdown(slide.source, dialect, context.links) : slide.source);

  const section = createElement('section', slide.attributes);
  applyAttributes(section, applyComments(root, dialect));
  const hidden = attribute(section, 'data-visibility') === 'hidden';
  const treeNotes = [takeNotes(root), takeNotes({ ...section, childNodes: [section] })].filter(
    (part) => part !== '',
  );
  renameSections(root);
  removeActive(root, warn);
  removeActive({ ...section, childNodes: [section] }, warn);
  if (markdown && dialect !== '2013') applyBraces(root);
  if (markdown && deck.settings.animateLists) animateLists(root);
  unwrapStretched(root);
  nameTasks(root);
  if (!hidden) {
    typeset(root, context, warn);
    noteFeatures(section, root, context.features);
    for (const image of imagesWithoutText(root)) {
      warn(
        `the picture ${attribute(image, 'src') ?? attribute(image, 'data-src') ?? ''} has no alternative text`,
        'Write what it shows: `![A graph of boot times](boot.png)`; `alt=""` if it only decorates.',
      );
    }
  }
  return {
    slide,
    section,
    root,
    ownId: attribute(section, 'id') || undefined,
    heading: headingText(root),
    notes: [renderNotes(slide.notes, dialect), ...treeNotes].filter((part) => part !== '').join('\n'),
    hidden,
  };
}

function renderNotes(notes: string, dialect: '2013' | undefined): string {
  if (notes === '') return '';
  const root = parseHtml(renderMarkdown(notes, dialect));
  applyComments(root, dialect);
  removeActive(root, () => {});
  return innerHtml(root).trim();
}

function typeset(
  root: ParentNode,
  { typesetters, features }: DraftContext,
  warn: (reason: string, hint: string) => void,
): void {
  const { code, math } = typesetters;
  for (const element of [...elements(root)]) {
    if (math && attribute(element, MATH_ATTRIBUTE) !== undefined) {
      features.add('math');
      const complaint = math.typesetMath(element);
      if (complaint)
        warn(
          `this formula is not valid TeX: ${complaint}`,
          'KaTeX’s documentation lists what it understands.',
        );
    }
    if (code?.isCodeBlock(element)) {
      features.add('code');
      const { lines, unknownLanguage } = code.highlightCode(element);
      if (lines) features.add('code-lines');
      if (unknownLanguage)
        warn(
          `the code language \`${unknownLanguage}\` is not known`,
          'It is shown without colours; `text` says so on purpose.',
        );
    }
  }
}

function noteFeatures(section: Element, root: ParentNode, features: Set<Feature>): void {
  if (attribute(section, 'data-auto-animate') !== undefined) features.add('auto-animate');
  if (isMedia(section) || [...elements(root)].some(isMedia)) features.add('media');
}
