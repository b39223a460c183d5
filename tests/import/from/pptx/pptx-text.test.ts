/** Text of PowerPoint: lists by level, code by its face, breaks, raised letters, links, and text that only looks like Markdown. */
import { expect, test } from 'vitest';
import { imported, pack, paragraph, relations, run, SPACES, shape, slide } from './presentation.ts';

const item = (text: string, settings = '') => paragraph(run(text), settings);
const body = (inner: string) =>
  imported(pack([[slide(shape('body', inner))]])).markdown.replace(/^---[\s\S]*?---\n\n/, '');
const plain = (...texts: readonly string[]) =>
  body(texts.map((text) => item(text, '<a:pPr><a:buNone/></a:pPr>')).join(''));
const at = (level: number, bullet = '') => `<a:pPr lvl="${level}">${bullet}</a:pPr>`;
const number = (start = '') => `<a:buAutoNum type="arabicPeriod"${start}/>`;

test('items stand in the item above them, also where a level is left out', () => {
  expect(body(item('a') + item('b', at(2)) + item('c', at(0)) + item('d', at(3)))).toBe(
    '- a\n  - b\n- c\n  - d',
  );
  expect(body(item('a', at(2)) + item('b', at(0)))).toBe('- a\n- b');
});

test('numbers count, begin where they are told, and go on behind items within', () => {
  const list =
    item('a', at(0, number(' startAt="9"'))) +
    item('b', at(0, number(' startAt="9"'))) +
    item('c', at(1)) +
    item('d', at(0, number(' startAt="9"')));
  expect(body(list)).toBe('9. a\n10. b\n    - c\n11. d');
});

test('words further in than an item are its own, and numbers go on behind them', () => {
  const none = '<a:buNone/>';
  const list =
    item('a', at(0, number())) +
    item('more', at(1, none)) +
    item('b', at(0, number())) +
    item('c', at(0, none));
  expect(body(list)).toBe('1. a\n\n   more\n2. b\n\nc');
});

test('bullets that were typed are those of a list', () => {
  const none = '<a:pPr><a:buNone/></a:pPr>';
  expect(body(item('Tides', none) + item('• ebb', none) + item('▪  # flow', none) + item('•', none))).toBe(
    'Tides\n\n- ebb\n- \\# flow\n\n•',
  );
});

test('breaks are kept, and two of them part paragraphs', () => {
  expect(body(paragraph(`${run('a')}<a:br/>${run('- b')}<a:br/><a:br/>${run('c')}<a:br/>`))).toBe(
    '- a\\\n  \\- b\n\n  c',
  );
});

test('what is set in a face for code is code: lines of it a block, words of it a span', () => {
  const mono = '<a:latin typeface="Courier New"/>';
  const code = ['def f(x):', '    return x*2', '', 'f(1) # ```'].map((line) =>
    line === '' ? paragraph('') : paragraph(run(line, mono)),
  );
  expect(body(item('Call') + code.join('') + paragraph(run('use ') + run('a_b*', mono)))).toBe(
    '- Call\n\n````\ndef f(x):\n    return x*2\n\nf(1) # ```\n````\n\n- use `a_b*`',
  );
});

const MONO = '<a:latin typeface="Courier New"/>';

test('lines of code that are breaks of one paragraph are a block, beside other words, too', () => {
  const code = paragraph(`${run('def f():', MONO)}<a:br/>${run('    return 1', MONO)}`);
  expect(body(item('Call') + code)).toBe('- Call\n\n```\ndef f():\n    return 1\n```');
});

test('numbered commands stay a list; numbers before indented lines count lines of code', () => {
  const numbered = (...lines: readonly string[]) =>
    body(lines.map((line) => paragraph(run(line, MONO), at(0, number()))).join(''));
  expect(numbered('git add', 'git commit')).toBe('1. `git add`\n2. `git commit`');
  expect(numbered('if x:', '  f()')).toBe('```\nif x:\n  f()\n```');
});

test('raised and lowered letters', () => {
  expect(body(paragraph(run('10') + run('3', 'baseline="30000"') + run('i', 'baseline="-25000"')))).toBe(
    '- 10<sup>3</sup><sub>i</sub>',
  );
});

