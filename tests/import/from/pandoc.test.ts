/** Constructs of Pandoc, Quarto and R Markdown, and what they become. */
import { expect, test } from 'vitest';
import { convertPandoc } from '../../../server/import/from/pandoc/pandoc.ts';
import { converted } from '../converted.ts';

const quarto = (text: string, beside = {}) => converted(convertPandoc, text, 'talk.qmd', beside);

test.each([
  ['headings of two levels begin slides', '# A\n\n## B\n\n### C\n\nx', '# A\n\n---\n\n## B\n\n### C\n\nx'],
  ['a rule begins one without a heading', '## A\n\n---\n\nx', '## A\n\n---\n\nx'],
  ['headings may be underlined', 'A\n=====\n\nB\n-----\n\nx', '# A\n\n---\n\n## B\n\nx'],
  [
    'what braces say of a slide',
    '## A {#here .smaller background-color="#123" transition="zoom" auto-animate="true"}\n\nx',
    '<!-- .slide: class="small" id="here" data-background-color="#123" data-transition="zoom" data-auto-animate -->\n\n## A\n\nx',
  ],
  ['an empty heading', '## {background-image="a.png"}\n', '<!-- .slide: data-background-image="a.png" -->'],
  [
    'columns',
    '## A\n\n:::: {.columns}\n::: {.column width="40%"}\nl\n:::\n::: {.column}\nr\n:::\n::::',
    '{.columns}\n\n## A\n\nl\n\n***\n\nr',
  ],
  [
    'columns among other things',
    '## A\n\nx\n\n:::: columns\n::: column\nl\n:::\n::::\n\ny',
    '## A\n\nx\n\n<div class="columns">\n\n<div>\n\nl\n\n</div>\n\n</div>\n\ny',
  ],
  [
    'columns in HTML, with other divs in them',
    '## A\n\n<div class="columns">\n<div class="column" width="60%">\nl <div>m</div>\n</div><div class="column">r</div>\n</div>',
    '{.columns}\n\n## A\n\nl <div>m</div>\n\n***\n\nr',
  ],
  [
    'columns in HTML among other things',
    '## A\n\nx\n\n<div class="columns"><div class="column">\n\n## l\n\n</div></div>',
    '## A\n\nx\n\n<div class="columns">\n\n<div>\n\n## l\n\n</div>\n\n</div>',
  ],
  [
    'notes and lists by item in HTML',
    '## A\n\n<div class="incremental">\n- a\n</div>\n\n<div class="notes">say <b>x</b>\n\n- y\n</div>',
    '## A\n\n- a\n\n{.fragments}\n\nNote:\nsay <b>x</b>\n\n- y',
  ],
  [
    'columns in HTML that end nowhere',
    '## A\n\n<div class="columns">\n\nx',
    '## A\n\n<div class="columns">\n\nx',
  ],
  [
    'columns that come with a step',
    '## A\n\n:::: columns\n::: column\nl\n:::\n::: {.column .fragment fragment-index=2}\nr\n:::\n::::',
    '{.columns}\n\n## A\n\nl\n\n***\n\nr {.fragment data-fragment-index=2}',
  ],
  ['notes', '## A\n\n::: notes\nsay\n\nthis\n:::', '## A\n\nNote:\nsay\n\nthis'],
  [
    'lists item by item',
    '## A\n\n::: incremental\n- a\n- b\n:::\n\n> - c',
    '## A\n\n- a\n- b\n\n{.fragments}\n\n- c\n\n{.fragments}',
  ],
  ['pauses', '## A\n\na\n\n. . .\n\nb\n\n. . .\n\n- c', '## A\n\na\n\nb {.fragment}\n\n- c\n\n{.fragment}'],
  [
    'fragments',
    '## A\n\n::: {.fragment .fade-out fragment-index=2}\na\n:::\n\n[b]{.fragment}',
    '## A\n\na {.fragment .fade-out data-fragment-index=2}\n\n[b]{.fragment}',
  ],
  [
    'a place among steps for several blocks',
    '## A\n\n::: {.fragment fragment-index=2}\na\n\nb\n:::',
    '## A\n\n<div class="fragment" data-fragment-index="2">\n\na\n\nb\n\n</div>',
  ],
  ['sizes of pictures in pixels', '## A\n\n![](a.png){width=80px}', '## A\n\n![](a.png){width=80}'],
  [
    'a picture with a size that is a link',
    '## A\n\n[![](a.png){height="30"}](b.html) x',
    '## A\n\n[![](a.png){height=30}](b.html) x',
  ],
  [
    'Markdown within elements',
    '## A\n\n<p align="center">\n![](a.png)\n</p>\n\n<center>\n**b**\n</center>',
    '## A\n\n<div align="center">\n\n![](a.png)\n\n</div>\n\n<center>\n\n**b**\n\n</center>',
  ],
  ['elements within elements', '## A\n\n<div>\n<b>c</b>\n</div>', '## A\n\n<div>\n<b>c</b>\n</div>'],
  [
    'pictures and lines of TeX',
    '## A\n\n\\includegraphics[width=2cm]{a.png}\n\n\\centerline{b}',
    '## A\n\n![](a.png)\n\nb',
  ],
  [
    'what TeX draws, but no formula',
    '## A\n\n\\begin{tikzpicture}\n\n\\draw -- x;\n\\end{tikzpicture}\n\n$$\n\\begin{bmatrix}\na\n\\end{bmatrix}\n$$\n\n\\begin{align}\nb\n\\end{align}',
    '## A\n\n```latex\n\\begin{tikzpicture}\n\n\\draw -- x;\n\\end{tikzpicture}\n```\n\n$$\n\\begin{bmatrix}\na\n\\end{bmatrix}\n$$\n\n\\begin{align}\nb\n\\end{align}',
  ],
  ['no slide of code that shows nothing', '```{r setup, include=FALSE}\nx\n```\n\n## A\n\nx', '## A\n\nx'],
  [
    'notes of beamer',
    '## A\n\na\n\n\\note{say}\n\n\\note[item]{\n- {this}\n\n- too\n} b',
    '## A\n\na\n\n b\n\nNote:\nsay\n\n- {this}\n\n- too',
  ],
  [
    'titles of blocks, and line ends, of TeX',
    '## A\n\n\\begin{block}{Low}\na \\newline\nb\n\\end{block}',
    '## A\n\n**Low**\n\na\\\nb',
  ],
  ['callouts', '## A\n\n::: {.callout-tip}\n## T\nx\n:::', '## A\n\n> [!TIP] T\n> x'],
  ['other divs', '## A\n\n::: {.r-stack}\nx\n:::', '## A\n\n<div class="r-stack">\n\nx\n\n</div>'],
  [
    'places',
    '## A\n\n![](a.png){.absolute top=20 left="10%" width="50"}',
    '## A\n\n![](a.png){style="position: absolute; top: 20px; left: 10%; width: 50px"}',
  ],
  [
    'pictures with words below',
    '## A\n\n![Words](a.png){width=50% fig-align="center"}',
    '## A\n\n![Words](a.png "Words"){style="width: 50%"}',
  ],
  [
    'steps of code',
    '## A\n\n```{.python code-line-numbers="1|2"}\na\nb\n```',
    '## A\n\n```python [1|2]\na\nb\n```',
  ],
  [
    'numbered lines',
    '## A\n\n``` {.js .numberLines startFrom="7"}\na\n```',
    '## A\n\n``` js [7:]\na\n```'.replace('``` js', '```js'),
  ],
  ['diagrams', '## A\n\n```{mermaid}\n%%| fig-width: 4\ngraph LR\n```', '## A\n\n```mermaid\ngraph LR\n```'],
  [
    'small letters and dashes',
    '## A\n\nH~2~O, 10^3^, ~~gone~~, $a^2$ -- x---y',
    '## A\n\nH<sub>2</sub>O, 10<sup>3</sup>, ~~gone~~, $a^2$ – x—y',
  ],
  ['notes in brackets', '## A\n\nx^[a note]', '## A\n\nx[^3-1]\n\n[^3-1]: a note'],
  [
    'spans',
    '## A\n\n[u]{.underline} [m]{.mark} [s]{.smallcaps} [c]{style="color: red"}',
    '## A\n\n<u>u</u> <mark>m</mark> [s]{style="font-variant: small-caps"} [c]{style="color: red"}',
  ],
  ['films', '## A\n\n{{< video a.mp4 >}}', '## A\n\n![](a.mp4)'],
  [
    'a footer of the slide',
    '## A\n\nx\n\n::: footer\nsee [there](https://x.org)\n:::',
    '{data-footer="see [there](https://x.org)"}\n\n## A\n\nx',
  ],
  [
    'tables of dashes',
    '## A\n\n  a    b\n---- ----\n  1    2\n\n: Words',
    '## A\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n*Words*{.small}',
  ],
  [
    'tables of a grid',
    '## A\n\n+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+',
    '## A\n\n| a | b |\n| --- | --- |\n| 1 | 2 |',
  ],
  ['comments are left out', '## A\n\n<!-- ## B -->\n\nx', '## A\n\nx'],
])('%s', (_, source, markdown) => {
  expect(quarto(source).markdown).toBe(markdown);
});

