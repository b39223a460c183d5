/** What decks of Pandoc and Quarto have besides the constructs of the manuals: TeX of beamer, and levels that their author meant. */
import { describe, expect, test } from 'vitest';
import { convertPandoc } from '../../../server/import/from/pandoc/pandoc.ts';
import { converted } from '../converted.ts';

const pandoc = (text: string, file = 'talk.md') => converted(convertPandoc, text, file);
const quarto = (text: string) => pandoc(text, 'talk.qmd').markdown;

test.each([
  [
    'columns of TeX, with lists in them',
    `# A

\\begin{columns}[T]
\\begin{column}{0.48\\textwidth}
\\begin{itemize}
\\item \\textbf{a} \\& b
  \\begin{enumerate}
  \\item c
  more
  \\end{enumerate}
\\item<2-> d
\\end{itemize}
\\end{column}
\\begin{column}{0.48\\textwidth}
\\includegraphics[width=\\columnwidth]{a.png}
\\end{column}
\\end{columns}`,
    '{.columns}\n\n# A\n\n- **a** \\& b\n  1. c more\n- d {.fragment}\n\n***\n\n![](a.png)',
  ],
  [
    'columns of TeX around Markdown',
    '# A\n\n\\columnsbegin\n\\column{.5\\textwidth}\n\n- l\n\n\\column{.5\\textwidth}\n\nr\n\n\\columnsend\n\nbelow',
    '# A\n\n<div class="columns">\n\n<div>\n\n- l\n\n</div>\n\n<div>\n\nr\n\n</div>\n\n</div>\n\nbelow',
  ],
  [
    'words of TeX, but not in formulas and code',
    '# A\n\n\\emph{a} \\texttt{b} \\underline{c \\textit{d}} \\href{https://example.org}{e} \\alert{f} \\& 5\\%\n\n$\\textbf{x} \\& y$ `\\emph{z}`',
    '# A\n\n*a* `b` c *d* [e](https://example.org) **f** \\& 5\\%\n\n$\\textbf{x} \\& y$ `\\emph{z}`',
  ],
  [
    'formulas in brackets',
    '# A\n\nas \\(x_1\\)\n\n\\[ a^2 \\]\n\n\\[\nb\n\\]',
    '# A\n\nas $x_1$\n\n$$ a^2 $$\n\n$$\nb\n$$',
  ],
  [
    'definitions that stand apart from their terms',
    '# A\n\nTide\n\n:   twice\n    a day\n\n:   again\n\nEbb\n:   once',
    '# A\n\nTide\n: twice\n    a day\n: again\n\nEbb\n: once',
  ],
  ['a heading of braces alone', '# A\n\n### {.unnumbered auto-animate=true}\n\nx', '# A\n\nx'],
  [
    'ends of lines in a callout',
    '# A\n\n::: {.callout-tip}\na  \nb\n\nc\n:::',
    '# A\n\n> [!TIP]\n> a  \n> b\n>\n> c',
  ],
  [
    'columns by names of the author’s own',
    '# A\n\n::: {.container}\n:::: {.col}\nl\n::::\n:::: {.col}\nr\n::::\n:::\n\ny',
    '# A\n\n<div class="columns">\n\n<div>\n\nl\n\n</div>\n\n<div>\n\nr\n\n</div>\n\n</div>\n\ny',
  ],
  [
    'columns alone by such names',
    '# A\n\n::: row\n::: col-6\nl\n:::\n::: col-6\nr\n:::\n:::',
    '{.columns}\n\n# A\n\nl\n\n***\n\nr',
  ],
  ['code below a line of `<br>`', '# A\n\n<br>\n```js\na\n```', '# A\n\n<br>\n\n```js\na\n```'],
  [
    'code that the first chunk hides',
    '```{r setup, include=FALSE}\nknitr::opts_chunk$set(echo = FALSE)\n```\n\n# A\n\n```{r}\nx\n```\n\n```{r, echo=TRUE}\ny\n```',
    '# A\n\n```r\ny\n```',
  ],
])('%s', (_, source, markdown) => {
  expect(quarto(source)).toBe(markdown);
});

test('lower headings that say something of a slide begin slides', () => {
  const source = '---\ntitle: T\n---\n\n# A\n\nx\n\n## B {transition=none}\n\ny\n\n## C\n\nz';
  expect(pandoc(source).markdown).toBe(
    '---\ntitle: T\n---\n\n# T\n\n---\n\n# A\n\nx\n\n---\n\n{data-transition=none}\n\n## B\n\ny\n\n---\n\n## C\n\nz',
  );
});

