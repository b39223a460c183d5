/** Whatever language of a deck a comment is written in, it is in no byte that the audience gets. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staticFiles } from '../../server/seal/static/static-files.ts';
import { loadSite } from '../../server/site/load.ts';
import type { Site } from '../../server/site/site.ts';
import { SiteHistory } from '../../server/site/site-history.ts';
import { audienceText } from '../setup/audience.ts';
import type { Files } from '../setup/folder.ts';
import { siteMaker } from '../setup/loading.ts';

const fence = (language: string, ...lines: readonly string[]) =>
  [`\`\`\`${language}`, ...lines, '```'].join('\n');
const mermaid = (...lines: readonly string[]) => fence('mermaid', ...lines);

/** Slides of one deck by the language in which each has comments; every `@` is a word of that slide alone. */
const slides: Readonly<Record<string, string>> = {
  'HTML in Markdown': 'text <!-- @ --> text\n\n<!-- @ -->\n\n<div title="<!-- @ -->" lang="<!-- @">x</div>',
  'HTML that browsers take for comments': '<div><! @ ></div>\n\n<div><? @ ?></div>\n\n<p></ @ ></p>',
  'HTML in a heading': '## Head <!-- @ -->\n\n### <!-- @ -->',
  'HTML in what is not shown':
    '<iframe title="x"><!-- @ --></iframe>\n\n<svg><title><!-- @ --></title></svg>\n\n<title><!-- @ --></title>',
  'HTML in a template':
    '<template><!-- @ --><style>/* @ */</style></template>\n\n<noscript><!-- @ --></noscript>',
  'HTML in MathML': '<math><!-- @ --><annotation encoding="text/html"><!-- @ --></annotation></math>',
  'HTML in braces': 'text {title="<!-- @ -->"}\n\nmore {style="color: /* @ */ red"}',
  'HTML in a header of its own': '<!-- .slide: data-header="<!-- @ --" data-footer="x <!-- @" -->\n\ntext',
  'definitions of links': '[//]: # (@)\n[comment]: <> (@)\n[_]: @\n\nText.\n\n[//]: # "@"',
  'footnotes without a reference': 'Text.\n\n[^1]: @',
  'CSS of a slide':
    '<style>/* @ */ h2 { color: red /* @ */ } p::before { content: "/* shown */" }\n/* @</style>',
  'CSS that browsers recover from':
    '<style>a { b: "x\n/* @ */ } c\\"d { /* @ */ } e { background: URL( /* @ */ "x.png") }</style>',
  'CSS in SVG':
    '<div>\n<svg><style>/* @ */ a {} /* x <!-- x --> @ */</style><path fill="red /* @ */" style="/* @ */"/></svg>\n</div>',
  'CSS in CDATA': '<div>\n<svg><style><![CDATA[ /* @ */ ]]></style></svg>\n</div>',
  'CSS of an attribute':
    '<p style="color: /* @ */ red">x</p>\n\n<img alt="" src="data:," sizes="/* @ */ 10px">',
  'CSS of a background':
    '<!-- .slide: data-background-gradient="linear-gradient(/* @ */ red, blue)" data-background-size="/* @ */ cover" -->\n\ntext',
  TeX: '$$\na % @\n+ b % @\n$$\n\n$a % @$ and \\(b % @\\)\n\n```math\nc % @\n```',
  'TeX in a heading': '## On $a % @$\n\nOn \\(b % @\n\\)\n===',
  'TeX with a mistake': '$$\n\\frac{a % @\n$$\n\n$\\nothing % @$',
  'Mermaid, lines': mermaid('%% @', 'pie', '  %% @', '  "a" : 1', '%%@', '  "b" : 2'),
  'Mermaid, behind a statement': mermaid('pie', '  "a" : 1 %% @'),
  'Mermaid, directives': mermaid(
    '%%{init: {"theme": "forest", "note": "@", "themeCSS": "/* @ */ .a{}"}}%%',
    '%%{ @ }%%',
    '%%{init: @}%%',
    'pie',
    '"a" : 1',
  ),
  'Mermaid, a directive of several lines': mermaid(
    '%%{init: {',
    '  "theme": "forest",',
    '  "note": "@"',
    '}}%%',
    'gantt',
    'section S',
    'A :a1, 2014-01-01, 3d # @',
  ),
  'Mermaid, drawn here': [
    mermaid('%% @', 'flowchart LR', '%%{init: {"@": 1}}%%', 'A --> B %% @'),
    mermaid('stateDiagram-v2', 'A --> B %% @'),
    mermaid('sequenceDiagram', 'accDescr {', '%% @', 'x %% @', '}', 'A->>B: hi # @'),
  ].join('\n\n'),
  'Mermaid, with a mistake': [
    mermaid('---', 'title: x # @', '# @', '---', '%% @', 'flowchart LR', '  A -->', '  %% @'),
    mermaid('nothing', '%% @', 'a %% @'),
  ].join('\n\n'),
  Graphviz: fence('dot', '// @', '# @', 'digraph {', '  a -> b /* @', '@ */ // @', '  a [comment="@"]', '}'),
  'Graphviz, with a mistake': fence('dot', '// @', '# @', 'digraph {', '  a -> "// shown" /* @', '@ */ // @'),
};

