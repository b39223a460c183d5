/**
 * `markdown: 2013`: the Markdown in which decks of 2013 were written, that of marked 0.2.9, as an extension of marked.
 *
 * It shows the same words in the same structure. Deliberate differences, none of which changes a word:
 * - `<style>` is left as it is, like `<pre>` and `<script>`: its text is never Markdown.
 * - Links never nest: an address inside a link's text stays text, since HTML would end the outer link there.
 * - `<https://host/@name>` links to that page. It became a `mailto:` address.
 * - Links to `javascript:` and the like keep their words and lose their target.
 * - A table without rows has no empty row, and the last row of one keeps its last cell where that is empty.
 * - E-mail addresses are not disguised as character references.
 * - Emphasis and link texts that took exponential time are found in linear time.
 */
import type { MarkedExtension } from 'marked';
import { tokenizeBlock } from './blocks.ts';
import { tokenizeInline } from './inline.ts';

/**
 * Creates the extension. Its two tokenizers precede all of marked's own and always match, so that marked contributes
 * only tokens and renderers. Use it through `Marked.parse`: the lexer alone skips the normalisation.
 */
export function markdown2013(): MarkedExtension {
  return {
    hooks: { preprocess: normalise },
    extensions: [
      {
        name: 'blocks-2013',
        level: 'block',
        tokenizer(src) {
          return tokenizeBlock(src, this.lexer);
        },
      },
      {
        name: 'inline-2013',
        level: 'inline',
        tokenizer(src) {
          return tokenizeInline(src, this.lexer);
        },
      },
    ],
  };
}

/** Normalises line ends, tabs and blank lines, as the rules require. */
function normalise(source: string): string {
  return source
    .replace(/\r\n?|\u2424/g, '\n')
    .replace(/\t/g, '    ')
    .replace(/\u00a0/g, ' ')
    .replace(/^ +$/gm, '');
}
