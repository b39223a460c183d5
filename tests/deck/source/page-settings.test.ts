/** What is taken over from pages made for reveal.js, and what is told. */
import { expect, test } from 'vitest';
import { parseDeck } from '../../../server/deck/parse.ts';
import { readObject } from '../../../server/deck/source/html/object-literal.ts';

function read(text: string) {
  const { settings, warnings } = parseDeck({ name: 'talk', file: 'talk/index.html', text, format: 'html' });
  return {
    settings,
    told: warnings.map(({ line, column, rule, reason }) => `${line}:${column} [${rule}] ${reason}`),
  };
}

const page = (head: string, script: string) => `<!doctype html>
<html lang="de">
<head>
<title>Gezeiten</title>
${head}
</head>
<body><div class="reveal"><div class="slides"><section><h1>A</h1></section></div></div>
${script}
</body></html>`;

test('theme, code theme, styles, options, title and language are taken over', () => {
  const head = `<link rel="stylesheet" href="dist/reset.css">
<link rel="stylesheet" href="dist/reveal.css">
<link rel="stylesheet" href="dist/theme/moon.css" id="theme">
<link rel="stylesheet" href="plugin/highlight/zenburn.css">
<link rel="stylesheet" href="css/mine.css">
<style>
.reveal h1 { color: red }
</style>`;
  const script = `<script src="dist/reveal.js"></script>
<script src="plugin/notes/notes.js"></script>
<script>
  Reveal.initialize({
    hash: true, // links
    slideNumber: 'c/t',
    transition: "convex",
    width: 1200, height: 700.5, margin: .1,
    'controls': false, /* none */
    plugins: [ RevealMarkdown, RevealHighlight, RevealNotes, RevealMath.KaTeX ]
  });
</script>`;
  const { settings, told } = read(page(head, script));
  expect(told).toEqual([]);
  expect(settings).toMatchObject({
    title: 'Gezeiten',
    lang: 'de',
    theme: 'moon',
    highlightTheme: 'zenburn',
    css: [
      { href: 'css/mine.css', from: 'talk/index.html' },
      { href: 'talk/index.html', from: 'talk/index.html', line: 10, text: '\n.reveal h1 { color: red }\n' },
    ],
  });
  expect(settings.revealOptions).toEqual({
    hash: true,
    slideNumber: 'c/t',
    transition: 'convex',
    width: 1200,
    height: 700.5,
    margin: 0.1,
    controls: false,
  });
});

test('what is not written out, or not supported, is told at its line', () => {
  const script = `<script src="extra.js"></script>
<script>
Reveal.initialize({
  width: window.innerWidth,
  shuffle: true,
  transition: 'spin',
  plugins: [RevealChalkboard]
});
</script>
<script>alert(1)</script>`;
  expect(read(page('', script)).told).toEqual([
    '8:1 [active-content] the script `extra.js` of this page does not run',
    '11:3 [setting-without-effect] the reveal.js option `width` of this page is not taken over',
    '14:3 [setting-without-effect] the reveal.js option `plugins` of this page is not taken over',
    '17:1 [active-content] a script of this page does not run',
    '12:3 [setting-without-effect] the reveal.js option `shuffle` has no effect here',
    '13:3 [setting-value] the reveal.js option `transition` cannot be "spin"',
  ]);
});

test('front matter wins over the page, and the page over what is around', () => {
  const html = page('<link rel="stylesheet" href="css/theme/sky.css">', '');
  const text = `---\ntitle: Mine\n---\n${html}`;
  const deck = parseDeck({
    name: 'talk',
    file: 'talk/index.html',
    text,
    format: 'html',
    layers: [{ theme: 'black', venue: 'Here' }],
  });
  expect(deck.settings).toMatchObject({ title: 'Mine', theme: 'sky', venue: 'Here' });
});

test.each([
  ['https://cdn.example/reveal.js@4/dist/theme/night.min.css', { theme: 'night' }],
  ['css/theme/default.css', { theme: 'league' }],
  ['css/theme/mine.css?v=2', { theme: 'css/theme/mine.css?v=2' }],
  ['lib/css/monokai.css', { highlightTheme: 'monokai' }],
  ['https://cdn.example/highlight.js/11.9.0/styles/github-dark.min.css', { highlightTheme: 'github-dark' }],
  ['styles/own.css', { highlightTheme: 'own' }],
])('the style sheet %s means %j', (href, means) => {
  expect(read(page(`<link href="${href}" rel="stylesheet">`, '')).settings).toMatchObject(means);
});

test('a page of remark is recognised', () => {
  const text =
    '<textarea id="source">\nclass: center\n# A\n???\nsecret\n</textarea><script>remark.create()</script>';
  expect(() => read(text)).toThrow(
    expect.objectContaining({
      diagnostic: expect.objectContaining({
        hint: 'This page was written for remark: `lectern import` makes a deck of it.',
      }),
    }),
  );
});

test('options given to a deck that is made are taken over', () => {
  const script =
    '<script type="module">\nimport Reveal from "reveal.js";\nconst deck = new Reveal(document.querySelector(".reveal"), { controls: false });\ndeck.initialize();\n</script>';
  expect(read(page('', script))).toMatchObject({
    told: [],
    settings: { revealOptions: { controls: false } },
  });
});

test('options given to a deck when it starts are taken over, too', () => {
  const script =
    '<script type="module">\nconst talk = new Reveal({ plugins: [ Notes ], controls: false });\ntalk.initialize({ hash: true });\n</script>';
  expect(read(page('', script))).toMatchObject({
    told: [],
    settings: { revealOptions: { controls: false, hash: true } },
  });
});

test('a run of sections says nothing', () => {
  const { settings, told } = read(
    '<section><h1>A</h1><script>Reveal.initialize({ controls: false })</script></section>',
  );
  expect([settings.revealOptions, told]).toEqual([{}, []]);
});

test.each([
  ['{ a: 1, b: -2.5e3, c: .5 }', { a: 1, b: -2500, c: 0.5 }],
  ['{ a: \'it\\\'s\', "b": "x, }", c: `y` }', { a: "it's", b: 'x, }', c: 'y' }],
  [
    '{ a: true, b: null, c: !0, d: f({ e: 1 }), g: 2 }',
    { a: true, b: null, c: undefined, d: undefined, g: 2 },
  ],
  [
    '{ a: 1 + 1, b: `x\u0024{y}`, ...rest, c, d: { e: "}" }, f: 3 }',
    { a: undefined, b: undefined, d: undefined, f: 3 },
  ],
  ['{ /* a: 1, */ b: 2 // c: 3\n, d: "//" }', { b: 2, d: '//' }],
  ['{ a() { return 1 }, b: 2 }', { b: 2 }],
  ['{', {}],
  ['{ : : }', {}],
])('%s has %j', (text, values) => {
  expect(Object.fromEntries(readObject(text, 0).map(({ name, value }) => [name, value]))).toEqual(values);
});
