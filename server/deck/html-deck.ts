/** Parses a deck written as a run of `<section>`s, with Markdown in some of them, as reveal.js decks are by hand. */
import { parse } from 'parse5';
import { DeckError } from './error.ts';
import { markdownSlide, type SplitContext, splitMarkdown } from './markdown-slides.ts';
import type { Slide, Stack } from './model.ts';
import { splitPattern } from './split.ts';
import { attribute, classes, type Element, elements, innerHtml, isElement, isText, textOf } from './tree.ts';

interface HtmlContext extends SplitContext {
  readonly firstLine: number;
  readonly read: (path: string) => string | undefined;
}

/** Attributes of `<section data-markdown>` that say how to read it and are not carried over. */
const READING = /^data-(?:markdown|separator|vertical|notes|charset|attributes|element-attributes)/;

/** @throws DeckError where there is no `<section>`, or one's Markdown file can't be read. */
export function parseHtmlDeck(html: string, context: HtmlContext): Stack[] {
  const document = parse(html, { sourceCodeLocationInfo: true });
  const all = [...elements(document)];
  const slides = all.find((element) => classes(element).includes('slides'));
  const top = (slides ? [...elements(slides)] : all).filter(
    (element) => element.tagName === 'section' && !hasSectionAbove(element),
  );
  if (top.length === 0) {
    throw new DeckError({
      file: context.file,
      line: context.firstLine,
      column: 1,
      reason: 'there is no <section> in this deck',
      hint: 'Each slide of an HTML deck is a <section>; a deck in Markdown is named deck.md.',
    });
  }
  return top.flatMap((section) => stacksOf(section, html, context));
}

function hasSectionAbove(element: Element): boolean {
  let above = element.parentNode;
  while (above && 'parentNode' in above) {
    if (above.tagName === 'section') return true;
    above = above.parentNode;
  }
  return false;
}

function stacksOf(section: Element, html: string, context: HtmlContext): Stack[] {
  if (attribute(section, 'data-markdown') !== undefined) {
    return markdownColumns(section, html, context).map((slides) => ({ slides, attributes: {} }));
  }
  const inner = section.childNodes.filter(isElement).filter((child) => child.tagName === 'section');
  if (inner.length === 0) return [{ slides: [htmlSlide(section, context)], attributes: {} }];
  const slides = inner.flatMap((child) =>
    attribute(child, 'data-markdown') === undefined
      ? [htmlSlide(child, context)]
      : markdownColumns(child, html, context).flat(),
  );
  return [{ slides, attributes: attributesOf(section) }];
}

function htmlSlide(section: Element, context: HtmlContext): Slide {
  return {
    format: 'html',
    source: innerHtml(section),
    notes: '',
    line: lineOf(section, context),
    attributes: attributesOf(section),
  };
}

function attributesOf(section: Element): Record<string, string> {
  return Object.fromEntries(section.attrs.map(({ name, value }) => [name, value]));
}

function lineOf(element: Element, context: HtmlContext): number {
  return context.firstLine + (element.sourceCodeLocation?.startLine ?? 1) - 1;
}

/** The slides of one `<section data-markdown>`: usually one, more where its text has separators. */
function markdownColumns(section: Element, html: string, context: HtmlContext): Slide[][] {
  const { text, line } = markdownOf(section, html, context);
  const separator = attribute(section, 'data-separator');
  const vertical = attribute(section, 'data-separator-vertical') ?? attribute(section, 'data-vertical');
  const notes = attribute(section, 'data-separator-notes') ?? attribute(section, 'data-notes');
  const settings = notes ? { ...context.settings, notesSeparator: notes } : context.settings;
  const own = { ...context, settings };
  const carried = Object.fromEntries(
    Object.entries(attributesOf(section)).filter(([name]) => !READING.test(name)),
  );
  const withAttributes = (slide: Slide): Slide => ({ ...slide, attributes: carried });
  if (separator !== undefined || vertical !== undefined) {
    const pattern = { separator: separator ?? '\\n---\\n', verticalSeparator: vertical };
    const { columns } = splitPattern(text, line, pattern);
    return columns.map((pieces) => pieces.map((piece) => markdownSlide(piece, own, carried)));
  }
  if (text.trim() === '') return [[markdownSlide({ source: '', line }, own, carried)]];
  const unsplit = { ...own, settings: withoutSeparators(settings) };
  return splitMarkdown(text, line, unsplit).map((slides) => slides.map(withAttributes));
}

/** A site's separators are for Markdown decks; a section splits by its own attributes or by Markdown's tokens. */
function withoutSeparators(settings: SplitContext['settings']): SplitContext['settings'] {
  const { separator: _separator, verticalSeparator: _vertical, ...rest } = settings;
  return rest;
}

function markdownOf(section: Element, html: string, context: HtmlContext): { text: string; line: number } {
  const path = attribute(section, 'data-markdown') ?? '';
  if (path !== '') {
    const text = context.read(path);
    if (text !== undefined) return { text: text.replace(/\r\n?/g, '\n'), line: 1 };
    throw new DeckError({
      file: context.file,
      line: lineOf(section, context),
      column: 1,
      reason: `the Markdown file \`${path}\` of this section can't be read`,
      hint: 'Its path is relative to the deck, and it must be inside the deck’s folder.',
    });
  }
  const holder =
    [...elements(section)].find((element) => ['script', 'textarea', 'template'].includes(element.tagName)) ??
    section;
  const location = holder.sourceCodeLocation;
  const start = location?.startTag?.endOffset;
  const end = location?.endTag?.startOffset;
  // Inside <script> and <textarea> the text is what was written; elsewhere the source itself is the Markdown.
  const raw =
    holder.tagName === 'section' || holder.tagName === 'template'
      ? html.slice(start ?? 0, end ?? undefined)
      : holder.childNodes.filter(isText).map(textOf).join('');
  const line = context.firstLine + (location?.startTag?.endLine ?? 1) - 1;
  return { text: dedent(raw.replaceAll('__SCRIPT_END__', '</script>')), line };
}

/** Takes off each line the indentation of the first line that has text, as reveal.js does. */
export function dedent(text: string): string {
  const indent = /^(?:[ \t]*\n)*([ \t]+)\S/.exec(text)?.[1];
  if (!indent) return text;
  const tabs = /^\t/.test(indent);
  const strip = tabs
    ? new RegExp(`^\\t{1,${indent.length}}`, 'gm')
    : new RegExp(`^ {1,${indent.length}}`, 'gm');
  return text.replace(strip, '');
}
