/** Decks of Deckset (https://docs.deckset.com), whose pictures are behind the slide unless they say otherwise. */
import type { Converter, ForeignDeck, Remarks, SlideDraft } from '../model.ts';
import { stepsText } from '../text/code-steps.ts';
import { fenceLines, type Line, mapFences, mapLines, readLines, textOf, written } from '../text/lines.ts';
import { mapPictures, pictureText } from '../text/picture-text.ts';
import { beginOf, splitAt } from '../text/split-rules.ts';
import { nearestTheme } from './nearest-theme.ts';
import { asText } from './values.ts';

/** Settings of Deckset, which stand on the first lines without marks around them. */
const SETTING =
  /^(autoscale|slidenumbers|slidecount|build-lists|slide-transition|slide-dividers|presenter-notes|background-color|background-image|footer|footer-style|header|text|theme|code-language|code|table|quote|link|list|fit-header|header-strong|header-emphasis|text-strong|text-emphasis|slidenumber-style)\s*:\s*(.*?)\s*$/;

/** Converts a deck of Deckset. */
export const convertDeckset: Converter = (deck, remarks) => {
  const lines = readLines(deck.body, deck.bodyLine);
  const { settings, rest } = readSettings(lines, deck.values);
  const dividers = (settings['slide-dividers'] ?? '').split(/\s*,\s*/).filter((mark) => /^#+$/.test(mark));
  const parts = splitAt(rest, ({ text }) => /^---\s*$/.test(text)).flatMap((part) =>
    splitHeadings(part, dividers),
  );
  const numbers =
    settings.slidenumbers === 'true' ? `{n}${settings.slidecount === 'true' ? ' / {N}' : ''}` : undefined;
  const footer = [settings.footer?.replace(/[{}]/g, ''), numbers].filter(
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
    slides: parts.map((part) => convertSlide(part, { deck, remarks, ground: settings['background-color'] })),
    css: '',
  };
};

function readSettings(lines: readonly Line[], values: Readonly<Record<string, unknown>>) {
  const settings: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) settings[key] = String(value);
  let i = 0;
  for (; i < lines.length; i++) {
    const [, key, value = ''] = SETTING.exec(lines[i]?.text ?? '') ?? [];
    if (key === undefined && lines[i]?.text.trim() !== '') break;
    if (key !== undefined) settings[key] = value;
  }
  return { settings, rest: lines.slice(i) };
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
  const notes: string[] = [];
  const beside: string[] = [];
  const steps: string[] = [];
  let columns = 0;
  let isBuilt = false;
  const shown = mapLines(lines, (text, at) => {
    if (/^\^\s?/.test(text)) {
      notes.push(text.replace(/^\^\s?/, ''));
      return [];
    }
    const [, name, value = ''] = /^\s*\[\.([a-z-]+)(?::\s*(.*?))?\]\s*$/.exec(text) ?? [];
    if (name === undefined) {
      return text
        .replace(
          /^(#{1,6}\s*)\[fit\]\s*(.*)$/,
          (_all, mark: string, words: string) => `${mark.trim()} ${words} {.r-fit-text}`,
        )
        .replace(/^--\s+(.*)$/, '$1');
    }
    if (name === 'column') {
      if (columns++ === 0) classes.push('columns');
      return columns === 1 ? [] : ['', '***', ''];
    }
    if (name === 'background-color') attributes['data-background-color'] = value;
    else if (name === 'code-highlight') steps.push(value === 'all' || value === 'none' ? '' : value);
    else if (name === 'build-lists') isBuilt = value !== 'false';
    else if (name === 'hide-footer' || (name === 'slidenumbers' && value === 'false'))
      attributes['data-footer'] = 'off';
    else if (name === 'footer') attributes['data-footer'] = value.replace(/[{}]/g, '');
    else if (name === 'slide-transition') attributes['data-transition'] = transitionOf(value) ?? 'none';
    else if (name !== 'autoscale') remarks.lost(at, text, 'it is left to the theme; `css` can set it.');
    return [];
  });
  const pictured = mapLines(shown, (text, at) =>
    mapPictures(text, (picture) => {
      const words = picture.alt.split(/\s+/).filter((word) => word !== '');
      const size = words.find((word) => /^\d+%$/.test(word));
      const alt = words
        .filter(
          (word) =>
            !/^(?:inline|fit|fill|left|right|original|filtered|corner-radius\(.*\)|autoplay|loop|mute|hide|\d+%)$/.test(
              word,
            ),
        )
        .join(' ');
      const switches = words
        .filter((word) => /^(?:autoplay|loop)$/.test(word))
        .concat(words.includes('mute') ? ['muted'] : []);
      const isFilm = /\.(?:mp4|webm|mov|m4v|mp3|m4a|ogg)$/i.test(picture.address);
      if (words.includes('inline') || isFilm)
        return pictureText({ ...picture, alt }, [
          ...switches,
          ...(size === undefined ? [] : [`style="width: ${size}"`]),
        ]);
      const side = words.find((word) => word === 'left' || word === 'right');
      if (side !== undefined) {
        if (!classes.includes(side)) classes.push(side);
        beside.push(pictureText({ ...picture, alt }, words.includes('fit') ? ['.contain'] : []));
      } else if (attributes['data-background-image'] === undefined) {
        attributes['data-background-image'] = picture.address;
        if (words.includes('fit')) attributes['data-background-size'] = 'contain';
        // Deckset darkens what is behind words.
        if (!words.includes('original')) classes.push('dark');
      } else {
        remarks.lost(at, picture.address, 'only one picture is behind the slide; this one stands on it.');
        beside.push(pictureText({ ...picture, alt }));
      }
      return '';
    }),
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
  const body = textOf([...stepped, ...beside.flatMap((picture) => written(line, '', picture))]);
  const list = /^(?:[-*+]|\d+\.)\s/m;
  return {
    line,
    isBelow: false,
    classes,
    attributes,
    body: isBuilt && list.test(body) ? `${body}\n\n{.fragments}` : body,
    notes: notes.join('\n'),
  };
}
