/** Decks of MkSlides (https://github.com/MartenBE/mkslides), whose settings may stand in a file above them. */
import { parseMapping } from '../../deck/text/front-matter.ts';
import type { Converter } from '../model.ts';
import { nearestTheme } from './nearest-theme.ts';
import { revealOptionsOf } from './passed-options.ts';
import { splitDeck } from './reveal-md.ts';
import { asMapping, asSpeakers, asText, asTexts } from './values.ts';

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
  const plugins = Array.isArray(outer.plugins) ? outer.plugins.map(asMapping) : [];
  const extra = plugins.flatMap(({ extra_css: sheets }) => asTexts(sheets));
  for (const key of ['template', 'preprocess_script', 'favicon']) {
    if (options[key] ?? outer[key])
      remarks.lost(deck.lineOf('slides'), `${key}:`, 'there is no such setting here.');
  }
  if (plugins.some((plugin) => plugin.name !== undefined || plugin.extra_javascript !== undefined))
    remarks.lost(deck.lineOf('plugins'), 'plugins:', 'scripts of plug-ins are not run.');
  const sheets = [...(isSheet ? [theme] : []), ...extra];
  return {
    settings: {
      title: asText(options.title) ?? asText(deck.values.title),
      speakers: asSpeakers(deck.values.author),
      theme: isSheet ? undefined : nearestTheme(theme ?? 'black', deck.lineOf('slides'), remarks),
      highlightTheme: asText(options.highlight_theme),
      css: sheets.length > 0 ? sheets : undefined,
      revealOptions: revealOptionsOf(reveal, deck.lineOf('revealjs'), remarks),
    },
    slides,
    css: '',
  };
};
