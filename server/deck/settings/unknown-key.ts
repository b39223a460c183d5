/** Warns of front matter keys that are not settings. */

import { foreignSetting } from '../foreign/foreign-settings.ts';
import type { Finding } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { revealOptionNames } from './reveal-options.ts';

const MACROS =
  'formulas need no setting; commands of your own stand below `macros` in the front matter itself.';

/** Keys of reveal-md that have another meaning here, and what to use instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  scripts:
    'name scripts of the deck in `client`, which bundles them when it is compiled; a page of your own is shown by `<iframe src="demo.html">`.',
  preprocessor: 'decks are not preprocessed; run the program before and keep its result as the deck.',
  template: 'pages have no template of their own; style them with `css`.',
  listingTemplate: 'the index has no template of its own; `title` in site.yml names it.',
  absoluteUrl: 'start the server with `--url https://…`.',
  base: 'start the server with `--base /path`.',
  port: 'start the server with `--port`.',
  host: 'start the server with `--host`.',
  katex: MACROS,
  mathjax: MACROS,
  mathjax2: MACROS,
  mathjax3: MACROS,
  mathjax4: MACROS,
  tex: MACROS,
  newcommand: MACROS,
  newcommands: MACROS,
  commands: MACROS,
  mermaid: 'blocks of code in `mermaid` are drawn without it.',
  watch: 'changed decks are always compiled anew.',
  assetsDir: 'files beside the deck are found by themselves.',
  static: 'write the static form with `lectern build`.',
  featuredSlide: 'the cover on the index is the first slide.',
  author: 'use `speakers`.',
  authors: 'use `speakers`.',
  disableAutoOpen: 'no browser is opened unless `--open` asks for it.',
  glob: 'every deck in the folder is served; `unlisted: true` keeps one off the index.',
};

/**
 * The least length of a word that is compared with the options of reveal.js; shorter ones resemble some option by
 * chance.
 */
const LONG_ENOUGH = 6;

/** Returns the finding about a key that is not among the known ones. */
export function unknownKey(key: string, known: readonly string[]): Finding {
  const instead = Object.hasOwn(ELSEWHERE, key) ? ELSEWHERE[key] : undefined;
  if (instead) {
    return {
      rule: 'setting-without-effect',
      reason: `\`${key}\` has no effect here`,
      hint: `Instead: ${instead}`,
    };
  }
  const foreign = foreignSetting(key);
  if (foreign) {
    return {
      rule: 'setting-without-effect',
      reason: `\`${key}\` is a setting of ${foreign.tool}, and has no effect here`,
      hint: `Instead: ${foreign.instead}`,
    };
  }
  const option = revealOptionNames.find((name) => name.toLowerCase() === key.toLowerCase());
  if (option !== undefined) {
    return {
      rule: 'unknown-setting',
      reason: `\`${key}\` is an option of reveal.js, and stands in the wrong place`,
      hint: `Write it below \`revealOptions\`: \`revealOptions: { ${option}: … }\`.`,
    };
  }
  const close = nearest(key, known);
  const near = close === undefined && key.length >= LONG_ENOUGH ? nearest(key, revealOptionNames) : undefined;
  return {
    rule: 'unknown-setting',
    reason: `\`${key}\` is not a setting`,
    hint: close
      ? `Did you mean \`${close}\`?`
      : near
        ? `Did you mean \`${near}\`, an option of reveal.js? It stands below \`revealOptions\`.`
        : 'Remove it, or see the guide for the settings there are.',
  };
}
