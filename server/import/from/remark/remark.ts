/** Decks of remark (https://github.com/gnab/remark) and of xaringan, which is R's. */
import type { Converter, ForeignDeck, Remarks, SlideDraft } from '../../model.ts';
import { asFragment } from '../../text/block-lines.ts';
import { tellIcons } from '../../text/icons.ts';
import { isBlank, type Line, mapFences, mapWords, readLines, textOf, written } from '../../text/lines.ts';
import { beginOf, splitAt } from '../../text/split-rules.ts';
import { convertCode, hidesCode } from '../pandoc/pandoc-code.ts';
import { plain } from '../pandoc/pandoc-settings.ts';
import { addressIn, asMapping, asSpeakers, asText, asTexts, sizeOf } from '../values.ts';
import { convertBoxes } from './remark-boxes.ts';

/** Classes of remark, and ours. */
const CLASSES: Readonly<Record<string, string>> = {
  inverse: 'dark',
  middle: 'middle',
  'title-slide': 'title',
};

/** Where words stand. Here they begin on the left, and such classes are about pictures. */
const SIDES = /^(?:left|right|top|bottom)$/;

/** A slide's settings, which stand on its first lines. */
type Properties = Readonly<Record<string, string>>;

/** What later slides take from an earlier one. */
interface Template {
  readonly lines: readonly Line[];
  readonly properties: Properties;
}

/** Converts a deck of remark. */
export const convertRemark: Converter = (deck, remarks) => {
  const lines = readLines(dedented(deck.body), deck.bodyLine);
  const parts = splitAt(lines, ({ text }) => /^---\s*$/.test(text));
  const templates = new Map<string, Template>();
  let layout: Template | undefined;
  const slides = parts.flatMap((part) => {
    const own = readProperties(part);
    if (own.properties.layout === 'false') layout = undefined;
    const base = own.properties.template === undefined ? layout : templates.get(own.properties.template);
    const filled = fill(base, own.lines);
    const properties = { ...(base && without(base.properties, 'name')), ...own.properties };
    if (own.properties.name !== undefined)
      templates.set(own.properties.name, { lines: filled, properties: without(own.properties, 'name') });
    if (own.properties.layout === 'true')
      layout = { lines: own.lines, properties: without(own.properties, 'layout') };
    if (own.properties.layout === 'true' || own.properties.exclude === 'true') return [];
    return [convertSlide(filled, properties, { deck, remarks, line: beginOf(part, deck.bodyLine) })];
  });
  const title = titleSlide(deck);
  const xaringan = asMapping(asMapping(deck.values.output)['xaringan::moon_reader']);
  const sheets = asTexts(xaringan.css).filter((path) => /\.css$/.test(path));
  return {
    settings: {
      css: sheets.length > 0 ? sheets : undefined,
      title: plain(asText(deck.values.title)),
      speakers: speakersOf(deck),
      lang: asText(deck.values.lang),
      revealOptions: sizeOf(asMapping(xaringan.nature).ratio ?? deck.values.ratio),
    },
    slides: title ? [title, ...slides.filter((slide, i) => i > 0 || slide.body !== '')] : slides,
    css: '',
  };
};

/** Takes away the blanks with which all lines begin, as in a page's `<textarea>`. */
function dedented(text: string): string {
  const margins = text.split('\n').flatMap((line) => (/\S/.test(line) ? [line.search(/\S/)] : []));
  const margin = margins.reduce((least, each) => Math.min(least, each), margins[0] ?? 0);
  return margin === 0 ? text : text.replace(new RegExp(`^[ \\t]{${margin}}`, 'gm'), '');
}

function speakersOf({ values }: ForeignDeck): string | readonly string[] | undefined {
  return asSpeakers(asTexts(values.author).map((name) => plain(name) ?? ''));
}

/** xaringan makes a title slide of the front matter. */
function titleSlide(deck: ForeignDeck): SlideDraft | undefined {
  const { values, lineOf } = deck;
  const title = plain(asText(values.title));
  if (title === undefined || values.output === undefined) return undefined;
  const parts = [`# ${title}`, plain(asText(values.subtitle)), [speakersOf(deck) ?? []].flat().join(', ')];
  return {
    line: lineOf('title'),
    isBelow: false,
    classes: [],
    attributes: {},
    body: parts.filter(Boolean).join('\n\n'),
    notes: '',
  };
}

function without(properties: Properties, name: string): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => key !== name));
}

/** A comment, in HTML or as remark has them. */
const COMMENT = /^\s*\[\/\/\]:|^<!--.*-->\s*$/;

function readProperties(lines: readonly Line[]): {
  readonly properties: Properties;
  readonly lines: readonly Line[];
} {
  const properties: Record<string, string> = {};
  let i = lines.findIndex(({ text }) => text.trim() !== '' && !COMMENT.test(text));
  for (; i !== -1 && i < lines.length; i++) {
    const line = lines[i];
    const [, key, value = ''] = (line && !line.isCode && /^([a-z][\w-]*):\s*(.*?)\s*$/.exec(line.text)) || [];
    if (
      key === undefined ||
      !/^(?:name|class|template|layout|count|exclude|background-.*|background|continued)$/.test(key)
    )
      break;
    properties[key] = value;
  }
  return { properties, lines: i === -1 ? [] : lines.slice(i) };
}

