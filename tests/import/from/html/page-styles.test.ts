/** Which styles within a page are a program's, and which are its author's. */
import { expect, test } from 'vitest';
import { isOfTool } from '../../../../server/import/from/html/page-styles.ts';

const jupyter = Array.from({ length: 12 }, (_, i) => `.jp-Cell${i} { color: var(--jp-${i}) }`).join('\n');

test.each([
  ['Pandoc’s templates', 'code{white-space: pre-wrap;}\nspan.smallcaps{font-variant: small-caps;}'],
  ['Pandoc’s code', 'pre > code.sourceCode { white-space: pre; position: relative; }'],
  ['Pygments', '.highlight .hll { background: #ffc }\n.highlight .kd { color: green }'],
  ['notebooks', jupyter],
  ['Org', "pre.src-sql:before { content: 'SQL' }"],
  ['reveal.js', '.reveal .controls{a:b}.reveal .progress{a:b}.reveal .backgrounds{a:b}'],
  ['MathJax', 'mjx-container[jax="CHTML"] { line-height: 0 }'],
  ['a theme of reveal.js', ':root { --r-link-color: #268bd2; --r-heading-color: #eee8d5 }'],
])('%s’s own', (_, css) => {
  expect(isOfTool(css)).toBe(true);
});

test.each([
  '.reveal .controls { color: red }',
  'code.sourceCode { font-size: 60% }',
  '.reveal .hljs-ln td { padding: 0 }',
  '.jp-Cell { margin: 0 }',
  '.highlight .k { color: red }',
  'mjx-container { font-size: 80% }',
  '.reveal .listingblock { width: 100% }',
  '.smallcaps { font-variant: small-caps }',
  ':root { --r-link-color: #123456; --r-heading-color: #eee8d5 }',
])('%s is an author’s', (css) => {
  expect(isOfTool(css)).toBe(false);
});
