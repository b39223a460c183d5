/** Decks of remark (https://github.com/gnab/remark) and of xaringan, which is R's. */
import type { Converter, ForeignDeck, Remarks, SlideDraft } from '../model.ts';
import { asFragment } from '../text/block-lines.ts';
import { closingOf } from '../text/brackets.ts';
import { isBlank, type Line, mapFences, readLines, textOf, written } from '../text/lines.ts';
import { beginOf, splitAt } from '../text/split-rules.ts';
import { addressIn, asMapping, asSpeakers, asText, asTexts, sizeOf } from './values.ts';

/** Classes of remark, and ours. */
const CLASSES: Readonly<Record<string, string>> = {
  inverse: 'dark',
  middle: 'middle',
  'title-slide': 'title',
};

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
      title: asText(deck.values.title),
      speakers: asSpeakers(deck.values.author),
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

/** xaringan makes a title slide of the front matter. */
function titleSlide({ values, lineOf }: ForeignDeck): SlideDraft | undefined {
  const title = asText(values.title);
  if (title === undefined || values.output === undefined) return undefined;
  const parts = [`# ${title}`, asText(values.subtitle), [asSpeakers(values.author) ?? []].flat().join(', ')];
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

function readProperties(lines: readonly Line[]): {
  readonly properties: Properties;
  readonly lines: readonly Line[];
} {
  const properties: Record<string, string> = {};
  let i = lines.findIndex(({ text }) => text.trim() !== '');
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
  { remarks, line }: Context,
): SlideDraft {
  const at = lines.findIndex(({ text, isCode }) => !isCode && /^\s*\?\?\?\s*$/.test(text));
  const shown = (at === -1 ? lines : lines.slice(0, at)).filter(
    ({ text, isCode }) => isCode || !/^\s*\[\/\/\]:|^<!--.*-->\s*$/.test(text),
  );
  const parts = splitAt(shown, ({ text }) => /^--\s*$/.test(text));
  const classes: string[] = (properties.class ?? '')
    .split(/[\s,]+/)
    .filter((name) => name !== '')
    .map((name) => CLASSES[name] ?? name);
  const stepped = parts.flatMap((part, i) =>
    i === 0 ? part : [...written(line, ''), ...asStep(part), ...written(line, '')],
  );
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
      ...(properties['background-size'] !== undefined && {
        'data-background-size': properties['background-size'],
      }),
      ...(colour !== undefined && { 'data-background-color': colour }),
      ...(properties.count === 'false' && { 'data-visibility': 'uncounted' }),
    },
    body: textOf(readLines(boxed, line)),
    notes: at === -1 ? '' : textOf(lines.slice(at + 1)),
  };
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
  if (!isColumn) return asFragment(lines);
  return [first, ...asFragment(inner), ...written(last.at, '', last.text)];
}

const COLUMN_LINE = /^\s*\.(?:pull-(?:left|right)|(?:left|right)-column)\[\s*$/;

const COLUMN = /\.(?:pull-|(?=\w+-column))(left|right)(?:-column)?\[/g;

/** Returns whether columns are more than a heading and one pair: then they are boxes, with the rest above and below. */
function isBoxed(text: string): boolean {
  const found = [...text.matchAll(COLUMN)];
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last) return false;
  if (found.filter(([, side]) => side === 'left').length > 1) return true;
  const end = closingOf(text, last.index + last[0].length, '[]');
  const around = [text.slice(0, first.index), end === -1 ? '' : text.slice(end + 1)];
  return around.some((part) =>
    part.split('\n').some((line) => /\S/.test(line) && !/^\s*#{1,6}\s/.test(line)),
  );
}

/** Rewrites `.class[words]`, whose brackets may have others in them; two columns become ours. */
function convertBoxes(text: string, classes: string[]): string {
  const hasBoxes = isBoxed(text);
  let result = '';
  let rest = text;
  for (;;) {
    const match = /(?<![\w`\])])\.((?:[a-zA-Z][\w-]*)(?:\.[a-zA-Z][\w-]*)*)\[/.exec(rest);
    const end = match ? closingOf(rest, match.index + match[0].length, '[]') : -1;
    if (!match || end === -1) return result + rest;
    const names = (match[1] ?? '').split('.');
    const inner = convertBoxes(rest.slice(match.index + match[0].length, end), []).trim();
    const before = rest.slice(0, match.index);
    result += before;
    rest = rest.slice(end + 1);
    const isColumn = names.some(
      (name) => /^(?:pull-|)(?:left|right)(?:-column)?$/.test(name) && name !== 'left' && name !== 'right',
    );
    if (isColumn) {
      const isRight = names.some((name) => name.includes('right'));
      if (hasBoxes) {
        const box = `<div>\n\n${inner}\n\n</div>\n\n`;
        result += isRight ? `${box}</div>\n\n` : `\n\n<div class="columns">\n\n${box}`;
        continue;
      }
      if (!classes.includes('columns')) classes.push('columns');
      result += isRight ? `\n\n***\n\n${inner}\n\n` : `\n\n${inner}\n\n`;
    } else if (inner === '') continue;
    else if (inner.includes('\n')) result += `\n<div class="${names.join(' ')}">\n\n${inner}\n\n</div>\n`;
    else if (names.includes('footnote')) result += `${inner} {.small}`;
    else if (/\]\{|<\w/.test(inner)) result += `<span class="${names.join(' ')}">${inner}</span>`;
    else result += `[${inner}]{${names.map((name) => `.${name}`).join(' ')}}`;
  }
}
