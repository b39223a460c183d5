/** Decks of Pandoc, Quarto and R Markdown (https://pandoc.org/MANUAL.html, https://quarto.org/docs/presentations). */
import type { Converter, ForeignDeck, Remarks, SlideDraft } from '../../model.ts';
import { namesIn, ourClasses } from '../../text/attributes/classes.ts';
import { asFragment, blocksOf, isListItem, withBraces } from '../../text/block-lines.ts';
import { closingOf } from '../../text/brackets.ts';
import { replaceComments } from '../../text/comment-lines.ts';
import { isBlank, type Line, lineEnds, readLines, textOf, written } from '../../text/lines.ts';
import { takeFootnotes, withAddresses, withFootnotes } from '../../text/references.ts';
import { asMapping, asText, asTexts } from '../values.ts';
import { convertCode, hidesCode } from './pandoc-code.ts';
import { convertDivs, type SlideParts } from './pandoc-divs.ts';
import { withFrames } from './pandoc-frames.ts';
import { withFencedDivs, withMarkdownInHtml } from './pandoc-html.ts';
import { convertWords } from './pandoc-inline.ts';
import { withLineBlocks } from './pandoc-line-blocks.ts';
import { type PandocSettings, plain, readSettings } from './pandoc-settings.ts';
import { type PandocSlide, slideLevel, slideWords, splitPandoc, withHashes } from './pandoc-slides.ts';
import { withDefinitions, withPipes } from './pandoc-tables.ts';
import { withoutTexMarks } from './pandoc-tex.ts';

/** Converts a deck of Pandoc, Quarto or R Markdown. */
export const convertPandoc: Converter = (deck, remarks) => {
  const named = withTitleBlock(deck);
  const read = readSettings(named, remarks);
  const included = withIncludes(readLines(named.body, named.bodyLine), named, remarks);
  const whole = withoutTexMarks(withoutComments(included));
  const { rest, notes } = takeFootnotes(withAddresses(whole));
  const lines = withFrames(withFencedDivs(withHashes(rest)));
  const asked = Number(read.options['slide-level'] ?? read.options.slide_level ?? levelOfMake(named));
  const level =
    Number.isInteger(asked) && asked > 0
      ? asked
      : read.isQuarto || named.values.output !== undefined
        ? 2
        : slideLevel(lines);
  const title = titleSlide(named);
  const slides = splitPandoc(lines, level).flatMap((slide) => {
    const noted = { ...slide, lines: withFootnotes(slide.lines, notes) };
    const draft = convertSlide(noted, { read, deck: named, remarks, level });
    // Code that shows nothing makes no slide.
    const isEmpty = draft.body === '' && draft.notes === '' && Object.keys(draft.attributes).length === 0;
    return slide.level === 0 && isEmpty ? [] : [draft];
  });
  return { settings: read.settings, slides: title ? [title, ...slides] : slides, css: '' };
};

/** Returns the level that a Makefile beside the deck gives Pandoc. */
function levelOfMake(deck: ForeignDeck): string | undefined {
  return /--slide-level[= ](\d)/.exec(deck.above('Makefile', 'makefile')?.text ?? '')?.[1];
}

/** Reads Pandoc's title block: up to three lines that begin with `%`. */
function withTitleBlock(deck: ForeignDeck): ForeignDeck {
  const block = /^%[^\n]*(?:\n(?:%|[ \t]+\S)[^\n]*)*/.exec(deck.body)?.[0];
  if (block === undefined) return deck;
  const [title = '', author = '', date = ''] = block
    .split(/\n(?=%)/)
    .map((line) => line.replace(/^%\s*/, '').replace(/\n\s+/g, '; ').trim());
  const values = {
    ...(title && { title }),
    ...(author && { author: author.split(/\s*;\s*/) }),
    ...(date && { date }),
    ...deck.values,
  };
  return {
    ...deck,
    values,
    body: deck.body.slice(block.length),
    bodyLine: deck.bodyLine + lineEnds(block),
  };
}

/** The most that includes may bring, in files. */
const MOST_INCLUDES = 100;

function withIncludes(lines: readonly Line[], deck: ForeignDeck, remarks: Remarks): Line[] {
  let left = MOST_INCLUDES;
  const expand = (own: readonly Line[]): Line[] =>
    own.flatMap((line) => {
      const path = line.isCode
        ? undefined
        : /^\s*\{\{<\s*include\s+["']?([^\s"'>]+)["']?\s*>\}\}\s*$/.exec(line.text)?.[1];
      if (path === undefined) return [line];
      const text = left-- > 0 ? deck.read(path) : undefined;
      if (text === undefined) {
        remarks.lost(line.at, line.text, 'the file is not there, so what is in it is missing.');
        return [];
      }
      return expand(
        readLines(text.replace(/^---\n[\s\S]*?\n---\n/, ''), line.at).map((each) => ({
          ...each,
          at: line.at,
        })),
      );
    });
  return expand(lines);
}

function withoutComments(lines: readonly Line[]): Line[] {
  return replaceComments(lines, () => '');
}

/** Makes the title slide that Pandoc makes of the front matter. */
function titleSlide({ values, lineOf }: ForeignDeck): SlideDraft | undefined {
  const title = asText(values.title) ?? asTexts(values.title).join(' ');
  if (title === '') return undefined;
  const people = asTexts(values.author).join(', ');
  const date = asText(values.date);
  const isDate = date !== undefined && !/^(?:today|now|last-modified)$|`/.test(date);
  const parts = [
    `# ${plain(title)}`,
    plain(asText(values.subtitle)),
    [people, ...asTexts(values.institute)].filter((part) => part !== '').join(', '),
    isDate ? date : undefined,
  ];
  const attributes = Object.entries(asMapping(values['title-slide-attributes'])).map(
    ([key, value]) => [`data-${key.replace(/^data-/, '')}`, String(value)] as const,
  );
  return {
    line: lineOf('title'),
    isBelow: false,
    classes: [],
    attributes: Object.fromEntries(attributes),
    body: parts.filter((part) => part !== undefined && part !== '').join('\n\n'),
    notes: '',
  };
}

