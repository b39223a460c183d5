/** Themes of code, which other tools name as highlight.js does, or by the address of a style sheet. */
import type { ForeignDeck, Remarks } from '../model.ts';
import { asText } from './values.ts';

/** What becomes of a theme of code: a name, or a style sheet of the deck's own. */
export interface CodeTheme {
  readonly highlightTheme?: string;
  readonly sheet?: string;
}

/** Style sheets that tools bring themselves, and addresses of highlight.js's: the name is that of its theme. */
const BROUGHT = /^(?:https?:)?\/\/|highlight|hljs|(?:^|\/)(?:zenburn|monokai|vs2015)\.css$/i;

/** Returns what a setting of the theme of code becomes. */
export function codeThemeOf(written: unknown, key: string, deck: ForeignDeck, remarks: Remarks): CodeTheme {
  const theme = asText(written);
  if (theme === undefined) return {};
  if (!/\.css(?:[?#].*)?$/.test(theme)) return { highlightTheme: theme };
  if (deck.has(theme)) return { sheet: theme };
  if (!BROUGHT.test(theme)) {
    remarks.lost(deck.lineOf(key), theme, 'there is no such style sheet beside the deck.');
    return {};
  }
  const [, folder = '', name = theme] = /(base16\/)?([^/]+?)(?:\.min)?\.css(?:[?#].*)?$/.exec(theme) ?? [];
  remarks.became(deck.lineOf(key), theme, `the theme of code \`${folder}${name}\``);
  return { highlightTheme: folder + name };
}
