/** Parses a deck of `<section>` elements, some with Markdown in them, as in hand-written reveal.js decks. */

import {
  attribute,
  classes,
  detachNode,
  type Element,
  elements,
  innerHtml,
  isElement,
  isInside,
  isText,
  parsePage,
  textOf,
} from '../../html/tree.ts';
import type { Slide, Stack } from '../../model/deck.ts';
import { DeckError } from '../../model/diagnostic.ts';
import { patternError } from '../../text/pattern.ts';
import { dedent, normaliseText } from '../../text/text.ts';
import { markdownSlide, type SplitContext, slidesOf, splitMarkdown } from '../slides.ts';
import { splitPattern } from '../split.ts';
import { containHtml } from './contain-html.ts';

interface HtmlContext extends SplitContext {
  readonly firstLine: number;
  readonly read: (path: string) => string | undefined;
}

/** Attributes of `<section data-markdown>` that control how it is parsed and are not copied to the slides. */
const READING = /^data-(?:markdown|separator|vertical|notes|charset|attributes|element-attributes)/;

const SECTION: ReadonlySet<string> = new Set(['section']);

/**
 * Parses an HTML deck into its columns.
 * @throws DeckError if a section's Markdown file cannot be read, or its separator is not a valid regular expression
 */
export function parseHtmlDeck(written: string, context: HtmlContext): Stack[] {
  const html = containHtml(written);
  const all = elements(parsePage(html));
  const slides = all.findIndex((element) => classes(element).includes('slides'));
  const holder = all[slides];
  const inside = holder ? elements(holder) : all;
  // A stray end tag in a section also closes the elements around it; the sections after it are slides all the same.
  const isCut = inside.some(
    ({ tagName, sourceCodeLocation }) => tagName === 'section' && !sourceCodeLocation?.endTag,
  );
  return (isCut ? all.slice(slides + 1) : inside)
    .filter((element) => element.tagName === 'section' && !isInside(element, SECTION))
    .flatMap((section) => stacksOf(section, html, context));
}

function stacksOf(section: Element, html: string, context: HtmlContext): Stack[] {
  if (attribute(section, 'data-markdown') !== undefined) return markdownStacks(section, html, context);
  const inner = section.childNodes.filter(isElement).filter((child) => child.tagName === 'section');
  if (inner.length === 0) return [{ slides: [htmlSlide(section, html, context)], attributes: {} }];
  return [
    { slides: inner.flatMap((child) => slidesIn(child, html, context)), attributes: attributesOf(section) },
  ];
}

/**
 * Returns the slides of a section in a column, including those of nested sections: reveal.js has no third direction.
 */
function slidesIn(section: Element, html: string, context: HtmlContext): Slide[] {
  if (attribute(section, 'data-markdown') !== undefined)
    return markdownStacks(section, html, context).flatMap((stack) => stack.slides);
  const inner = section.childNodes.filter(isElement).filter((child) => child.tagName === 'section');
  if (inner.length === 0) return [htmlSlide(section, html, context)];
  const { id, ...shared } = attributesOf(section);
  // Content beside the nested sections, such as notes, would be on no slide.
  for (const child of inner) detachNode(child);
  const beside = innerHtml(section).trim();
  return inner
    .flatMap((child) => slidesIn(child, html, context))
    .map((slide, i) => {
      const own = { ...(i === 0 && id !== undefined ? { id } : {}), ...shared, ...slide.attributes };
      const attributes =
        shared['data-visibility'] === 'hidden' ? { ...own, 'data-visibility': 'hidden' } : own;
      const isFirst = i === 0 && beside !== '' && slide.format === 'html';
      return { ...slide, attributes, source: isFirst ? `${beside}\n${slide.source}` : slide.source };
    });
}

function htmlSlide(section: Element, html: string, context: HtmlContext): Slide {
  context.reading?.(context.file, lineOf(section, context));
  return {
    format: 'html',
    source: innerHtml(section),
    notes: '',
    file: context.file,
    line: lineOf(section, context),
    written: writtenOf(section, html),
    attributes: attributesOf(section),
  };
}

/** Returns a section's attributes. Curly quotes around a value come from keyboards; HTML makes them part of it. */
function attributesOf(section: Element): Record<string, string> {
  return Object.fromEntries(
    section.attrs.map(({ name, value }) => [name, value.replace(/^[“”„](.*)[“”]$/s, '$1')]),
  );
}

/** Returns the file's text from the start of an element's line to the end of the element. */
function writtenOf({ sourceCodeLocation: place }: Element, html: string): string {
  const from = html.lastIndexOf('\n', (place?.startOffset ?? 0) - 1) + 1;
  return html.slice(from, place?.endOffset);
}

function lineOf(element: Element, context: HtmlContext): number {
  return context.firstLine + (element.sourceCodeLocation?.startLine ?? 1) - 1;
}

