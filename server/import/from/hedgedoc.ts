/** Notes of HedgeDoc, HackMD and CodiMD that are shown as slides (https://docs.hedgedoc.org/references/slide-options). */
import type { Converter, Remarks, SlideDraft } from '../model.ts';
import { withBreaks } from '../text/breaks.ts';
import { stepsText } from '../text/code-steps.ts';
import { tellIcons } from '../text/icons.ts';
import {
  fenceLines,
  type Line,
  mapFences,
  mapLines,
  mapWords,
  outsideCode,
  readLines,
  textOf,
} from '../text/lines.ts';
import { literalLines, outsideFormulas } from '../text/literal-lines.ts';
import { nearestTheme } from './nearest-theme.ts';
import { revealOptionsOf } from './passed-options.ts';
import { splitDeck } from './reveal-md.ts';
import { asMapping, asSpeakers, asText } from './values.ts';

/** Options that our front matter has for itself. */
const OWN = /^(?:theme|transition|allottedMinutes|rtl|allottedTime)$/;

/** Stands behind a line that is no paragraph, below which dashes would make a heading; or where a match begins. */
const NO_WORDS = '(?:(?<![\\s\\S])|(?<=(?:^|\\n)[ \\t]*(?:(?:[#>*+<|`-]|\\d+[.)]).*)?\\n))';

const SEPARATORS = {
  separator: `${NO_WORDS}---$`,
  verticalSeparator: `${NO_WORDS}----$`,
  notesSeparator: '^[ \\t]*notes?:',
} as const;

/** Converts a note of HedgeDoc. */
export const convertHedgeDoc: Converter = (deck, remarks) => {
  const options = asMapping(deck.values.slideOptions);
  const { slides } = splitDeck(deck, SEPARATORS);
  const time = options.allottedTime;
  return {
    settings: {
      title: asText(deck.values.title),
      description: asText(deck.values.description),
      speakers: asSpeakers(deck.values.author),
      lang: asText(deck.values.lang),
      dir: asText(deck.values.dir) ?? (options.rtl === true ? 'rtl' : undefined),
      duration: asText(options.allottedMinutes ?? (typeof time === 'number' ? time / 60_000 : undefined)),
      // Its slides are black unless they say otherwise.
      theme: nearestTheme(options.theme ?? 'black', deck.lineOf('theme'), remarks),
      transition: asText(options.transition),
      revealOptions: revealOptionsOf(
        Object.fromEntries(Object.entries(options).filter(([key]) => !OWN.test(key))),
        deck.lineOf,
        remarks,
      ),
    },
    slides: slides.map((slide) => convertSlide(slide, remarks, deck.values.breaks !== false)),
    css: '',
  };
};

const CALLOUTS: Readonly<Record<string, string>> = {
  info: 'NOTE',
  success: 'TIP',
  warning: 'WARNING',
  danger: 'CAUTION',
  spoiler: 'NOTE',
};

function convertSlide(slide: SlideDraft, remarks: Remarks, hasBreaks: boolean): SlideDraft {
  const fenced = mapFences(readLines(slide.body, slide.line), (fence) => {
    const [, language = '', steps, numbers] =
      /^([\w+#-]*)\s*(?:\[([\d,| -]*)\])?(=\d*|=\+)?!?/.exec(fence.info) ?? [];
    const name = language === 'graphviz' ? 'dot' : language;
    if (/^(?:sequence|flow|abc|plantuml|vega|fretboard|csvpreview)$/.test(name))
      remarks.lost(
        fence.at,
        fence.info,
        'it is not drawn here, and shown as text; Mermaid and Graphviz are drawn.',
      );
    if (name === fence.info.trim()) return undefined;
    const first = /\d+/.exec(numbers ?? '')?.[0];
    const shown = stepsText({
      steps,
      isNumbered: numbers !== undefined,
      first: first === undefined ? undefined : Number(first),
      lines: fence.content.length,
    });
    return fenceLines(fence, `${name}${shown}`);
  });
  tellIcons(fenced, remarks);
  const lines = convertContainers(fenced);
  const embedded = mapLines(lines, (text, at) => {
    const told = UNKNOWN.find(([sign]) => sign.test(text))?.[1];
    if (told === undefined) return withEmbeds(text, at, remarks);
    remarks.lost(at, text, told);
    return [];
  });
  const marked = convertMarks(embedded);
  return { ...slide, body: textOf(hasBreaks ? withBreaks(marked) : marked) };
}

/** Lines that are not shown here, and what is told of them. */
const UNKNOWN: readonly (readonly [RegExp, string])[] = [
  [/^\[toc\]\s*$/i, '`{.agenda}` lists the deck’s sections.'],
  [/^\*\[[^\]]+\]:/, 'abbreviations are not explained here; `<abbr title="…">` does.'],
];

/** What a note shows from elsewhere, `{%youtube id %}`. */
const EMBED = /\{%\s*(\w+)\s+((?:(?!%\})\S)+(?:[ \t]+(?:(?!%\})\S)+)*)\s*%\}/g;

