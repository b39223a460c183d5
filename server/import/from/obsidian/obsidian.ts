/** Slides of Obsidian's plug-ins Advanced Slides and Slides Extended. */
import { decodeAttributes } from '../../../deck/features/attributes/decode-attributes.ts';
import type { Converter, ForeignDeck, Remarks, SlideDraft } from '../../model.ts';
import { namesIn } from '../../text/attributes/classes.ts';
import { joinTags } from '../../text/attributes/tags.ts';
import { replaceComments } from '../../text/comment-lines.ts';
import { tellIcons } from '../../text/icons.ts';
import { type Line, mapLines, mapWords, readLines, textOf } from '../../text/lines.ts';
import { mapPictures, pictureText, sizeWords } from '../../text/picture-text.ts';
import { withSteppedLists } from '../../text/stepped-lists.ts';
import { codeThemeOf } from '../code-theme.ts';
import { convertMarks } from '../hedgedoc.ts';
import { nearestTheme } from '../nearest-theme.ts';
import { revealOptionsOf } from '../passed-options.ts';
import { splitDeck } from '../reveal-md.ts';
import { asSpeakers, asText, asTexts } from '../values.ts';
import { convertBlocks, convertGrids, elementComment } from './obsidian-boxes.ts';
import { convertCharts } from './obsidian-charts.ts';

/** Options of reveal.js that stand in the front matter itself. */
const OPTIONS = [
  'width',
  'height',
  'margin',
  'minScale',
  'maxScale',
  'controls',
  'progress',
  'slideNumber',
  'center',
  'loop',
  'autoSlide',
];

/** The height of slides where the front matter has none, in pixels. */
const USUAL_HEIGHT = 700;

/** Converts a deck of Obsidian. */
export const convertObsidian: Converter = (deck, remarks) => {
  const { values } = deck;
  const { slides } = splitDeck(deck, {
    separator: asText(values.separator) ?? '\\r?\\n---\\r?\\n',
    verticalSeparator: asText(values.verticalSeparator) ?? '\\r?\\n--\\r?\\n',
    notesSeparator: asText(values.notesSeparator) ?? '^[ \\t]*notes?:',
  });
  const options = Object.fromEntries(
    OPTIONS.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])),
  );
  const theme = asText(values.theme);
  const isSheet = theme !== undefined && /\.css$/.test(theme);
  const code = codeThemeOf(values.highlightTheme, 'highlightTheme', deck, remarks);
  const sheets = [...(isSheet ? [theme] : []), code.sheet, ...asTexts(values.css)].filter(
    (path) => path !== undefined && /\.css$/.test(path),
  );
  const whole = asText(values.bg);
  tellSwitches(deck, remarks);
  if (values.defaultTemplate !== undefined)
    remarks.lost(
      deck.lineOf('defaultTemplate'),
      'defaultTemplate:',
      'decks have no templates; `header` and `footer` hold for all slides.',
    );
  return {
    settings: {
      title: asText(values.title),
      description: asText(values.description),
      speakers: asSpeakers(values.author),
      lang: asText(values.lang),
      duration: minutesIn(values.timeForPresentation),
      theme: isSheet ? 'black' : nearestTheme(theme ?? 'black', deck.lineOf('theme'), remarks),
      highlightTheme: code.highlightTheme,
      transition: asText(values.transition),
      css: sheets.length > 0 ? sheets : undefined,
      revealOptions: revealOptionsOf(options, deck.lineOf, remarks),
    },
    slides: slides.map((slide) =>
      convertSlide(slide, { deck, remarks, whole, height: Number(values.height) || USUAL_HEIGHT }),
    ),
    css: '',
    findsByName: true,
  };
};

/** Returns the minutes of a time in seconds; undefined for less than one, which no talk takes. */
function minutesIn(seconds: unknown): string | undefined {
  const minutes = Math.round(Number(asText(seconds) ?? 0) / 60);
  return minutes > 0 ? String(minutes) : undefined;
}

/** Tells what else of reveal.js the plug-in is to show. */
function tellSwitches({ values, lineOf }: ForeignDeck, remarks: Remarks): void {
  for (const key of ['enableMenu', 'enableTimeBar', 'enableChalkboard', 'enablePointer'])
    if (values[key] === true) remarks.lost(lineOf(key), `${key}:`, 'there is no such setting here.');
}

interface Context {
  readonly deck: ForeignDeck;
  readonly remarks: Remarks;
  /** The background of all slides. */
  readonly whole: string | undefined;
  /** The height of slides, in pixels. */
  readonly height: number;
}