/** Returns the columns of one `<section data-markdown>`: usually one, several if its text has separators. */
function markdownStacks(section: Element, html: string, context: HtmlContext): Stack[] {
  const { text, line, file } = markdownOf(section, html, context);
  const pattern = (...names: readonly string[]) => patternOf(section, names, context);
  const separator = pattern('data-separator');
  const vertical = pattern('data-separator-vertical', 'data-vertical');
  const notes = pattern('data-separator-notes', 'data-notes');
  // A site's separators are for Markdown decks; a section splits at its own or at Markdown tokens.
  const { separator: _separator, verticalSeparator: _vertical, ...settings } = context.settings;
  const own = { ...context, file, settings: notes ? { ...settings, notesSeparator: notes } : settings };
  const columns = splitSection(text, line, { own, separator, vertical });
  if (columns.length === 0) columns.push([markdownSlide({ source: '', line }, own)]);
  const { id, ...carried } = Object.fromEntries(
    Object.entries(attributesOf(section)).filter(([name]) => !READING.test(name)),
  );
  const inFile = file === context.file ? html.split('\n') : undefined;
  return columns.map((column, i) => {
    const slides = column.map((slide) => ({ ...slide, ...writtenIn(inFile, slide, context) }));
    // reveal.js repeats a section's attributes on each column that it makes; only the first may have the id.
    const attributes = id !== undefined && i === 0 ? { id, ...carried } : carried;
    return slides.length > 1
      ? { slides, attributes }
      : {
          slides: slides.map((slide) => ({ ...slide, attributes: { ...attributes, ...slide.attributes } })),
          attributes: {},
        };
  });
}

/** Returns the file's lines from a slide's Markdown on, as far as they are known. */
function writtenIn(
  lines: readonly string[] | undefined,
  { line, source }: Slide,
  { firstLine }: HtmlContext,
): Pick<Slide, 'written'> {
  const from = line - firstLine;
  return lines ? { written: lines.slice(from, from + source.split('\n').length).join('\n') } : {};
}

interface SectionSplit {
  readonly own: SplitContext;
  readonly separator: string | undefined;
  readonly vertical: string | undefined;
}

/**
 * Splits at the section's own separators, else at Markdown tokens. In the 2013 dialect a section without separators is
 * one slide.
 */
function splitSection(text: string, line: number, { own, separator, vertical }: SectionSplit): Slide[][] {
  const dialect = own.settings.markdown;
  if (!separator && !vertical) {
    return dialect === '2013'
      ? [[markdownSlide({ source: text, line }, own)]]
      : splitMarkdown(text, line, own);
  }
  const separators = { separator: separator ?? '\\n---\\n', verticalSeparator: vertical };
  const { columns } = splitPattern(text, line, {
    ...separators,
    dialect,
    reading: (at) => own.reading?.(own.file, at),
  });
  return slidesOf(columns, own);
}

/** Returns the regular expression in the first of some attributes that is present and not empty. */
function patternOf(section: Element, names: readonly string[], context: HtmlContext): string | undefined {
  for (const name of names) {
    const pattern = attribute(section, name);
    if (!pattern) continue;
    const place = { file: context.file, line: lineOf(section, context), column: 1 };
    const error = patternError(pattern, name, place);
    if (error) throw error;
    return pattern;
  }
  return undefined;
}

interface Written {
  readonly text: string;
  readonly line: number;
  readonly file: string;
}

function markdownOf(section: Element, html: string, context: HtmlContext): Written {
  const path = attribute(section, 'data-markdown') ?? '';
  if (path !== '') return includedMarkdown(path, section, context);
  const holder =
    elements(section).find((element) => ['script', 'textarea', 'template'].includes(element.tagName)) ??
    section;
  const location = holder.sourceCodeLocation;
  const source = html.slice(location?.startTag?.endOffset ?? 0, location?.endTag?.startOffset);
  // In <textarea> the Markdown is the text with character references decoded; elsewhere it is the HTML source itself.
  const isTextarea = holder.tagName === 'textarea';
  const raw = isTextarea ? holder.childNodes.filter(isText).map(textOf).join('') : source;
  // The parser drops a line end directly after <textarea>.
  const dropped = isTextarea && source.startsWith('\n') ? 1 : 0;
  return {
    text: dedent(raw.replaceAll('__SCRIPT_END__', '</script>')),
    line: context.firstLine + (location?.startTag?.endLine ?? 1) - 1 + dropped,
    file: context.file,
  };
}

function includedMarkdown(path: string, section: Element, context: HtmlContext): Written {
  const text = context.read(path);
  if (text === undefined) {
    throw new DeckError({
      file: context.file,
      line: lineOf(section, context),
      column: 1,
      rule: 'missing-source',
      reason: `the Markdown file \`${path}\` of this section can't be read`,
      hint: 'Its path is relative to the deck, and it must be inside the deck’s folder.',
    });
  }
  return { text: normaliseText(text), line: 1, file: context.file.replace(/[^/\\]*$/, '') + path };
}
