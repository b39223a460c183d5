/**
 * Reference for compiling: a new process renders a deck's Markdown with marked and highlight.js only. `node
 * render.mjs DECK.md`
 */
import { readFileSync } from 'node:fs';
import highlighter from 'highlight.js/lib/common';
import { Marked } from 'marked';

const marked = new Marked({
  renderer: {
    code: ({ text, lang }) =>
      `<pre><code>${highlighter.highlight(text, { language: lang }).value}</code></pre>`,
  },
});
const slides = readFileSync(process.argv[2] ?? '', 'utf8').split('\n---\n');
process.stdout.write(slides.map((slide) => `<section>${marked.parse(slide)}</section>`).join('\n'));
