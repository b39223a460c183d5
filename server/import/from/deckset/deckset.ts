/** Decks of Deckset (https://docs.deckset.com), whose pictures are behind the slide unless they say otherwise. */
import type { Converter, ForeignDeck, Remarks, SlideDraft } from '../../model.ts';
import { withBreaks } from '../../text/breaks.ts';
import { stepsText } from '../../text/code-steps.ts';
import {
  fenceLines,
  type Line,
  mapFences,
  mapLines,
  outsideCode,
  readLines,
  textOf,
  written,
} from '../../text/lines.ts';
import { mapPictures } from '../../text/picture-text.ts';
import { takeFootnotes, withAddresses, withFootnotes } from '../../text/references.ts';
import { beginOf, splitAt } from '../../text/split-rules.ts';
import { withoutFit } from '../../text/without-fit.ts';
import { nearestTheme } from '../nearest-theme.ts';
import { asText } from '../values.ts';
import { footerOf, type Pictures, placePictures, takePicture, withAngles } from './deckset-pictures.ts';

/** Settings of Deckset, which stand on the first lines without marks around them. */
const SETTING = /^([a-z]+(?:-[a-z]+)*)\s*:\s*(.*?)\s*$/;

/** Settings that have one here, or that say nothing. */
const KNOWN =
  /^(?:autoscale|slidenumbers|slidecount|build-lists|slide-transition|slide-dividers|presenter-notes|background-color|footer|theme)$/;

/** Settings of looks, which have no counterpart. */
const LOOKS =
  /^(?:text|header|quote|link|list|code|inline-code|table|footnote|formula|fit-header|slidenumber|slidecount|footer|background-image|background-video)(?:-(?:style|strong|emphasis|author|separator|color|language))*$/;

