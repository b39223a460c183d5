/** Notes of HedgeDoc, HackMD and CodiMD that are shown as slides (https://docs.hedgedoc.org/references/slide-options). */
import type { Converter, Remarks, SlideDraft } from '../model.ts';
import { withBreaks } from '../text/breaks.ts';
import { fenceLines, type Line, mapFences, mapLines, mapWords, readLines, textOf } from '../text/lines.ts';
import { nearestTheme } from './nearest-theme.ts';
import { revealOptionsOf } from './passed-options.ts';
import { splitDeck } from './reveal-md.ts';
import { asMapping, asSpeakers, asText } from './values.ts';

/** Options that our front matter has for itself. */
const OWN = /^(?:theme|transition|spotlight|allottedMinutes|rtl|allottedTime)$/;

/** Converts a note of HedgeDoc. */
export const convertHedgeDoc: Converter = (deck, remarks) => {
  const options = asMapping(deck.values.slideOptions);
  const { slides } = splitDeck(deck, {
    separator: '^---$',
    verticalSeparator: '^----$',
    notesSeparator: '^[ \\t]*notes?:',
  });
  const line = deck.lineOf('slideOptions');
  return {
    settings: {
      title: asText(deck.values.title),
      description: asText(deck.values.description),
      speakers: asSpeakers(deck.values.author),
      lang: asText(deck.values.lang),
      dir: asText(deck.values.dir) ?? (options.rtl === true ? 'rtl' : undefined),
      duration: asText(options.allottedMinutes),
      // Its slides are black unless they say otherwise.
      theme: nearestTheme(options.theme ?? 'black', line, remarks),
      transition: asText(options.transition),
      revealOptions: revealOptionsOf(
        Object.fromEntries(Object.entries(options).filter(([key]) => !OWN.test(key))),
        line,
        remarks,
      ),
    },
    slides: slides.map((slide) => convertSlide(slide, remarks)),
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

function convertSlide(slide: SlideDraft, remarks: Remarks): SlideDraft {
  const fenced = mapFences(readLines(slide.body, slide.line), (fence) => {
    const [, language = '', numbers] = /^([\w+-]*)(=\d*|=\+)?!?/.exec(fence.info) ?? [];
    const name = language === 'graphviz' ? 'dot' : language;
    if (/^(?:sequence|flow|abc|plantuml|vega|fretboard|csvpreview)$/.test(name))
      remarks.lost(
        fence.at,
        fence.info,
        'it is not drawn here, and shown as text; Mermaid and Graphviz are drawn.',
      );
    if (numbers === undefined && name === fence.info.trim()) return undefined;
    const first = /\d+/.exec(numbers ?? '')?.[0];
    return fenceLines(
      fence,
      `${name}${numbers === undefined ? '' : ` [${first === undefined ? '' : `${first}:`}]`}`,
    );
  });
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
  return { ...slide, body: textOf(withBreaks(convertMarks(embedded))) };
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
  return mapWords(lines, (part) =>
    part
      .replace(/(?<!=)==(?=\S)([^=\n]+?)(?<=\S)==(?!=)/g, '<mark>$1</mark>')
      .replace(/(?<!\+)\+\+(?=\S)([^+\n]+?)(?<=\S)\+\+(?!\+)/g, '<ins>$1</ins>')
      .replace(/(?<![~\\])~([^~\s]+)~(?!~)/g, '<sub>$1</sub>')
      .replace(/(?<![\\[^$])\^([^^\s[\]$]+)\^/g, '<sup>$1</sup>'),
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
