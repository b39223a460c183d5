/** Formulas of a deck know each other: definitions, numbers and references, all of them when the deck is compiled. */
import { beforeAll, describe, expect, test } from 'vitest';
import { DeckCache } from '../../../../server/deck/cache/deck-cache.ts';
import { parseDeck } from '../../../../server/deck/parse.ts';
import { type RenderOptions, renderDeck } from '../../../../server/deck/render.ts';

const compile = (text: string, options?: RenderOptions, format: 'markdown' | 'html' = 'markdown') =>
  renderDeck(parseDeck({ name: 'deck', file: 'deck.md', text, format, read: () => undefined }), options);

/** Loading KaTeX takes a while. */
beforeAll(async () => void (await compile('$a$')));

const equation = (tex: string) => `$$\n\\begin{equation}${tex}\\end{equation}\n$$`;

/** What each slide shows: its words, without the copy for screen readers. */
const seen = async (text: string, options?: RenderOptions) =>
  (await compile(text, options)).stacks
    .flatMap(({ slides }) => slides.map(({ html }) => html))
    .map((html) =>
      html
        .replace(/<math[\s\S]*?<\/math>/g, '')
        .replace(/<[^>]*>|\u200b/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    );
const told = async (text: string) =>
  (await compile(text)).warnings.map(({ line, column, reason }) => `${line}:${column} ${reason}`);

describe('math in HTML', () => {
  test('is set in the text of a block, and not in code, comments or addresses', async () => {
    const figure =
      '<figure><img src="a$b$.png" alt="$c$"><figcaption>So $a &lt; b$, \\(c\\), $5 and $6</figcaption></figure>';
    expect(await seen(figure)).toEqual(['So a<b, c, $5 and $6'.replace('<', '&lt;')]);
    const { html = '' } = (await compile(figure)).stacks[0]?.slides[0] ?? {};
    expect(html).toContain('<img src="a$b$.png" alt="$c$"');
    expect(await seen('<div><code>$a$</code> <!-- $b$ --> and \\eqref{x}</div>')).toEqual([
      '$a$ and \\eqref{x}',
    ]);
  });
});

describe('numbers of equations', () => {
  test('count through columns and stacks, and pass over hidden slides', async () => {
    const slides = [
      equation('a'),
      '----\n',
      equation('b'),
      '---\n',
      `<!-- .slide: data-visibility="hidden" -->\n${equation('h')}`,
      '---\n',
      `<!-- .slide: data-visibility="uncounted" -->\n${equation('c')}`,
      '---\n',
      equation('d'),
    ];
    expect(await seen(slides.join('\n'))).toEqual(['a(1)', 'b(2)', 'c(3)', 'd(4)']);
  });

  test('are text in what is seen and in what is heard, and no counter', async () => {
    const { stacks } = await compile(equation('a'));
    const html = stacks[0]?.slides[0]?.html ?? '';
    expect(html).not.toContain('eqn-num');
    expect(html.match(/\(1\)/g)).toHaveLength(2);
    expect(html).toContain('<mtext>(1)</mtext>');
  });

  test('are one for each row that has one, beside tags of the author’s own', async () => {
    const align = '$$\\begin{align} a\\\\ b\\nonumber\\\\ c\\tag{*}\\\\ d\\end{align}$$';
    expect(await seen(`${align}\n\n${equation('e')}`)).toEqual(['abcd(1)(*)(2)e(3)']);
    const html = (await compile(align)).stacks[0]?.slides[0]?.html ?? '';
    expect([...html.matchAll(/<mtext>(.*?)<\/mtext>/g)].map(([, text]) => text)).toEqual([
      '(1)',
      '(*)',
      '(2)',
    ]);
  });

  test('are there without other delimiters, too', async () => {
    const bare = '\\begin{align}\na_1 &= b_1 \\\\\nc &= d\n\\end{align}';
    expect(await seen(`Before\n${bare}\nand behind\n\n${bare}`)).toEqual([
      'Before a1c=b1=d(1)(2)and behind a1c=b1=d(3)(4)',
    ]);
    expect(await seen('`\\begin{equation}a\\end{equation}`')).toEqual(['\\begin{equation}a\\end{equation}']);
  });

  test('are none in starred ones and in formulas without a number', async () => {
    expect(await seen('$$\\begin{align*} a\\end{align*}$$\n\n$$b$$')).toEqual(['ab']);
  });

  test('follow an edit on a slide before', async () => {
    const { createRenderer } = new DeckCache();
    const rest = `---\n\n${equation('b')}\n\n---\n\nno formula\n\n---\n\n$x$`;
    expect(await seen(`one\n\n${rest}`, { createRenderer })).toEqual(['one', 'b(1)', 'no formula', 'x']);
    expect(await seen(`${equation('a')}\n\n${rest}`, { createRenderer })).toEqual([
      'a(1)',
      'b(2)',
      'no formula',
      'x',
    ]);
  });
});

describe('references', () => {
  test('show the number of an equation before or behind them, in formulas and among words', async () => {
    const deck = `See \\eqref{tide:b}, \\ref{a_1} and $x \\eqref{a_1}$.\n\n---\n\n${equation('\\label{a_1} -x')}\n\n---\n\n${equation('y\\label{tide:b}')}`;
    expect(await seen(deck)).toEqual(['See (2), 1 and x(1).', '−x(1)', 'y(2)']);
    expect(await told(deck)).toEqual([]);
  });

  test('find an equation that holds a link', async () => {
    const deck = `${equation('\\href{a.html}{x}\\label{x}')}\n\n\\eqref{x}`;
    expect(await seen(deck)).toEqual(['x(1)(1)']);
  });

  test('show a tag, and the number of the row in which the label stands', async () => {
    const deck =
      '$$x\\tag{B}\\label{x}$$\n\n$$\\begin{align}a\\label{a}\\\\b&=\\begin{aligned}1\\\\2\\end{aligned}\\label{b}\\end{align}$$\n\n\\eqref{x} \\eqref{a} \\eqref{b}';
    expect((await seen(deck))[0]).toMatch(/\(B\) \(1\) \(2\)$/);
  });

  test('are followed when an equation comes before', async () => {
    const { createRenderer } = new DeckCache();
    const rest = `\\eqref{b}\n\n---\n\n${equation('b\\label{b}')}`;
    expect(await seen(rest, { createRenderer })).toEqual(['(1)', 'b(1)']);
    expect(await seen(`${equation('a')}\n\n---\n\n${rest}`, { createRenderer })).toEqual([
      'a(1)',
      '(2)',
      'b(2)',
    ]);
  });

  test('to nothing are told where labels are used, and are text elsewhere', async () => {
    expect(await told(`${equation('a\\label{a}')}\n\nSee \\eqref{b} and $x\\ref{c}$.`)).toEqual([
      '5:5 `\\eqref{b}` refers to an equation that has no such label',
      '5:20 this formula is not valid TeX: no numbered equation has `\\label{c}`',
    ]);
    expect(await seen('LaTeX knows \\ref{fig:a}.')).toEqual(['LaTeX knows \\ref{fig:a}.']);
    expect(await told('LaTeX knows `\\ref{a}` and \\ref{fig:a}.')).toEqual([
      '1:27 `\\ref{fig:a}` refers to an equation that has no such label',
    ]);
  });

  test('are tied to the word before by the sign that TeX has for it', async () => {
    const deck = `By eq.~\\eqref{a} and eq.~\\ref{a}.\n\n${equation('a\\label{a}')}`;
    expect((await compile(deck)).stacks[0]?.slides[0]?.html).toContain('By eq.&nbsp;(1) and eq.&nbsp;1.');
  });

  test('go on in the next line where there is a sign of TeX, and are text where there is none', async () => {
    expect(await seen('So $a =\nb$ for $5 and\nno more than 6$.')).toEqual([
      'So a=b for $5 and no more than 6$.',
    ]);
  });
});

describe('definitions', () => {
  test('hold from one formula to the end of the deck, and take no room', async () => {
    const deck =
      '$\\newcommand{\\RR}{\\mathbb R} \\def\\two#1{#1#1}$\n\n# One\n\n---\n\n$\\RR$ and $$\\two{x}$$\n\n---\n\n$\\RR$';
    expect(await seen(deck)).toEqual(['One', 'R and xx', 'R']);
    expect((await compile(deck)).stacks[0]?.slides[0]?.html).not.toMatch(/<p><\/p>|katex/);
    expect(await told(deck)).toEqual([]);
  });

  test('do not hold before they stand', async () => {
    expect(await told('$\\RR$\n\n---\n\n$\\newcommand{\\RR}{\\mathbb R}$')).toEqual([
      '1:2 this formula is not valid TeX: Undefined control sequence: \\RR at position 1: \\̲R̲R̲',
    ]);
  });

  test('may be made anew, as MathJax lets them, those of KaTeX itself, too', async () => {
    expect(await seen('$\\newcommand{\\R}{r}\\R$\n\n---\n\n$\\newcommand{\\R}{s}\\R$')).toEqual(['r', 's']);
    expect(await told('$\\newcommand*{\\R}[1]{r_#1}\\R{2}$')).toEqual([]);
  });

  test('make operators', async () => {
    const deck =
      '$\\DeclareMathOperator{\\Tr}{Tr}\\DeclareMathOperator*{\\argmax}{argmax}$\n\n$\\Tr\\argmax$';
    expect(await told(deck)).toEqual([]);
  });

  test('may stand in the front matter, with arguments, in KaTeX’s form and in MathJax’s', async () => {
    const deck =
      '---\nmacros:\n  RR: \\mathbb{R}\n  \\pair: "(#1 \\\\mid #2)"\n  set: ["\\\\{#1\\\\}", 1]\n---\n$\\RR \\pair{a}{b} \\set{c}$';
    expect(await seen(deck)).toEqual(['R(a∣b){c}']);
    expect(await told('---\nmacros: { "a b": x, RR: { a: 1 } }\n---\nx')).toEqual([
      '2:11 `a b` cannot be a command of TeX',
      '2:21 the command `\\RR` cannot be {"a":1}',
    ]);
  });

  test('may begin equations', async () => {
    const deck =
      '$\\newcommand{\\be}{\\begin{equation}}\\newcommand{\\ee}{\\end{equation}}$\n\n$$\\be a\\ee$$\n\n---\n\n$$\\be b\\ee$$';
    expect(await seen(deck)).toEqual(['a(1)', 'b(2)']);
  });

  test('are set anew where they change', async () => {
    const { createRenderer } = new DeckCache();
    const deck = (tex: string) => `$\\newcommand{\\x}{${tex}}$ a\n\n---\n\n$\\x$`;
    expect(await seen(deck('1'), { createRenderer })).toEqual(['a', '1']);
    expect(await seen(deck('2'), { createRenderer })).toEqual(['a', '2']);
  });
});

describe('links and chemistry', () => {
  test('links lead where they say, and what runs is told', async () => {
    const deck = '$\\href{https://example.org/?a=1}{x}$ and $\\url{other.html}$';
    const { stacks, references } = await compile(deck);
    expect(stacks[0]?.slides[0]?.html).toContain('<a href="https://example.org/?a=1">');
    expect(stacks[0]?.slides[0]?.html).not.toContain('aria-hidden');
    expect(references.map(({ url }) => url)).toEqual(['https://example.org/?a=1', 'other.html']);
    expect(await told('# One\n\n$\\href{javascript:alert(1)}{x} \\htmlClass{a}{b}$')).toEqual([
      '3:2 this formula is not valid TeX: `\\href` cannot be used here, and `\\htmlClass` cannot be used here',
    ]);
  });

  test('formulas of chemistry are set', async () => {
    expect(await seen('$\\ce{H2O}$')).toEqual(['HX2O']);
    expect(await told('$\\ce{H2O}$ and $\\pu{5 m//s}$')).toEqual([]);
  });
});

describe('backslashes for reveal.js’s Markdown', () => {
  test.each([
    ['an index behind a command', '$$\\int\\_{a}^b x$$', '$$\\int_{a}^b x$$'],
    ['an index behind a letter', '$x\\_1 + y$', '$x_1 + y$'],
    ['rows', '$$\\begin{matrix} a \\\\\\\\ b \\end{matrix}$$', '$$\\begin{matrix} a \\\\ b \\end{matrix}$$'],
    ['a space among them', '$$a\\_{1}\\\\;b$$', '$$a_{1}\\;b$$'],
    ['stars', '$$\\begin{align\\*} a \\end{align\\*}$$', '$$\\begin{align*} a \\end{align*}$$'],
  ])('%s are taken away', async (_, escaped, plain) => {
    expect(await seen(escaped)).toEqual(await seen(plain));
    expect(await told(escaped)).toEqual([]);
  });

  test.each(['$max\\_len = 2$', '$\\text{a\\_b}_{c}$', '$\\mathrm{x\\_1}$', '$\\{a\\}$', '$a \\\\ b$'])(
    '%s stays as it is',
    async (source) => {
      const { html = '' } = (await compile(source)).stacks[0]?.slides[0] ?? {};
      expect(html).toContain(`>${source.slice(1, -1)}</annotation>`);
    },
  );
});