test.each([
  ['- dash', '\\- dash'],
  ['1. one', '1\\. one'],
  ['2) two', '2\\) two'],
  ['---', '\\---'],
  ['===', '\\==='],
  ['# hash', '\\# hash'],
  ['&gt; so', '\\> so'],
  [': so', '\\: so'],
  ['~~x~~, about ~5', '\\~\\~x\\~\\~, about \\~5'],
  ['about ~5', 'about ~5'],
  ['write &amp;lt; and AT&amp;T', 'write \\&lt; and AT&T'],
  ['a :smile: at 10:30:15', 'a \\:smile: at 10:30:15'],
  ['[1] Byron', '[1] Byron'],
  ['[a](b) [^1]', '[a\\](b) [\\^1]'],
  ['[x] done', '[x\\] done'],
  ['50%% off', '50\\%\\% off'],
  ['a {.b}', 'a {&NoBreak;.b}'],
  ['a {style="color:red"}', 'a {&NoBreak;style="color:red"}'],
  ['a {b=1} {c}', 'a {b=1} {c}'],
  ['::: notes', '\\::: notes'],
  ['.notes: a', '\\.notes: a'],
  ['{{&lt; note >}}', '{{\\< note >}}'],
  ['&lt;aside class="notes">', '&lt;aside class="notes">'],
  ['&lt;!-- a', '&lt;!-- a'],
  ['a &lt; b', 'a \\< b'],
])('%s stays text', (written, markdown) => {
  expect(plain(written)).toBe(markdown);
});

test('lines of a paragraph make no table', () => {
  expect(body(paragraph(`${run('a|b')}<a:br/>${run(':-|-:')}`, '<a:pPr><a:buNone/></a:pPr>'))).toBe(
    'a|b\\\n\\:-|-:',
  );
});

test('words beside others, where Markdown reads no marks, have tags', () => {
  const inner =
    run('a', 'b="1"') +
    run('b', 'i="1"') +
    run(' c ') +
    run('(d)', 'b="1" i="1"') +
    run('e') +
    run('f', 'b="1"') +
    run('.');
  expect(body(paragraph(inner))).toBe(
    '- <strong>a</strong><em>b</em> c <strong><em>(d)</em></strong>e**f**.',
  );
});

test('what would hide other slides does not in notes', () => {
  const notes = ['::: notes', '%%', '&lt;aside class="notes">', '&lt;!--'].map((text) => item(text)).join('');
  const archive = pack([[slide(''), relations({ n: ['notesSlide', '../notesSlides/n.xml'] })]], {
    'ppt/notesSlides/n.xml': `<p:notes ${SPACES}><p:cSld><p:spTree>${shape('body', notes)}</p:spTree></p:cSld></p:notes>`,
  });
  expect(imported(archive).markdown).toMatch(
    /Note:\n\\::: notes\n\n\\%\\%\n\n&lt;aside class="notes">\n\n&lt;!--$/,
  );
});

test('a link of a whole shape is that of its words, but those that have one', () => {
  const words = shape('', paragraph(run('Back') + run(' or on', '<a:hlinkClick r:id="o"/>')));
  const linked = words.replace('name="x"/>', 'name="x"><a:hlinkClick r:id="b"/></p:cNvPr>');
  const rels = relations({
    b: ['hyperlink', 'https://example.org/b'],
    o: ['hyperlink', 'https://example.org/o'],
  });
  expect(imported(pack([[slide(linked), rels]])).markdown).toMatch(
    /\[Back\]\(https:\/\/example\.org\/b\) \[or on\]\(https:\/\/example\.org\/o\)$/,
  );
});

test('links to the web, with brackets in their words and address; to slides by name; others are told', () => {
  const click = (id: string, action = '') => `<a:hlinkClick r:id="${id}" action="${action}"/>`;
  const inner =
    run('[a]', click('w')) +
    run(' b', click('s', 'ppaction://hlinksldjump')) +
    run(' c', click('f')) +
    run(' d', click('', 'ppaction://hlinkshowjump?jump=lastslide'));
  const archive = pack([
    [
      slide(shape('body', paragraph(inner)), 'show="false"'),
      relations({
        w: ['hyperlink', 'https://example.org/a_(b)'],
        s: ['slide', 'slide2.xml'],
        f: ['hyperlink', 'https:plan.docx'],
      }).replace('https:plan.docx', 'file:///C:/plan.docx'),
    ],
    [slide(shape('title', item('Two')))],
  ]);
  const { markdown, losses } = imported(archive);
  expect(markdown).toContain(
    '{data-visibility=hidden}\n\n- [\\[a\\]](<https://example.org/a_(b)>) [b](#/slide-2) c [d](#/slide-2)\n\n---\n\n{#slide-2}\n\n## Two',
  );
  expect(losses).toContain(
    '1: `file:///C:/plan.docx`: a browser cannot follow this link; its words are there without it.',
  );
});
