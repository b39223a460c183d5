/** What is left open on one slide ends with it: the page's other slides, and what stands around them, are as without it. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { attribute, classes, elements, textOf } from '../../server/deck/html/tree.ts';
import { parseDeck } from '../../server/deck/parse.ts';
import { renderDeck } from '../../server/deck/render.ts';

/** HTML that takes in what follows, closes what is around it, or is for a page's head. */
const OPEN = [
  ...'plaintext textarea title style script xmp noembed noframes iframe select template svg math table'.split(
    ' ',
  ),
  ...'noscript object button a b form pre section div body html frameset frame base head dialog marquee'.split(
    ' ',
  ),
].map((tag) => `<${tag}>`);

const HTML: readonly string[] = [
  ...OPEN,
  '</section>',
  '</div></div></main></body></html>',
  '<meta http-equiv="refresh" content="0; url=/">',
  '<p title="not closed>',
  "<p title='not closed>",
  '<p title=">',
  '<!-- not closed',
  '<!-->',
  '<! not closed',
  '<? not closed',
  '</ not closed',
  '<![CDATA[ not closed',
  '<svg><![CDATA[ not closed',
  '<svg><style>&lt;/svg>&lt;plaintext></style></svg>',
  '<svg><plaintext>&lt;/svg>&lt;plaintext></plaintext></svg>',
  '<math><style>&lt;/math>&lt;plaintext></style></math>',
  '<svg><style><![CDATA[</style></svg><plaintext>]]></style></svg>',
  '<noscript><p title="</noscript></section><plaintext>"></p></noscript>',
  '<noscript><textarea></noscript></textarea></noscript>',
  '<form><math><mtext></form><form><mglyph><style></math></section><plaintext></style>',
  '<table><tr><td><section></table>',
  '<tr><td>',
  '<col>',
  '<select><option><style></select></section>',
  '<style>p { content: "</section><plaintext>" }',
  '{{ tag }} <style>{{ tag }}</style> <xmp>{{ tag }}</xmp>',
];

async function render(text: string, format: 'markdown' | 'html' = 'markdown') {
  const deck = await renderDeck(parseDeck({ name: 'deck', file: 'deck.md', text, format }));
  return deck.stacks.flatMap(({ slides }) => slides);
}

/** What browsers make of slides, and of what stands around them: with scripts, and without. */
function seen(inner: string, scriptingEnabled: boolean) {
  const page = parse(`<body><main><div class="slides">${inner}</div></main><p id="after">after</p></body>`, {
    scriptingEnabled,
  });
  const all = elements(page);
  const around = all.find((element) => classes(element).includes('slides'));
  const after = all.find((element) => attribute(element, 'id') === 'after');
  const isElement = (node: DefaultTreeAdapterTypes.ChildNode) => 'tagName' in node;
  return {
    slides: around?.childNodes
      .filter(isElement)
      .map((node) => ('attrs' in node ? attribute(node, 'id') : '')),
    last: textOf(around?.childNodes.at(-1) ?? page),
    after: [after?.parentNode?.nodeName, after && textOf(after)],
    page: page.childNodes.length,
  };
}

describe.each(HTML)('%j', (html) => {
  const front = '---\nvars: { tag: "</style></xmp></section><plaintext>" }\n---\n';
  const whole = (last: string) => ({
    slides: ['first', 'second', 'last'],
    last,
    after: ['body', 'after'],
    page: 1,
  });

  test.each([
    ['in a block', `${html}\n`],
    ['behind a word', `word ${html}`],
    ['in HTML', `<div>${html}\n`],
  ])('%s of a slide in Markdown ends with the slide', async (_where, second) => {
    const text = `${front}# First\n\n---\n\n## Second\n\n${second}\n\n---\n\n## Last\n\nend`;
    const slides = await render(text);
    const written = slides.map((slide) => slide.html).join('\n');
    for (const scripts of [true, false]) {
      expect(seen(written, scripts)).toMatchObject({
        ...whole(expect.stringMatching(/^\s*Last\s*end\s*$/) as string),
      });
    }
  });

  test('in notes ends with the notes', async () => {
    for (const note of [`Note:\n${html}`, `<aside class="notes" data-markdown>\n\n${html}\n\n</aside>`]) {
      const slides = await render(`${front}# First\n\n${note}\n\n---\n\n## Second\n\nNote: said`);
      const [first, second] = slides.map(({ notes }) => `<section id="n">${notes}</section>`);
      for (const scripts of [true, false])
        expect(seen(`${first}${second}`, scripts)).toMatchObject({
          slides: ['n', 'n'],
          last: expect.stringMatching(/^\s*said\s*$/),
          after: ['body', 'after'],
        });
    }
  });

  // A section in a section makes a column of both, and an end tag in a style sheet is none.
  if (/^<section>$|<style><\/math>/.test(html)) return;

  test('in an HTML deck ends with its section', async () => {
    const text = `<body><div class="slides"><section id="first">A</section><section id="second">B ${html}</section>
      <section id="last">end</section></div></body>`;
    const slides = await render(text, 'html');
    for (const scripts of [true, false])
      expect(seen(slides.map((slide) => slide.html).join(''), scripts)).toMatchObject(whole('end'));
  });
});