const sections: Readonly<Record<string, string>> = {
  'HTML around the slides': '<!-- @ --><section><!-- @ --></section>',
  'HTML between the slides of a column': '<section><!-- @ --><section>B</section><!-- @ --></section>',
  'HTML in attributes of sections':
    '<section title="<!-- @ -->" style="/* @ */"><section data-state="<!-- @ -->" style="/* @ */">C</section></section>',
  'TeX in HTML': '<section><p>\\[ a % @\n + b \\]</p></section>',
};

/** Decks whose comments are not, or not only, in their slides. */
const decks: Readonly<Record<string, Files>> = {
  'HTML in a header': {
    'deck.md':
      '---\nheader: "Head <!-- @ -->"\nfooter: ["<aside class=notes>@</aside>", "x"]\n---\n# A\n\n---\n\n## B\n\ntext',
  },
  YAML: { 'deck.md': '---\n# @\ntitle: Shown # @\nvars: { a: b } # @\n---\n# A' },
  'an included file': {
    'deck.md': '<!-- include: part.md -->',
    'part.md': '---\n# @\nvars: { a: b }\n---\n<!-- @ -->\n\n# Part\n\n[//]: # (@)\n',
  },
  'CSS of the deck': {
    'deck.md': '---\ncss: own.css\n---\n# A',
    'own.css': '/*! @ */ @import "more.css"; /* @ */ h2 { color: red; /*! @ */ }',
    'more.css': '/*! @ */ h3 { color: red }',
  },
  'CSS as theme': { 'deck.md': '---\ntheme: own.css\n---\n# A', 'own.css': '/*! @ */ h2 { color: red; }' },
  scripts: {
    'deck.md': '---\nclient: own.ts\n---\n# A',
    'own.ts':
      '/*! @ */\n// @license @\n/** @preserve @ */\nimport "./more.css";\nimport { more } from "./more.js";\n/** @ */ export default function () { /*! @ */ more(); //! @\n}',
    'more.js': '//! @\nexport const more = () => console.log(/*! @ */ 1);',
    'more.css': '/*! @ */ @import "./sheet.css"; h2 { color: red }',
    'sheet.css': '/*! @ */ h3 { color: red }',
  },
  'a slide of nothing but a diagram': { 'deck.md': mermaid('%% @', 'pie', '"a" : 1 %% @') },
  'a deck that holds back': {
    'deck.md': `---\naudience: shown-only\nheader: "<!-- @ -->"\n---\n# A\n\n<style>/* @ */</style>\n\n$a % @$\n\n${mermaid('%% @', 'pie', '"a" : 1 %% @')}`,
  },
  'the site’s file': { 'deck.md': '# A' },
};

const languages = [slides, sections, decks].flatMap((each) => Object.keys(each));
const wordOf = (language: string) => `verborgen${languages.indexOf(language)}x`;

/** What JavaScript and CSS begin with the same sign is no place of a word. */
const worded = (text: string, language: string) =>
  text.replace(/@(?!import|license|preserve)/g, wordOf(language));

const talkOf = (parts: Readonly<Record<string, string>>, between: string) =>
  Object.entries(parts)
    .map(([language, text]) => worded(text, language))
    .join(between);

const { siteOf, remove } = siteMaker();
afterAll(remove);

let served = '';
let written = '';

beforeAll(async () => {
  const own = Object.entries(decks).flatMap(([language, files], i) =>
    Object.entries(files).map(([name, text]) => [`d${i}/${name}`, worded(String(text), language)]),
  );
  const { folder, options } = siteOf({
    ...Object.fromEntries(own),
    'slides/deck.md': `# Shown\n\n---\n\n${talkOf(slides, '\n\n---\n\n')}`,
    'sections/deck.html': `<body><section>A</section>${talkOf(sections, '')}</body>`,
    'site.yml': worded('# @\ntitle: Shown # @\n', 'the site’s file'),
  });
  const history = new SiteHistory({ ...options, root: folder.path, encodes: false });
  for (const name of ['slides', 'sections', ...Object.keys(decks).map((_, i) => `d${i}`)])
    history.openInDev.add(name);
  const site = await loadSite(options, { history });
  expect(site.decks.flatMap(({ errors }) => errors)).toEqual([]);
  served = audienceText(site);
  written = staticText(site);
}, 120_000);

function staticText(site: Site): string {
  const used = ({ resources }: Site) => new Set(resources.keys());
  const files = staticFiles(site, {
    speakerViews: false,
    url: undefined,
    previews: new Map(),
    used,
    licenses: () => '',
  });
  return [...files]
    .map(([path, content]) => path + ('file' in content ? '' : Buffer.from(content).toString('latin1')))
    .join('\n');
}

describe('comments never leave the server', () => {
  test.each(languages)('%s', (language) => {
    const at = served.indexOf(wordOf(language));
    expect(at === -1 ? '' : served.slice(Math.max(0, at - 200), at + 60)).toBe('');
    expect(written).not.toContain(wordOf(language));
  });
});
