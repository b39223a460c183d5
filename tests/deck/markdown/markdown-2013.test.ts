/** The rules of `markdown: 2013`, one by one, and random slides compared with what marked 0.2.9 shows. */
import { Marked } from 'marked';
import marked029 from 'marked-2013';
import { describe, expect, test, vi } from 'vitest';
import { markdown2013 } from '../../../server/deck/markdown/dialect-2013/dialect.ts';
import { visibleWords } from '../visible-words.ts';

const marked = new Marked(markdown2013());

function render(source: string): string {
  return marked.parse(source, { async: false });
}

/** One line, without the line breaks between blocks. */
function compact(html: string): string {
  return html.trim().replace(/>\n+/g, '>').replace(/\n+</g, '<');
}

const rules: readonly (readonly [fact: string, source: string, html: string])[] = [
  ['a heading needs no space', '#Tunnels', '<h1>Tunnels</h1>'],
  ['a heading drops closing hashes', '## Tunnels ##', '<h2>Tunnels</h2>'],
  ['a heading interrupts a paragraph', 'slow\n## Fast', '<p>slow</p><h2>Fast</h2>'],
  ['an underline makes a heading of one line', 'slow\nFast\n---', '<p>slow</p><h2>Fast</h2>'],
  ['three equals signs are enough', 'Fast\n===', '<h1>Fast</h1>'],
  ['a list item over dashes is a heading', '+ Fast\n---', '<h2>+ Fast</h2>'],
  ['spaces may part the marks of a rule', 'a\n\n- - -\n\nb', '<p>a</p><hr><p>b</p>'],
  [
    'an element holds Markdown',
    '<div>\n<li>**Fast** `x`</li>\n</div>',
    '<div><li><strong>Fast</strong> <code>x</code></li></div>',
  ],
  ['an element goes on over blank lines', '<div>\n\n_a_\n\n</div>\n\nb', '<div><em>a</em></div><p>b</p>'],
  ['an element goes on until its end ends a line', '<p>a</p> b\n\n<p>c</p>', '<p>a</p> b<p>c</p>'],
  ['an element interrupts a paragraph', 'a\n<div>b</div>', '<p>a</p><div>b</div>'],
  ['an indented element does not', 'a\n <i>b</i>\n <div>c</div>', '<p>a\n <i>b</i> <div>c</div></p>'],
  ['an inline tag opens no block', '<small>\n  _a_\n</small>', '<p><small>  <em>a</em></small></p>'],
  [
    'a tag may run over lines',
    '<img\n  alt="a\n b"\n  src="a.png" />',
    '<p><img\n  alt="a\n b"\n  src="a.png" /></p>',
  ],
  ['preformatted text is no Markdown', '<pre>\n_a_\n\n**b**</pre>', '<pre>_a_\n\n**b**</pre>'],
  ['a style sheet is no Markdown', '<style>\n* { x: y } *\n</style>', '<style>* { x: y } *</style>'],
  ['a comment stands alone', '<!-- a\n\nb -->\n\nc', '<!-- a\n\nb --><p>c</p>'],
  ['a comment below text belongs to its paragraph', 'a\n<!-- b -->', '<p>a<!-- b --></p>'],
  ['a lone tag is a block', '<hr class="x">\n\na', '<hr class="x"><p>a</p>'],
  ['neighbouring quotes merge', '> a\n\n> b', '<blockquote><p>a</p><p>b</p></blockquote>'],
  ['a quote takes the line below', '> a\nb\n\nc', '<blockquote><p>a\nb</p></blockquote><p>c</p>'],
  ['a list needs a blank line before it', 'a\n+ b', '<p>a\n+ b</p>'],
  ['bullets of all kinds are one list', '+ a\n- b\n* c', '<ul><li>a</li><li>b</li><li>c</li></ul>'],
  ['numbers count from 1', '3. a\n4. b', '<ol><li>a</li><li>b</li></ol>'],
  ['two spaces nest', '+ a\n  + b\n+ c', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>'],
  ['one space nests, too', '+ a\n + b', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
  [
    'each item is loose or tight by itself',
    '+ a\n\n+ b\n+ c',
    '<ul><li><p>a</p></li><li><p>b</p></li><li>c</li></ul>',
  ],
  ['text after a blank line ends a list', '+ a\n\nb', '<ul><li>a</li></ul><p>b</p>'],
  ['indented text after a blank line does not', '+ a\n\n b', '<ul><li><p>a</p><p>b</p></li></ul>'],
  ['two blank lines end a list', '+ a\n\n\n+ b', '<ul><li>a</li></ul><ul><li>b</li></ul>'],
  ['a rule ends a list', '+ a\n\n* * *', '<ul><li>a</li></ul><hr>'],
  ['a list knows no tables', '+ x\n\n  a|b\n  -|-\n', '<ul><li><p>x</p><p>a|b\n-|-</p></li></ul>'],
  ['a list knows no task boxes', '+ [x] a', '<ul><li>[x] a</li></ul>'],
  ['a fence takes one word', '```ocaml\nlet x\n```', '<pre><code class="language-ocaml">let x</code></pre>'],
  ['a fence of two words is a code span', '```ocaml x\nlet x\n```', '<p><code>ocaml x\nlet x</code></p>'],
  ['a fence may be indented', '   ```\na\n   ```', '<pre><code>a</code></pre>'],
  ['a fence may close behind code', '```\na ```\n\nb', '<pre><code>a</code></pre><p>b</p>'],
  ['a fence interrupts a paragraph', 'a\n```\nb\n```', '<p>a</p><pre><code>b</code></pre>'],
  ['a fence that stays open is text', '```\na', '<p>```\na</p>'],
  ['four spaces are code', 'a\n\n    b\n\n    c', '<p>a</p><pre><code>b\n\nc</code></pre>'],
  ['a tab is four spaces', '\ta', '<pre><code>a</code></pre>'],
  ['references in code stay as written', '`&lt;`', '<p><code>&amp;lt;</code></p>'],
  ['references in text are characters', '&lt; & <', '<p>&lt; &amp; &lt;</p>'],
  ['a mark inside a word opens emphasis', 'a_b c_ d', '<p>a<em>b c</em> d</p>'],
  ['a mark before a letter closes none', 'snake_case_name', '<p>snake_case_name</p>'],
  ['an escaped mark is a character', 'mort\\_\\_\\_', '<p>mort___</p>'],
  ['strong may end inside a word', '**a**b', '<p><strong>a</strong>b</p>'],
  ['strong may begin with a space', '** a **', '<p><strong> a </strong></p>'],
  ['emphasis holds strong', '_a __b__ c_', '<p><em>a <strong>b</strong> c</em></p>'],
  ['strong holds emphasis', '**a *b* c**', '<p><strong>a <em>b</em> c</strong></p>'],
  ['emphasis may cross code', '*a `b*`', '<p><em>a `b</em>`</p>'],
  ['two tildes delete', '~~a~~ ~b~', '<p><del>a</del> ~b~</p>'],
  ['two spaces break a line', 'a  \nb', '<p>a<br>b</p>'],
  ['fewer backticks may close', '``a`', '<p><code>`a</code></p>'],
  [
    'an address ends before punctuation',
    '(http://x.org/a).',
    '<p>(<a href="http://x.org/a">http://x.org/a</a>).</p>',
  ],
  ['an address without scheme is text', 'www.x.org', '<p>www.x.org</p>'],
  ['angle brackets make a link', '<http://x.org/__>', '<p><a href="http://x.org/__">http://x.org/__</a></p>'],
  ['a mail address is a link', '<me@x.org>', '<p><a href="mailto:me@x.org">me@x.org</a></p>'],
  [
    'an address with @ is no mail',
    '<http://x.org/@me>',
    '<p><a href="http://x.org/@me">http://x.org/@me</a></p>',
  ],
  ['a link ends at its first parenthesis', '[a](b_(c))', '<p><a href="b_(c">a</a>)</p>'],
  ['a link may have a title', '[a](b \'c "d"\')', '<p><a href="b" title="c &quot;d&quot;">a</a></p>'],
  ['a link may break after its parenthesis', '[a](\n  b)', '<p><a href="b">a</a></p>'],
  ['brackets may stand in a link', '[a [b] c](d)', '<p><a href="d">a [b] c</a></p>'],
  ['an address in a link stays text', '[http://a.org](b)', '<p><a href="b">http://a.org</a></p>'],
  [
    'an address in an anchor stays text',
    '<a href="b">http://a.org</a>',
    '<p><a href="b">http://a.org</a></p>',
  ],
  ['a link to a script is text', '[a](javascript:b) [c](&#106;avascript:d)', '<p>a c</p>'],
  ['a definition serves all links', '[A], [b][a]\n\n[a]: c', '<p><a href="c">A</a>, <a href="c">b</a></p>'],
  ['an undefined label is text', '[a] [b][c]', '<p>[a] [b][c]</p>'],
  ['a picture keeps its text', '![*a*](b "c")', '<p><img src="b" alt="*a*" title="c"></p>'],
  [
    'rows need no outer pipes',
    'a | b\n--|:-:\n1 | *2*\n',
    '<table><thead><tr><th>a</th><th align="center">b</th></tr></thead><tbody><tr><td>1</td><td align="center"><em>2</em></td></tr></tbody></table>',
  ],
  [
    'outer pipes are no cells',
    '| a |\n|---|\n| b |\n',
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>',
  ],
];

describe('the dialect of 2013', () => {
  test.each(rules)('%s', (_fact, source, html) => {
    expect(compact(render(source))).toBe(html);
  });

  test('passes text on to the extensions that follow', () => {
    const shout = {
      name: 'shout',
      level: 'inline' as const,
      start: (src: string) => src.indexOf('@@'),
      tokenizer: (src: string) => (src.startsWith('@@') ? { type: 'shout', raw: '@@' } : undefined),
      renderer: () => '!',
    };
    const extended = new Marked(markdown2013(), { extensions: [shout] });
    expect(extended.parse('a@@b', { async: false })).toBe('<p>a!b</p>\n');
  });

  test.each(['_', '*a**b', '[', '![', '[](', '`', '<', '<div', '<a:/', '<!--', '| a\n'])(
    'reads hundreds of %j in steps that grow at most with the square of their number',
    (piece) => {
      const [few, twice] = [stepsOf(piece.repeat(300)), stepsOf(piece.repeat(600))];
      expect(few).toBeGreaterThan(0);
      expect(twice / few).toBeLessThan(4.1);
    },
  );
});

/** How often a regular expression is asked while a text is read: all that takes time there. */
function stepsOf(source: string): number {
  const { exec } = RegExp.prototype;
  let steps = 0;
  const counting = vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text) {
    steps += 1;
    return exec.call(this, text);
  });
  try {
    render(source);
  } finally {
    counting.mockRestore();
  }
  return steps;
}

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const phrases = [
  'quick', '**bold**er', '__from__ here', '_slow_', 'a *b **c** d* e', 'snake_case_x', 'me\\_\\_', '`W^X`', '``a`b``',
  '<http://a.org/x_y_>', 'http://a.org/b_(c).', '(https://a.org)', '[t](u)', '[t](u_(v))', '[http://a.org](u)', '[d]',
  '[t][d]', '[none]', '[a [b] c](d)', '![p](p.png)', 'a < b', '1 & 2', '&lt;x&gt;', '<br />', '<small>s **t**</small>',
  '<img class="a"\n     src="b.png" />', '<!-- .element: class="fragment" -->', '~~gone~~', '~', '**open', '_open', '`open',
  '-> x', 'x : \'a', '2 * 3 * 4', '#1', '+ 1', 'a | b', '<li>c **d**', '</div>', '\\*', 'end  ', '|',
]; // biome-ignore format: a list of words