interface Context {
  readonly read: PandocSettings;
  readonly deck: ForeignDeck;
  readonly remarks: Remarks;
  /** The level of headings that begin slides. */
  readonly level: number;
}

function convertSlide(slide: PandocSlide, { read, deck, remarks, level }: Context): SlideDraft {
  const own = slideWords(slide.braces);
  const parts: SlideParts = { notes: [], classes: [], attributes: {} };
  const isHidden = asMapping(read.options.execute).echo === false || hidesCode(deck.body);
  const shown = withMarkdownInHtml(takeTexNotes(slide.lines, parts.notes));
  const code = convertCode(shown, { remarks, isHidden, deck });
  const lists = withSteps(code, read.isIncremental, remarks);
  const divs = convertDivs(lists, parts, remarks);
  const words = convertWords(withDefinitions(withPipes(withLineBlocks(divs))), remarks);
  const heading = convertWords(written(slide.at, slide.heading), remarks)[0]?.text ?? '';
  const isFit = own.classes.includes('r-fit-text');
  const mark = slide.level > 2 ? '##' : '#'.repeat(slide.level);
  const isHeaded = heading !== '' && slide.level > 0;
  return {
    line: slide.at,
    isBelow: read.isStacked && slide.level >= level && level > 1 && slide.level > 1,
    ...(own.id !== undefined && { id: own.id }),
    classes: [
      ...ourClasses(
        own.classes.filter((name) => name !== 'r-fit-text' && !namesIn('fragment').includes(name)),
        own.classes.map((name) => `.${name}`).join(' '),
      ),
      ...parts.classes,
    ],
    attributes: { ...own.attributes, ...parts.attributes },
    body: `${isHeaded ? `${mark} ${heading}${isFit ? ' {.r-fit-text}' : ''}\n\n` : ''}${textOf(words)}`,
    notes: parts.notes.join('\n\n'),
  };
}

/** Takes beamer's notes, `\\note{…}`, out of a slide. */
function takeTexNotes(lines: readonly Line[], notes: string[]): Line[] {
  const kept: Line[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    const begin = line.isCode
      ? undefined
      : /^\s*\\note\s*(?:<[^>]*>)?\s*(?:\[[^\]]*\])?\s*\{/.exec(line.text)?.[0];
    if (begin === undefined) {
      kept.push(line);
      continue;
    }
    const text = [line.text.slice(begin.length), ...lines.slice(i + 1).map((each) => each.text)].join('\n');
    // What closes nowhere is private to its end.
    const closing = closingOf(text, 0, '{}');
    const end = closing === -1 ? text.length : closing;
    notes.push(text.slice(0, end).trim());
    i += lineEnds(text.slice(0, end));
    const after = text.slice(end + 1).split('\n')[0] ?? '';
    if (after.trim() !== '') kept.push({ text: after, at: lines[i]?.at ?? line.at, isCode: false });
  }
  return kept;
}

/** Rewrites pauses, and lists in quotes, which come item by item unless all do. */
function withSteps(lines: readonly Line[], isIncremental: boolean, remarks: Remarks): Line[] {
  const quotes = new Map(
    blocksOf(lines)
      .filter((block) => isQuotedList(block))
      .map((block) => [block[0], block]),
  );
  const skipped = new Set<Line>();
  const listed = lines.flatMap((line) => {
    if (skipped.has(line)) return [];
    const block = quotes.get(line);
    if (!block) return [line];
    for (const each of block) skipped.add(each);
    const items = block.map((each) => ({ ...each, text: each.text.replace(/^\s*>\s?/, '') }));
    if (isIncremental) remarks.lost(line.at, line.text, 'all lists come item by item, this one, too.');
    return isIncremental ? items : withBraces(items, '{.fragments}');
  });
  const pauses = listed.flatMap((line, i) => (!line.isCode && /^\s*\. \. \.\s*$/.test(line.text) ? [i] : []));
  if (pauses.length === 0) return listed;
  const first = listed.slice(0, pauses[0]);
  const rest = pauses.map((from, i) => listed.slice(from + 1, pauses[i + 1]));
  // What stands in notes or columns has no steps of its own.
  return [
    ...first,
    ...rest.flatMap((part) => [
      ...written(part[0]?.at ?? 1, ''),
      ...stepped(part),
      ...written(part.at(-1)?.at ?? 1, ''),
    ]),
  ];
}

function isQuotedList(block: readonly Line[]): boolean {
  const [first] = block;
  return (
    first !== undefined &&
    !first.isCode &&
    isListItem({ ...first, text: first.text.replace(/^\s*>\s?/, '') }) &&
    block.every(({ text }) => /^\s*>/.test(text))
  );
}

/** Makes what follows a pause appear with a step; divs, which may hold notes, stay as they are. */
function stepped(lines: readonly Line[]): Line[] {
  const from = lines.findIndex(({ text, isCode }) => !isCode && /^\s*:{3,}/.test(text));
  const shown = from === -1 ? lines : lines.slice(0, from);
  const rest = from === -1 ? [] : lines.slice(from);
  return [...(shown.every(isBlank) ? [] : asFragment(shown)), ...written(shown.at(-1)?.at ?? 1, ''), ...rest];
}
