/** Decks of MkSlides (https://github.com/MartenBE/mkslides), whose settings may stand in a file above them. */
import { parseMapping } from '../../deck/text/front-matter.ts';
import type { Converter } from '../model.ts';
import { codeThemeOf } from './code-theme.ts';
import { nearestTheme } from './nearest-theme.ts';
import { revealOptionsOf } from './passed-options.ts';
import { splitDeck } from './reveal-md.ts';
import { asMapping, asSpeakers, asText, asTexts } from './values.ts';

/** Converts a deck of MkSlides. */
export const convertMkSlides: Converter = (deck, remarks) => {
  const found = deck.above('mkslides.yml', 'mkslides.yaml');
  const outer = asMapping(found && parseMapping(found.text, found.path)?.values);
  const options = { ...asMapping(outer.slides), ...asMapping(deck.values.slides) };
  // Its first releases had the options below another name.
  const reveal = {
    ...asMapping(outer['reveal.js']),
    ...asMapping(outer.revealjs),
    ...asMapping(deck.values.revealjs),
  };
  const { slides } = splitDeck(deck, {
    separator: asText(options.separator) ?? '^\\s*---\\s*$',
    verticalSeparator: asText(options.separator_vertical) ?? '^\\s*-v-\\s*$',
    notesSeparator: asText(options.separator_notes) ?? '^Notes?:',
  });
  const theme = asText(options.theme);
  const isSheet = theme !== undefined && /\.css$/.test(theme);
  const plugins = [outer.plugins, deck.values.plugins].flatMap((list) =>
    Array.isArray(list) ? list.map(asMapping) : [],
  );
  const extra = plugins.flatMap(({ extra_css: sheets }) => asTexts(sheets));
  for (const key of ['template', 'preprocess_script', 'favicon']) {
    if (options[key] ?? outer[key])
      remarks.lost(deck.lineOf('slides'), `${key}:`, 'there is no such setting here.');
  }
  for (const { name, extra_javascript: scripts } of plugins) {
    const what = [asText(name), ...asTexts(scripts)].filter((each) => each !== undefined).join(', ');
    if (what !== '' && !/mermaid/i.test(what))
      remarks.lost(deck.lineOf('plugins'), what, 'scripts of plug-ins are not run.');
  }
  const code = codeThemeOf(options.highlight_theme, 'highlight_theme', deck, remarks);
  const sheets = [isSheet ? theme : undefined, code.sheet, ...extra].filter((sheet) => sheet !== undefined);
  return {
    settings: {
      title: asText(options.title) ?? asText(deck.values.title),
      speakers: asSpeakers(deck.values.author),
      theme: isSheet ? undefined : nearestTheme(theme ?? 'black', deck.lineOf('slides'), remarks),
      highlightTheme: code.highlightTheme,
      css: sheets.length > 0 ? sheets : undefined,
      revealOptions: revealOptionsOf(reveal, deck.lineOf, remarks),
    },
    slides,
    css: '',
  };
};
