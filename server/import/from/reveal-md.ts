/** Decks of reveal-md, which are nearly ours: separators become plain, settings take our names. */

import type { Slide } from '../../deck/model/deck.ts';
import { parseDeck } from '../../deck/parse.ts';
import { parseMapping } from '../../deck/text/front-matter.ts';
import type { Converter, ForeignDeck, SlideDraft } from '../model.ts';
import { codeThemeOf } from './code-theme.ts';
import { nearestTheme } from './nearest-theme.ts';
import { revealOptionsOf } from './passed-options.ts';
import { asMapping, asSpeakers, asText, asTexts } from './values.ts';

/** Separators of reveal-md. */
const SEPARATORS = { separator: '\\r?\\n---\\r?\\n', verticalSeparator: '\\r?\\n----\\r?\\n' } as const;

/** Settings that concern reveal-md's own server and pages. */
const IDLE =
  /^(?:absoluteUrl|port|host|watch|static.*|disableAutoOpen|glob|listingTemplate|separator|verticalSeparator|notesSeparator|assetsDir|basePath|fallback|lib|favicon)$/;

/** What does it here instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  preprocessor: 'no script of the deck is run; run it yourself, and import what it writes.',
  template: 'pages have no templates; `header`, `footer` and `css` hold for all slides.',
  scripts: '`client` names a deck’s own scripts; they are bundled when it is compiled.',
  mermaid: 'diagrams take the deck’s colours.',
};

/** Converts a deck of reveal-md. */
export const convertRevealMd: Converter = (deck, remarks) => {
  const readMapping = (name: string) => {
    const found = deck.above(name);
    return asMapping(found && parseMapping(found.text, found.path)?.values);
  };
  const outer = readMapping('reveal-md.json');
  const values = { ...outer, ...deck.values };
  const { slides } = splitDeck(deck, values);
  for (const [key, instead] of Object.entries(INSTEAD))
    if (values[key]) remarks.lost(deck.lineOf(key), `${key}:`, instead);
  const sheets = asTexts(values.css)
    .flatMap((each) => each.split(','))
    .map((each) => each.trim());
  const theme = asText(values.theme);
  const isSheet = theme !== undefined && /\.css$/.test(theme);
  const code = codeThemeOf(values.highlightTheme, 'highlightTheme', deck, remarks);
  const named = [isSheet ? theme : undefined, code.sheet, ...sheets].filter((sheet) => sheet !== undefined);
  const own = Object.entries(values).filter(([key]) => !IDLE.test(key) && !(key in INSTEAD));
  const passed = ['title', 'description', 'date', 'venue', 'lang', 'dir', 'duration'].map((key) => [
    key,
    asText(Object.fromEntries(own)[key]),
  ]);
  return {
    settings: {
      ...Object.fromEntries(passed),
      highlightTheme: code.highlightTheme,
      speakers: asSpeakers(values.speakers ?? values.author),
      // Without a theme, reveal-md shows this one.
      theme: theme === undefined || isSheet ? 'black' : nearestTheme(theme, deck.lineOf('theme'), remarks),
      css: named.length > 0 ? named : undefined,
      revealOptions: revealOptionsOf(
        { ...readMapping('reveal.json'), ...asMapping(values.revealOptions) },
        deck.lineOf,
        remarks,
      ),
    },
    slides,
    css: '',
    publicFolders: [''],
  };
};

/** Splits a deck as reveal-md does. */
export function splitDeck(
  deck: ForeignDeck,
  values: Readonly<Record<string, unknown>>,
): { readonly slides: SlideDraft[] } {
  const notesSeparator = asText(values.notesSeparator);
  const layer = {
    separator: asText(values.separator) ?? SEPARATORS.separator,
    verticalSeparator: asText(values.verticalSeparator) ?? SEPARATORS.verticalSeparator,
    ...(notesSeparator !== undefined && { notesSeparator }),
  };
  const { stacks } = parseDeck({
    name: 'import',
    file: deck.file,
    format: 'markdown',
    text: `\n${deck.body}`,
    layers: [layer],
  });
  return {
    slides: stacks.flatMap(({ slides }) => slides.map((slide, v) => draftOf(slide, v, deck))),
  };
}

function draftOf({ source, notes, line }: Slide, v: number, deck: ForeignDeck): SlideDraft {
  return {
    line: line + deck.bodyLine - 2,
    isBelow: v > 0,
    classes: [],
    attributes: {},
    body: source.trim(),
    notes,
  };
}
