/** Decks of MkSlides (https://github.com/MartenBE/mkslides), whose settings may stand in a file above them. */
import { parseMapping } from '../../deck/text/front-matter.ts';
import type { Converter } from '../model.ts';
import { nearestTheme } from './nearest-theme.ts';
import { revealOptionsOf } from './passed-options.ts';
import { splitDeck } from './reveal-md.ts';
import { asMapping, asSpeakers, asText } from './values.ts';

/** Converts a deck of MkSlides. */
export const convertMkSlides: Converter = (deck, remarks) => {
  const found = deck.above('mkslides.yml', 'mkslides.yaml');
  const outer = asMapping(found && parseMapping(found.text, found.path)?.values);
  const options = { ...asMapping(outer.slides), ...asMapping(deck.values.slides) };
  const reveal = { ...asMapping(outer.revealjs), ...asMapping(deck.values.revealjs) };
  const { slides } = splitDeck(deck, {
    separator: asText(options.separator) ?? '^\\s*---\\s*$',
    verticalSeparator: asText(options.separator_vertical) ?? '^\\s*-v-\\s*$',
    notesSeparator: asText(options.separator_notes) ?? '^Notes?:',
  });
  const theme = asText(options.theme);
  const isSheet = theme !== undefined && /\.css$/.test(theme);
  for (const key of ['template', 'plugins', 'preprocess_script', 'favicon']) {
    if (options[key] ?? outer[key])
      remarks.lost(deck.lineOf('slides'), `${key}:`, 'there is no such setting here.');
  }
  return {
    settings: {
      title: asText(options.title) ?? asText(deck.values.title),
      speakers: asSpeakers(deck.values.author),
      theme: isSheet ? undefined : nearestTheme(theme ?? 'black', deck.lineOf('slides'), remarks),
      highlightTheme: asText(options.highlight_theme),
      css: isSheet ? [theme] : undefined,
      revealOptions: revealOptionsOf(reveal, deck.lineOf('revealjs'), remarks),
    },
    slides,
    css: '',
  };
};