/** Writes what a line shows from elsewhere below it. */
function withEmbeds(text: string, at: number, remarks: Remarks): string | string[] {
  const shown: string[] = [];
  const words = outsideCode(text, (part) =>
    part.replace(EMBED, (whole: string, kind: string, id: string) => {
      shown.push(embedText(kind, id));
      if (!/^(?:youtube|vimeo|pdf)$/.test(kind))
        remarks.lost(at, whole, 'it is not shown here; only its name is.');
      return '';
    }),
  );
  if (shown.length === 0) return withSpeaker(text);
  return [...(/^[\s#>*+-]*$/.test(words) ? [] : [words.trimEnd()]), ...shown].flatMap((line, i) =>
    i === 0 ? [line] : ['', line],
  );
}

function embedText(kind: string, id: string): string {
  const frame = (address: string, title: string) =>
    `<iframe src="${address}${id}" title="${title}" width="800" height="450"></iframe>`;
  if (kind === 'youtube') return frame('https://www.youtube-nocookie.com/embed/', 'YouTube');
  if (kind === 'vimeo') return frame('https://player.vimeo.com/video/', 'Vimeo');
  return kind === 'pdf' ? `[${id}](${id})` : `${kind}: ${id}`;
}

/** Rewrites who said a quote, `[name=Ada]`; when, and in which colour, is left out. */
function withSpeaker(text: string): string {
  if (!/^\s*>/.test(text)) return text;
  return text
    .replace(/\s*\[(?:time|color)=[^\]\n]*\]/g, '')
    .replace(/\[name=([^\]\n]*)\]/g, (_all, name: string) => `— ${name.trim()}`);
}

/** Rewrites marks of words: `==bright==`, `++new++`, `^up^`, `~down~`. */
export function convertMarks(lines: readonly Line[]): Line[] {
  const literal = literalLines(lines);
  const marked = (part: string) =>
    part
      .replace(/(?<!=)==(?=\S)([^=\n]+?)(?<=\S)==(?!=)/g, '<mark>$1</mark>')
      .replace(/(?<!\+)\+\+(?=\S)([^+\n]+?)(?<=\S)\+\+(?!\+)/g, '<ins>$1</ins>')
      .replace(/(?<![~\\])~([^~\s]+)~(?!~)/g, '<sub>$1</sub>')
      .replace(/(?<![\\[^$])\^([^^\s[\]$]+)\^/g, '<sup>$1</sup>');
  return lines.flatMap((line) =>
    literal.has(line) ? [line] : mapWords([line], (part) => outsideFormulas(part, marked)),
  );
}

/** Rewrites `:::info … :::` as callouts. */
function convertContainers(lines: readonly Line[]): Line[] {
  let isOpen = false;
  return lines.flatMap((line) => {
    const [, name, title] = (!line.isCode && /^\s*:::\s*(\w*)\s*(.*?)\s*$/.exec(line.text)) || [];
    if (name === undefined) return [isOpen ? { ...line, text: `> ${line.text}`.trimEnd() } : line];
    isOpen = name !== '';
    return isOpen
      ? [{ ...line, text: `> [!${CALLOUTS[name] ?? 'NOTE'}]${title ? ` ${title}` : ''}` }]
      : [{ ...line, text: '' }];
  });
}