test('the front matter makes a title slide', () => {
  const source = `---
title: "*Tides*"
subtitle: Twice
author: [{ name: Ada }, { name: Mary }]
institute: Cork
date: today
format:
  revealjs:
    theme: [solarized, x.scss]
    slide-number: c/t
    incremental: true
    logo: l.png
    footer: foot
    css: x.css
title-slide-attributes:
  data-background-color: "#123"
---
## A`;
  const { markdown, losses } = quarto(source);
  expect(markdown).toBe(`---
title: Tides
speakers:
  - Ada
  - Mary
theme: solarized
css:
  - x.css
animateLists: true
footer:
  - "![](l.png)"
  - foot
revealOptions:
  slideNumber: c/t
---

<!-- .slide: data-background-color="#123" -->

# Tides

Twice

Ada, Mary, Cork

---

## A`);
  expect(losses).toEqual(['9: `x.scss`: SCSS is not read; `css` names a style sheet of CSS.']);
});

test('Pandoc’s title block, and slides where the text begins', () => {
  const { markdown } = converted(
    convertPandoc,
    '% Tides\n% Ada; Mary\n% 2026-11-22\n\n# A\n\nx\n\n## B\n\ny',
    'talk.md',
  );
  expect(markdown).toBe(
    '---\ntitle: Tides\nspeakers:\n  - Ada\n  - Mary\ndate: 2026-11-22\n---\n\n# Tides\n\nAda, Mary\n\n2026-11-22\n\n---\n\n# A\n\nx\n\n## B\n\ny',
  );
});

