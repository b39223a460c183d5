/** Notes of HedgeDoc, HackMD and CodiMD that are shown as slides (https://docs.hedgedoc.org/references/slide-options). */
import type { Converter, Remarks, SlideDraft } from '../model.ts';
import { withBreaks } from '../text/breaks.ts';
import { stepsText } from '../text/code-steps.ts';
import { tellIcons } from '../text/icons.ts';
import { fenceLines, type Line, mapFences, mapLines, mapWords, readLines, textOf } from '../text/lines.ts';
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
    const [, kind, id = ''] = /^\s*\{%\s*(\w+)\s+(.*?)\s*%\}\s*$/.exec(text) ?? [];
    if (kind === undefined) return /^\[toc\]\s*$/i.test(text) ? [] : withSpeaker(text);
    if (kind === 'youtube')
      return `<iframe src="https://www.youtube-nocookie.com/embed/${id}" title="YouTube" width="800" height="450"></iframe>`;
    if (kind === 'vimeo')
      return `<iframe src="https://player.vimeo.com/video/${id}" title="Vimeo" width="800" height="450"></iframe>`;
    if (kind === 'pdf') return `[${id}](${id})`;
    remarks.lost(at, text, 'it is not shown here; only its name is.');
    return `${kind}: ${id}`;
  });
  const marked = convertMarks(embedded);
  return { ...slide, body: textOf(hasBreaks ? withBreaks(marked) : marked) };
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
