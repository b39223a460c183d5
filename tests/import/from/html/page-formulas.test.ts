/** Formulas of pages that programs have set. */
import { expect, test } from 'vitest';
import { convertRevealPage } from '../../../../server/import/from/html/reveal-page.ts';
import { converted } from '../../converted.ts';

const page = (section: string) =>
  converted(
    convertRevealPage,
    `<div class="reveal"><div class="slides"><section>${section}</section></div></div>`,
    'talk.html',
  ).markdown.replace('---\ntheme: black\n---\n\n', '');

const mathMl =
  '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><msup><mi>x</mi><mn>2</mn></msup><annotation encoding="application/x-tex">x^2</annotation></semantics></math>';

test.each([
  [
    'words that Pandoc sets without MathJax',
    '<p>a <span class="math inline"><em>E</em> = <em>c</em><sup>2</sup></span></p>',
    'a *E* = *c*<sup>2</sup>',
  ],
  ['TeX that Pandoc leaves', '<p><span class="math display">$$\\frac a b$$</span></p>', '$$\\frac a b$$'],
  ['TeX with marks', '<p><span class="math inline">\\(a_b\\)</span></p>', '$a_b$'],
  [
    'pictures of TeX',
    '<p><img class="math inline" src="https://example.org/x" alt="a^2" title="a^2"></p>',
    '$a^2$',
  ],
  ['tags of GladTeX', '<p><eq env="displaymath">a &amp;= b</eq></p>', '$$a &= b$$'],
  ['MathML with its TeX', `<p>a ${mathMl}</p>`, 'a $x^2$'],
  [
    'KaTeX’s',
    `<p><span class="katex-display"><span class="katex"><span class="katex-mathml">${mathMl}</span><span class="katex-html">x2</span></span></span></p>`,
    '$$x^2$$',
  ],
  [
    'MathJax 2’s',
    '<p><span class="MathJax_Preview">x2</span><span class="MathJax" id="MathJax-1">x2</span><script type="math/tex">x^2</script></p>',
    '$x^2$',
  ],
  [
    'MathJax 3’s',
    '<p><mjx-container><svg></svg><mjx-assistive-mml><math><mi>x</mi></math></mjx-assistive-mml></mjx-container></p>',
    '<math><mi>x</mi></math>',
  ],
])('%s', (_name, html, markdown) => {
  expect(page(html)).toBe(markdown);
});

test('a formula in code is code', () => {
  expect(page('<pre><code>&lt;eq&gt;</code></pre>')).toBe('```\n<eq>\n```');
});