function convertSlide(slide: SlideDraft, { remarks, whole, height }: Context): SlideDraft {
  const attributes: Record<string, string> = whole === undefined ? {} : backgroundOf(whole);
  const classes: string[] = [];
  let id: string | undefined;
  const lines = replaceComments(readLines(slide.body, slide.line), ({ text, at }) => {
    const [, kind, rest = ''] = /^\.?(slide|element):?\s+([\s\S]*)$/.exec(text) ?? [];
    if (kind === 'element') return elementComment(rest);
    if (kind !== 'slide') return '';
    for (const [name, value] of Object.entries(decodeAttributes(rest))) {
      if (name === 'bg') Object.assign(attributes, backgroundOf(value));
      else if (name === 'class') classes.push(...namesIn(value));
      else if (name === 'id') id = value;
      else if (name === 'template' || name === 'style')
        remarks.lost(at, text, `\`${name}\` of a slide was left out; \`css\` can set it.`);
      else attributes[name.startsWith('data-') ? name : `data-${name}`] = value;
    }
    return '';
  });
  tellIcons(lines, remarks);
  const stepped = withSteps(joinTags(convertCharts(hidden(lines), remarks)));
  const boxes = convertGrids(convertBlocks(convertCallouts(stepped)), remarks);
  // A slide is as high as what is on it, but for boxes.
  if (boxes.hasBoxes) attributes.style = `height: ${height}px`;
  const linked = convertMarks(convertLinks(boxes.lines, remarks));
  const body = textOf(readLines(linked.map(({ text }) => text).join('\n'), slide.line));
  return { ...slide, ...(id !== undefined && { id }), classes, attributes, body };
}

/** Rewrites lists whose items come one after the other; those in a box, too. */
function withSteps(lines: readonly Line[]): Line[] {
  const isTag = ({ text, isCode }: Line) => !isCode && /^\s*<\/?(?:grid|split|div)\b[^>]*>\s*$/i.test(text);
  const from = lines.findIndex(isTag);
  const mark = /^\s*(?:\+|\d+\))\s/;
  if (from === -1) return withSteppedLists(lines, mark);
  return [
    ...withSteppedLists(lines.slice(0, from), mark),
    ...lines.slice(from, from + 1),
    ...withSteps(lines.slice(from + 1)),
  ];
}

/** Leaves out comments between `%%`, which Obsidian does not show. */
function hidden(lines: readonly Line[]): Line[] {
  let isOpen = false;
  return lines.flatMap((line) => {
    if (line.isCode) return isOpen ? [] : [line];
    const parts = line.text.split('%%');
    const kept = parts.filter((_, i) => (i % 2 === 0) !== isOpen).join('');
    const was = isOpen;
    if (parts.length % 2 === 0) isOpen = !isOpen;
    return parts.length === 1 ? (was ? [] : [line]) : kept.trim() === '' ? [] : [{ ...line, text: kept }];
  });
}

function backgroundOf(value: string): Record<string, string> {
  const file = /^!?\[\[([^\]|]+)/.exec(value)?.[1] ?? value;
  if (/gradient\(/.test(file)) return { 'data-background-gradient': file };
  const isColour = /^(?:#[\da-f]{3,8}|(?:rgb|hsl)a?\(.*\)|[a-z]+)$/i.test(file);
  return isColour ? { 'data-background-color': file } : { 'data-background-image': file };
}

/** Obsidian's callouts, and the nearest of ours; a quote is one. */
const CALLOUTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'abstract summary tldr info todo example question help faq'.split(' ').map((name) => [name, 'NOTE']),
  ),
  ...Object.fromEntries('hint success check done'.split(' ').map((name) => [name, 'TIP'])),
  ...Object.fromEntries('failure fail missing danger error bug'.split(' ').map((name) => [name, 'CAUTION'])),
  attention: 'WARNING',
  quote: '',
  cite: '',
};

/** Rewrites the marks of callouts, `> [!info]- Title`. */
function convertCallouts(lines: readonly Line[]): Line[] {
  return mapLines(lines, (text) =>
    text.replace(
      /^((?:\s*>)+\s*)\[!([\w-]+)(?:\|[^\]]*)?\][+-]?[ \t]*(.*)$/,
      (_all, quote: string, name: string, title: string) => {
        const own = CALLOUTS[name.toLowerCase()] ?? name;
        if (own === '') return `${quote}${title}`;
        return `${quote}[!${own}]${title === '' ? '' : ` ${title}`}`;
      },
    ),
  );
}

/** Rewrites links in double brackets, and the sizes of pictures. */
function convertLinks(lines: readonly Line[], remarks: Remarks): Line[] {
  return mapWords(lines, (part, at) =>
    mapPictures(
      part.replace(
        /!\[\[([^\]|\n]+)((?:\|[^\]\n]*)?)\]\]/g,
        (whole: string, target: string, rest: string) => {
          const file = target.trim();
          if (/\.\w{2,5}$/.test(file)) return picture(file, rest.split('|'));
          remarks.lost(at, whole, 'notes within notes are not brought; `<!-- include: file.md -->` does.');
          return file;
        },
      ),
      ({ alt, address }, whole) =>
        /\|\s*\d+(?:x\d+)?\s*$/.test(alt) ? picture(address, alt.split('|')) : whole,
    )
      .replace(
        /\[\[([^\]|\n]+)\|?([^\]\n]*)\]\]/g,
        (_all, target: string, words: string) => words || target.replace(/^.*\//, ''),
      )
      .replace(/\s\^[\w-]+$/, ''),
  );
}

/** Writes a picture, of which words such as `300x200` or `Tides` say the size and what it shows. */
function picture(address: string, said: readonly string[]): string {
  const words = said.map((word) => word.trim()).filter((word) => word !== '');
  const [, width, height] =
    words.map((word) => /^(\d+)(?:x(\d+))?$/.exec(word)).find((match) => match !== null) ?? [];
  const alt = words.find((word) => !/^\d+(?:x\d+)?$/.test(word)) ?? '';
  return pictureText({ alt, address, title: '' }, sizeWords(width, height));
}