const blocks = [
  '## %', '#%', '% #', '%\n===', '%\n---', '%', '%\n%', '%\n%\n%', '+ %\n+ %', '+ %\n  + %\n  + %\n+ %', '- %\n\n- %\n    %',
  '1. %\n   + %\n\n2. %', '* %\n\n  %\n* %', '+ %\n```\n%\n```', '```\n%\n```', '  ```ocaml\n%\n\n%\n  ```', '    %\n    %',
  '> %\n> %', '> %\n%', '> + %\n> + %', '<div class="left">\n  %\n\n  %\n</div>', '<p>%</p>', '<p class="x"\n   id="y">\n%\n</p>',
  '<ul>\n<li>%</li>\n<li>%\n</ul>', '<pre><code>\n%\n\n%</code></pre>', '<table><tr><td>%</td>\n\n<td>%</td></tr></table>', '<br />', '***',
  '| % | x\n|---|---\n| y | %\n', 'x | %\n--|:-:\n% | y\n', '<!-- a **b** -->', '[d]: http://d.org "t"', '<center>%</center> %',
]; // biome-ignore format: a list of blocks

describe('random slides', () => {
  test('show the words that marked 0.2.9 shows', () => {
    const random = seeded(2013);
    const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
    const phrase = () =>
      Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(phrases)).join(
        pick([' ', ' ', '\n', '']),
      );
    for (let round = 0; round < 600; round++) {
      const count = 1 + Math.floor(random() * 5);
      const parts = Array.from(
        { length: count },
        () => pick(blocks).replace(/%/g, phrase) + pick(['\n\n', '\n\n', '\n', '\n\n\n']),
      );
      const slide = parts.join('');
      expect({ slide, words: visibleWords(render(slide)) }).toEqual({
        slide,
        words: visibleWords(marked029(slide)),
      });
    }
  });
});