test('lower headings below notes begin slides', () => {
  const { markdown } = pandoc('# A\n\nx\n\n## B\n\ny\n\n::: notes\nn\n:::\n\n## C\n\nz');
  expect(markdown).toBe('# A\n\nx\n\n---\n\n## B\n\ny\n\nNote:\nn\n\n---\n\n## C\n\nz');
});

test('lower headings with notes at a slide’s end alone do not', () => {
  const { markdown } = pandoc('# A\n\nx\n\n## B\n\ny\n\n::: notes\nn\n:::\n\n# C\n\nz');
  expect(markdown).toBe('# A\n\nx\n\n## B\n\ny\n\nNote:\nn\n\n---\n\n# C\n\nz');
});

test('many lower headings below one begin slides, as nobody has so many on one', () => {
  const below = ['B', 'C', 'D', 'E'].map((name) => `## ${name}\n\nx`);
  expect(pandoc(`# A\n\ny\n\n${below.join('\n\n')}`).markdown.split('\n---\n')).toHaveLength(5);
  expect(pandoc(`# A\n\ny\n\n${below.slice(1).join('\n\n')}`).markdown.split('\n---\n')).toHaveLength(1);
});

test('how code is run is told where there is some', () => {
  const { losses } = pandoc('---\nexecute:\n  echo: false\n---\n\n# A\n\n```{r}\nx\n```', 'talk.qmd');
  expect(losses.map((text) => text.slice(0, 9))).toEqual(['8: `{r}`:']);
});

test('boxes of TeX that do not end leave the slides after them alone', () => {
  const { markdown } = pandoc(
    '# A\n\n\\begin{center}\nx \\end{center}\n\n# B\n\n\\begin{columns}\n\\column{.5\\textwidth}\nl\n\\column{.5\\textwidth}\nr\n\\end{columns}\n\n# C\n\ny\n\n\\end{center}\n\n# D',
  );
  expect(markdown.split('\n---\n')).toHaveLength(4);
  expect(markdown).toContain('{.columns}\n\n# B\n\nl\n\n***\n\nr\n');
});

test('notes below an item of TeX stay notes', () => {
  const { markdown } = pandoc('# A\n\n\\begin{itemize}\n\\item a\n::: notes\nsecret\n:::\n\\end{itemize}');
  expect(markdown).toBe('# A\n\n- a\n\nNote:\nsecret');
});

describe('what Pandoc makes of beamer’s LaTeX', () => {
  test.each([
    [
      'a frame is a slide, and a short paragraph its title',
      '::: frame\nOutline\n\n-   a\n:::',
      '## Outline\n\n-   a',
    ],
    ['a heading is its title', '::: frame\n### A list\n\n-   a\n:::', '## A list\n\n-   a'],
    ['a sentence is none', '::: frame\nSay this.\n\nAnd that.\n:::', 'Say this.\n\nAnd that.'],
    ['a paragraph of two lines is none', '::: frame\nSay\nthis\n:::', 'Say\nthis'],
    [
      'frames have sections',
      '# S\n\n::: frame\nA\n:::\n\n::: frame\nB\n:::',
      '# S\n\n---\n\n## A\n\n---\n\n## B',
    ],
    ['a frame that does not end is the last', '::: frame\nA\n\n::: block\nx', '## A\n\nx'],
    [
      'what is in other divs stays',
      '# A\n\n::: box\n::: frame\nA\n:::\n:::',
      '# A\n\n<div class="box">\n\n<div class="frame">\n\nA\n\n</div>\n\n</div>',
    ],
    [
      'columns are without the width that is in their text',
      '::: frame\nC\n\n::: columns\n::: column\n0.5 Left\n\n0.5 of it\n:::\n\n::: column\n5cm\n\nRight\n:::\n:::\n:::',
      '{.columns}\n\n## C\n\nLeft\n\n0.5 of it\n\n***\n\nRight',
    ],
    [
      'a picture is as wide as the text or a share of it, and has no words',
      '::: frame\nP\n\n![image](a.png){width="\\\\textwidth"}\n\n![image](b.png){width="0.5\\\\linewidth" height="\\\\textheight"}\n:::',
      '## P\n\n![](a.png){style="width: 100%"}\n\n![](b.png){style="width: 50%"}',
    ],
    ['what is to be noticed is bold', '::: frame\nA\n\nan [alert]{.alert}\n:::', '## A\n\nan **alert**'],
  ])('%s', (_, source, markdown) => {
    expect(pandoc(source).markdown).toBe(markdown);
  });
});

test('many commands of TeX take no time', () => {
  const begin = performance.now();
  pandoc(`# A\n\n${'\\textbf{'.repeat(5000)}\n\n${'\\begin{itemize}\n\\item a\n'.repeat(1000)}`);
  expect(performance.now() - begin).toBeLessThan(4000);
});