function fill(base: Template | undefined, lines: readonly Line[]): readonly Line[] {
  if (!base) return lines;
  const at = base.lines.findIndex(({ text }) => /\{\{content\}\}/.test(text));
  if (at === -1) return [...base.lines, ...written(lines[0]?.at ?? 1, ''), ...lines];
  return [...base.lines.slice(0, at), ...lines, ...base.lines.slice(at + 1)];
}

interface Context {
  readonly deck: ForeignDeck;
  readonly remarks: Remarks;
  readonly line: number;
}

function convertSlide(
  lines: readonly Line[],
  properties: Properties,
  { deck, remarks, line }: Context,
): SlideDraft {
  const notes: string[] = [];
  // Each step may have notes of its own.
  const parts = splitAt(lines, ({ text }) => /^--\s*$/.test(text)).map((part) => {
    const at = part.findIndex(({ text, isCode }) => !isCode && /^\s*\?\?\?\s*$/.test(text));
    if (at !== -1) notes.push(textOf(part.slice(at + 1)));
    const shown = at === -1 ? part : part.slice(0, at);
    return shown.filter(({ text, isCode }) => isCode || !COMMENT.test(text));
  });
  const named = (properties.class ?? '').split(/[\s,]+/).filter((name) => name !== '');
  const classes = named.filter((name) => !SIDES.test(name)).map((name) => CLASSES[name] ?? name);
  const steps = parts.flatMap((part, i) =>
    i === 0 ? part : [...written(line, ''), ...asStep(part), ...written(line, '')],
  );
  const stepped = withFormulas(
    deck.values.output === undefined
      ? steps
      : convertCode(steps, { remarks, isHidden: hidesCode(deck.body), deck }),
  );
  tellIcons(stepped, remarks);
  if (stepped.some(({ text, isCode }) => !isCode && /\.panelset\b/.test(text)))
    remarks.lost(line, '.panelset[', 'tabs stand below each other.');
  const bright = mapFences(stepped, ({ indent, marks, info, content, at: place }) => {
    const starred = content.flatMap(({ text }, i) => (/^\*/.test(text) ? [i + 1] : []));
    if (starred.length === 0) return undefined;
    const mark = (text: string): Line => ({ text: indent + text, at: place, isCode: true });
    const code = content.map((each) => ({
      ...each,
      text: each.text.replace(/^\*/, ' ').replace(/^ (?=\S)/, ''),
    }));
    return [mark(`${marks}${info} [${starred.join(',')}]`), ...code, mark(marks)];
  });
  const boxed = convertBoxes(textOf(bright), classes);
  const image = properties['background-image'];
  const colour = properties['background-color'];
  if (properties.count === 'false') remarks.became(line, 'count: false', 'a slide that does not count');
  return {
    line,
    isBelow: false,
    ...(properties.name !== undefined && /^[a-zA-Z][\w-]*$/.test(properties.name) && { id: properties.name }),
    classes: [...new Set(classes)],
    attributes: {
      ...(image !== undefined && { 'data-background-image': addressIn(image) }),
      ...Object.fromEntries(
        ['background-size', 'background-position', 'background-repeat'].flatMap((name) =>
          image === undefined || properties[name] === undefined ? [] : [[`data-${name}`, properties[name]]],
        ),
      ),
      ...(colour !== undefined && { 'data-background-color': colour }),
      ...(properties.count === 'false' && { 'data-visibility': 'uncounted' }),
      ...(named.includes('right') && { style: 'text-align: right' }),
    },
    body: textOf(readLines(boxed, line)),
    notes: notes.filter((text) => text !== '').join('\n\n'),
  };
}

/** Rewrites formulas, whose brackets have two backslashes among Markdown. */
function withFormulas(lines: readonly Line[]): Line[] {
  return mapWords(lines, (part) =>
    part
      .replace(/\\\\\((.+?)\\\\\)/g, (_all, formula: string) => `$${formula.trim()}$`)
      .replace(
        /^(\s*)\\\\\[(?!-?[\d.]+\s*[a-z]{2}\])|\\\\\](\s*)$/g,
        (_all, before = '', after = '') => `${before}$$${after}`,
      ),
  );
}

/** Makes what follows two dashes appear with a step: a column with what is in it. */
function asStep(lines: readonly Line[]): Line[] {
  const begin = lines.findIndex((line) => !isBlank(line));
  const end = lines.findLastIndex((line) => !isBlank(line));
  const [first, last] = [lines[begin], lines[end]];
  const inner = lines.slice(begin + 1, end);
  const isColumn =
    first !== undefined &&
    COLUMN_LINE.test(first.text) &&
    last?.text.trim() === ']' &&
    !inner.some(({ text, isCode }) => !isCode && /^\]|^\.[\w-]+\[/.test(text));
  // A box over several lines gets braces of no block.
  const isBox =
    first !== undefined &&
    first !== last &&
    /^\s*\.[\w.-]+\[/.test(first.text) &&
    /\]\s*$/.test(last?.text ?? '');
  if (!isColumn && isBox)
    return [
      ...written(first.at, '<div class="fragment">', ''),
      ...lines,
      ...written(first.at, '', '</div>', ''),
    ];
  if (!isColumn) return asFragment(lines);
  return [first, ...asFragment(inner), ...written(last.at, '', last.text)];
}

const COLUMN_LINE = /^\s*\.(?:pull-(?:left|right)|(?:left|right)-column)\[\s*$/;
