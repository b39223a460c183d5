/** Comments with attributes that stand before their words: `<!-- .element: class="r-stretch" --> ![](tide.png)`. */
import type { MarkedExtension } from 'marked';

/** Such a comment, with something behind it on its line that is Markdown. */
const LEADING =
  /^ {0,3}<!--\s*\.element\b(?:(?!-->)[^\n])*-->[ \t]*(?![\s<])[^\n]*?(?:!?\[[^\]\n]*\]\(|\*\*|__|`|[*_]\w)/;

/**
 * A marked extension that reads such a line as a paragraph, as the marked of their time did. Today's reads it as HTML, and
 * shows the Markdown behind the comment as it is written.
 */
export const leadingComments: MarkedExtension = {
  tokenizer: { html: (source) => (LEADING.test(source) ? undefined : false) },
};