/** Converts a deck of Deckset. */
export const convertDeckset: Converter = (deck, remarks) => {
  const lines = readLines(deck.body, deck.bodyLine);
  const { settings, rest: all, places } = readSettings(lines, deck.values);
  const { rest, notes: footnotes } = takeFootnotes(withAddresses(all));
  for (const [key, at] of places)
    if (!KNOWN.test(key))
      remarks.lost(at, `${key}: ${settings[key]}`, 'it is left to the theme; `css` can set it.');
  const dividers = (settings['slide-dividers'] ?? '').split(/\s*,\s*/).filter((mark) => /^#+$/.test(mark));
  const parts = splitAt(rest, ({ text }) => /^-{3,}\s*$/.test(text)).flatMap((part) =>
    splitHeadings(part, dividers),
  );
  const numbers =
    settings.slidenumbers === 'true' ? `{n}${settings.slidecount === 'true' ? ' / {N}' : ''}` : undefined;
  const footer = [settings.footer === undefined ? undefined : footerOf(settings.footer), numbers].filter(
    (text) => text !== undefined && text !== '',
  );
  const theme = settings.theme?.split(',')[0]?.trim();
  return {
    settings: {
      title: asText(deck.values.title),
      theme: theme === undefined ? undefined : nearestTheme(theme, deck.lineOf('theme'), remarks),
      transition: transitionOf(settings['slide-transition']),
      animateLists: /^true/.test(settings['build-lists'] ?? '') || undefined,
      footer: footer.length > 1 ? footer : footer[0],
    },
    slides: parts.map((part) =>
      convertSlide(withFootnotes(part, footnotes), { deck, remarks, ground: settings['background-color'] }),
    ),
    css: '',
  };
};

function readSettings(lines: readonly Line[], values: Readonly<Record<string, unknown>>) {
  const settings: Record<string, string> = {};
  const places = new Map<string, number>();
  for (const [key, value] of Object.entries(values)) settings[key] = String(value);
  let i = 0;
  for (; i < lines.length; i++) {
    if (lines[i]?.text.trim() === '') continue;
    const [, key = '', value = ''] = SETTING.exec(lines[i]?.text ?? '') ?? [];
    if (!KNOWN.test(key) && !LOOKS.test(key)) break;
    settings[key] = value;
    places.set(key, lines[i]?.at ?? 1);
  }
  return { settings, places, rest: lines.slice(i) };
}

function splitHeadings(lines: readonly Line[], marks: readonly string[]): Line[][] {
  const parts: Line[][] = [[]];
  for (const line of lines) {
    const mark = line.isCode ? undefined : /^(#+)\s/.exec(line.text)?.[1];
    const hasWords = parts.at(-1)?.some(({ text }) => text.trim() !== '');
    if (mark !== undefined && marks.includes(mark) && hasWords) parts.push([]);
    parts.at(-1)?.push(line);
  }
  return parts;
}

function transitionOf(value: string | undefined): string | undefined {
  if (value === undefined || value === 'false') return undefined;
  return /fade|dissolve|true/.test(value) ? 'fade' : 'slide';
}

interface Context {
  readonly deck: ForeignDeck;
  readonly remarks: Remarks;
  readonly ground: string | undefined;
}

function convertSlide(lines: readonly Line[], { deck, remarks, ground }: Context): SlideDraft {
  const line = beginOf(lines, deck.bodyLine);
  const classes: string[] = [];
  const attributes: Record<string, string> =
    ground === undefined || ground === '' ? {} : { 'data-background-color': ground };
  const { rest, notes } = takeNotes(lines, remarks);
  const pictures: Pictures = { behind: [], left: [], right: [] };
  const steps: string[] = [];
  let columns = 0;
  let isBuilt = false;
  const shown = mapLines(rest, (text, at) => {
    // Authors write such lines for their height.
    if (/^\s*-{1,2}\s*$/.test(text)) return ['', '<br>', ''];
    const [, name, value = ''] = /^\s*\[\.([a-z-]+)(?::\s*(.*?))?\]\s*$/.exec(text) ?? [];
    if (name === undefined)
      return text.replace(
        /^(#{1,6}\s*)\[fit\]\s*(.*)$/,
        (_all, mark: string, words: string) => `${mark.trim()} ${words} {.r-fit-text}`,
      );
    if (name === 'column') {
      if (columns++ === 0) classes.push('columns');
      return columns === 1 ? [] : ['', '***', ''];
    }
    if (name === 'background-color') attributes['data-background-color'] = value;
    else if (name === 'code-highlight') steps.push(value === 'all' || value === 'none' ? '' : value);
    else if (name === 'build-lists') isBuilt = value !== 'false';
    else if (name === 'hide-footer' || (name === 'slidenumbers' && value === 'false'))
      attributes['data-footer'] = 'off';
    else if (name === 'footer') attributes['data-footer'] = footerOf(value);
    else if (name === 'slide-transition') attributes['data-transition'] = transitionOf(value) ?? 'none';
    else if (name !== 'autoscale') remarks.lost(at, text, 'it is left to the theme; `css` can set it.');
    return [];
  });
  const pictured = mapLines(withBreaks(withSpeakers(shown)), (text) =>
    mapPictures(withAngles(inlineFormulas(text)), (picture) => takePicture(picture, pictures)),
  );
  const stepped =
    steps.length === 0
      ? pictured
      : mapFences(pictured, (fence) =>
          fenceLines(
            fence,
            `${fence.info}${stepsText({ steps: steps.join('|'), lines: fence.content.length })}`,
          ),
        );
  const placed = placePictures(stepped, pictures, line);
  classes.push(...placed.classes);
  Object.assign(attributes, placed.attributes);
  // A fitted heading takes the slide's whole width.
  const isNarrow = classes.some((name) => /^(?:left|right|columns)$/.test(name));
  const body = textOf(isNarrow ? withoutFit(placed.lines) : placed.lines);
  const list = /^(?:[-*+]|\d+\.)\s/m;
  return {
    line,
    isBelow: false,
    classes,
    attributes,
    body: isBuilt && list.test(body) ? `${body}\n\n{.fragments}` : body,
    notes,
  };
}

/** Begins what is not the rest of a paragraph of notes, though it follows on the next line. */
const NO_NOTE = /^\s*(?:$|#{1,6}\s|!\[|\[\.|<!--|\^)/;

/** Takes notes, paragraphs that begin with `^`, their further lines included. */
function takeNotes(
  lines: readonly Line[],
  remarks: Remarks,
): { readonly rest: Line[]; readonly notes: string } {
  const notes: string[] = [];
  let isNote = false;
  let isApart = false;
  const rest = lines.filter(({ text, isCode, at }) => {
    const begun = isCode ? undefined : /^\^\s?(.*)$/.exec(text)?.[1];
    if (begun === undefined && isNote && !isCode && !NO_NOTE.test(text)) {
      if (/^\s*(?:[-*+]|\d+\.|>|\|)\s/.test(text)) remarks.became(at, text, 'notes, as the line above it');
      notes.push(text);
      return false;
    }
    isNote = begun !== undefined;
    if (begun === undefined) {
      isApart = true;
      return true;
    }
    if (isApart && notes.length > 0) notes.push('');
    isApart = false;
    notes.push(begun);
    return false;
  });
  return { rest, notes: notes.join('\n') };
}

/** Writes who said a quote, `-- Ada`, below it. */
function withSpeakers(lines: readonly Line[]): Line[] {
  return lines.flatMap((line, i) => {
    const name = line.isCode ? undefined : /^--(?!-)\s*(\S.*)$/.exec(line.text)?.[1];
    if (name === undefined) return [line];
    const isQuoted = /^\s*>/.test(lines[i - 1]?.text ?? '');
    return isQuoted ? written(line.at, '>', `> — ${name}`) : written(line.at, `— ${name}`);
  });
}

/** Rewrites formulas among words, which have two dollars there, too. */
function inlineFormulas(text: string): string {
  if (/^\s*\$\$[^$]*\$\$\s*$/.test(text)) return text;
  return outsideCode(text, (part) => part.replace(/\$\$(?=\S)([^$\n]*[^$\s])\$\$/g, '$$$1$$'));
}
