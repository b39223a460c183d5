/** Builds the pages that Lectern's are compared with: a bare HTML page, and hand-made reveal.js. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import highlighter from 'highlight.js/lib/common';
import { Marked } from 'marked';
import type { TalkSlide } from './talk.ts';

const require = createRequire(import.meta.url);

/** Content of a static page's files by name. */
export type Page = ReadonlyMap<string, string>;

const marked = new Marked({
  renderer: {
    code: ({ text, lang = 'text' }) => {
      const { value } = highlighter.highlight(text, { language: lang });
      return `<pre><code class="hljs ${lang}">${value}</code></pre>`;
    },
  },
});

const CODE_COLOURS =
  '.hljs-keyword,.hljs-built_in{color:#f47067}.hljs-string{color:#96d0ff}.hljs-number{color:#6cb6ff}.hljs-comment{color:#909dab}';

/** Returns the slides in one page with a small inline style and no script, as a lower bound of what can be sent. */
export function barePage(slides: readonly TalkSlide[]): Page {
  const style = `body{margin:0;background:#111;color:#eee;font:2rem sans-serif}section{box-sizing:border-box;min-height:100vh;padding:4rem}${CODE_COLOURS}`;
  const html = `${head(`<style>${style}</style>`)}<body>${sections(slides, 'loading="lazy" src')}</body></html>`;
  return new Map([['index.html', html]]);
}

/**
 * Returns what a careful author makes by hand: slides rendered and highlighted in advance, reveal.js's core, no
 * plugin, no web font.
 */
export function revealPage(slides: readonly TalkSlide[]): Page {
  const read = (name: string): string => readFileSync(require.resolve(name), 'utf8');
  // reveal.js 6 has its fonts in the theme, as base64: 570 kB that a careful author leaves out.
  const theme = read('reveal.js/theme/black.css').replace(/@font-face\s*\{[^}]*\}/g, '');
  const links = ['reset.css', 'reveal.css', 'theme.css'].map(
    (file) => `<link rel="stylesheet" href="${file}">`,
  );
  const start =
    '<script defer src="reveal.js"></script><script>addEventListener(\'DOMContentLoaded\',()=>Reveal.initialize({hash:true}))</script>';
  const html =
    `${head(`${links.join('')}<style>${CODE_COLOURS}</style>${start}`)}` +
    `<body><div class="reveal"><div class="slides">${sections(slides, 'data-src')}</div></div></body></html>`;
  return new Map([
    ['index.html', html],
    ['reset.css', read('reveal.js/reset.css')],
    ['reveal.css', read('reveal.js/reveal.css')],
    ['theme.css', theme],
    ['reveal.js', read('reveal.js')],
  ]);
}

function head(more: string): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    `<title>Talk</title><link rel="icon" href="data:,">${more}</head>`
  );
}

function sections(slides: readonly TalkSlide[], source: string): string {
  return slides
    .map(({ markdown }) => marked.parse(markdown, { async: false }).replaceAll('<img src', `<img ${source}`))
    .map((html) => `<section>${html}</section>`)
    .join('\n');
}