test('R Markdown’s reveal.js has stacks', () => {
  const { markdown } = converted(
    convertPandoc,
    '---\noutput:\n  revealjs::revealjs_presentation:\n    theme: sky\n---\n# A\n\n## B\n\n## C\n\n# D',
    'talk.Rmd',
  );
  expect(markdown).toBe('---\ntheme: sky\n---\n\n# A\n\n----\n\n## B\n\n----\n\n## C\n\n---\n\n# D');
});

test('code that is run there is shown, or its picture', () => {
  const source = '## A\n\n```{r tide, echo=FALSE}\nplot(1)\n```\n\n```{python}\n#| label: low\nx\n```';
  expect(quarto(source, { 'talk_files/figure-html/tide-1.png': '' })).toMatchObject({
    markdown: '## A\n\n![](talk_files/figure-html/tide-1.png)\n\n```python\nx\n```',
    losses: [
      '7: `{python}`: code is not run here, so its result is missing; put a picture or a table in its place.',
    ],
  });
});

test('what is lost is told with its line', () => {
  expect(quarto('## A\n\nas [@knuth] says\n\n{{< fa home >}} x\n\n\\vspace{1em}').losses).toEqual([
    '5: `{{< fa home >}}`: short codes of Quarto were left out.',
    '7: `\\vspace{1em}`: TeX on a line of its own was left out.',
    '3: `[@knuth]`: there is no bibliography; what is cited is shown as it is. Write it as a footnote, `[^1]`.',
  ]);
});

test('footnotes stand on every slide that refers to them, wherever they are written', () => {
  const source =
    '## A\n\na[^1] `[^2]`\n\n## B\n\nb[^1]c[^2]\n\n[^1]: one\nmore\n\n[^2]: two\n\n    and more\n\n::: notes\nsay\n:::\n\n## C';
  expect(quarto(source).markdown).toBe(
    '## A\n\na[^1] `[^2]`\n\n[^1]: one\nmore\n\n---\n\n## B\n\nb[^1]c[^2]\n\n[^1]: one\nmore\n\n[^2]: two\n\n    and more\n\nNote:\nsay\n\n---\n\n## C',
  );
});

test('titles may be lists, and have bars', () => {
  expect(quarto('---\ntitle:\n- Tides\nsubtitle: |\n  | Twice\n---\n\n## A').markdown).toBe(
    '---\ntitle: Tides\n---\n\n# Tides\n\nTwice\n\n---\n\n## A',
  );
});

test('notes of Org and advice of reStructuredText, as Pandoc writes them, are notes and callouts', () => {
  const { markdown } = converted(
    convertPandoc,
    '---\ntitle: T\n---\n\n# A\n\n::: NOTES\nprivate\n:::\n\n::: warning\n::: title\nWarning\n:::\n\nMind the tide.\n:::\n',
  );
  expect(markdown).toContain('# A\n\n> [!WARNING]\n> Mind the tide.\n\nNote:\nprivate');
});

test('blocks of lines are lines; what goes on below one belongs to it, and tables are tables', () => {
  const { markdown } = converted(
    convertPandoc,
    '---\ntitle: T\n---\n\n# A\n\n| The tide\n|   comes *in*\n  and\n|\n| goes\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nx\n| y\n',
  );
  expect(markdown).toContain(
    '# A\n\nThe tide\\\n\u00a0\u00a0comes *in*\nand\\\n\u00a0\\\ngoes\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nx\n| y',
  );
});
