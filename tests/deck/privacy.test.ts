/** What is private is in no byte that the audience gets, wherever an author may have written it. */
import { describe, expect, test } from 'vitest';
import { parseDeck } from '../../server/deck/parse.ts';
import { renderDeck } from '../../server/deck/render.ts';
import { createRandom, pick } from './random.ts';

const SECRET = 'Rumpelstilzchen';

/** All that goes into the audience's page, as one text. */
async function audienceBytes(text: string, format: 'markdown' | 'html' = 'markdown'): Promise<string> {
  const deck = await renderDeck(parseDeck({ name: 'deck', file: 'deck.md', text, format }));
  return deck.stacks
    .map(
      ({ open, slides }) =>
        open + slides.map(({ id, title, html }) => [id, title, html].join('\n')).join('\n'),
    )
    .concat(Object.values(deck.characters()))
    .join('\n');
}

/** Markdown that may stand anywhere on a slide without ending it. */
const INNER: readonly [string, ...string[]] = [
  `text <!-- ${SECRET} --> text`,
  `<!-- ${SECRET} -->`,
  `<!--\n${SECRET}\n\n---\n\n${SECRET}\n-->`,
  `<!--[if IE]><p>${SECRET}</p><![endif]-->`,
  `<!-- .slide: data-notes="${SECRET}" -->`,
  `**bold** <!-- .element: data-notes='${SECRET}' -->`,
  `- item {.fragment data-notes="${SECRET}"}`,
  `- item <!-- ${SECRET} -->\n- item <!--\n  ${SECRET} -->`,
  `> quote <!-- ${SECRET} -->`,
  `| a <!-- ${SECRET} --> | b |\n|---|---|\n| 1 | <!-- ${SECRET} --> |`,
  `<div title="<!-- ${SECRET} -->">x</div>`,
  `<svg><!-- ${SECRET} --><g><!-- ${SECRET} --></g></svg>`,
  `<template><!-- ${SECRET} --><aside class="notes">${SECRET}</aside></template>`,
  `<noscript><!-- ${SECRET} --><aside class="notes">${SECRET}</aside></noscript>`,
  `<style>/* x */ <!-- ${SECRET} --></style>`,
  `<style>@import url("data:text/css,/* ${SECRET} */ p { color: red }");</style>`,
  `<style>@import 'data:text/css;charset=utf-8,%2F%2A ${SECRET} %2A%2F';</style>`,
  `<style>@import url(data:text/css,${SECRET});</style>`,
  `<style>p { background: url('data:image/svg+xml,<svg><!-- ${SECRET} --></svg>') }</style>`,
  `<style>p { background: url(data:image/svg+xml,%3Csvg%3E%3C!--${SECRET}--%3E%3C/svg%3E) }</style>`,
  `<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x % ${SECRET}</annotation></semantics></math>`,
  `<iframe src="x.html" title="x"><!-- ${SECRET} --></iframe>`,
  `<aside class="notes">${SECRET}</aside>`,
  `<aside class='x notes' data-markdown>\n\n*${SECRET}*\n\n</aside>`,
  `<p data-notes="${SECRET}">text</p>`,
  `<script>const x = '${SECRET}';</script>`,
  `<script type="text/template">${SECRET}</script>`,
  `<? ${SECRET} ?>`,
  `<!doctype ${SECRET}>`,
  `<![CDATA[ ${SECRET} ]]>`,
  `<p onclick="say('${SECRET}')">text</p>`,
  `![](x.png)<!-- ${SECRET} -->`,
  `<section data-visibility="hidden">${SECRET}</section>`,
  `<section data-visibility="hidden">\n\n## ${SECRET}\n\n- ${SECRET}\n\n</section>`,
  `<div class="columns">\n\n<SECTION data-visibility=' Hidden '>\n\n${SECRET}\n\n</SECTION>\n\n</div>`,
  `<section><section data-visibility=hidden><p>${SECRET}</p></section></section>`,
  `- item\n\n  <section data-visibility="hidden">${SECRET}</section>`,
  `**${SECRET}**{data-visibility=hidden}`,
  `text ${SECRET} <!-- .element: data-visibility="hidden" -->`,
  `<div class="columns">\n\n<aside class="notes">\n\n${SECRET}\n\n</aside>\n\n</div>`,
  `<div class="notes">${SECRET}</div>`,
  `<Notes>\n\n${SECRET}\n\n</Notes>`,
  `<details class="speaker-notes"><summary>x</summary>${SECRET}</details>`,
  `\`\`\`notes\n${SECRET}\n\`\`\``,
  `^ ${SECRET}`,
  `^${SECRET}\n${SECRET}\n^ ${SECRET}`,
  `＾ ${SECRET}`,
  `text\n^ ${SECRET}\n${SECRET}`,
  `- item\n^ ${SECRET}`,
  `> quote\n> ^ ${SECRET}\n> ${SECRET}`,
  `.notes: ${SECRET}`,
  `  ::: notes\n${SECRET}\n\n${SECRET}\n:::`,
  `- item\n\n  ::: {.notes}\n  ${SECRET}\n  :::`,
  `  {{% note %}}\n${SECRET}\n\n${SECRET}\n{{% /note %}}`,
  `- item\n\n  {{< note >}}${SECRET}{{< /note >}}`,
  `%% ${SECRET} %%`,
  `text {>> ${SECRET} <<} text`,
  `{/* ${SECRET}\n\n${SECRET} */}`,
  `- {# ${SECRET} #}\n- {{/* ${SECRET} */}}\n- {{!-- ${SECRET} --}}`,
  `％％ ${SECRET} ％％`,
  `text %% ${SECRET} %% text`,
  `text%%${SECRET}%%text`,
  `%%\n${SECRET}\n\n${SECRET}\n%%`,
  `- item %% ${SECRET} %%\n- %%\n  ${SECRET}\n  %%`,
  `> %% ${SECRET}\n> ${SECRET} %%`,
  `| a %% ${SECRET} %% | b |\n|---|---|\n| 1 | %% ${SECRET} %% |`,
  `## Heading %% ${SECRET} %%`,
  `**bold %% ${SECRET} %%**`,
  `%%\nNote: ${SECRET}\n%%`,
  `![alt %% ${SECRET} %%](x.png)`,
  `<!— ${SECRET} —>`,
  `<!–– ${SECRET} ––>`,
  `text <!— ${SECRET} —> text`,
  `<! -- ${SECRET} -->`,
  `《！-- ${SECRET} --》`,
  `＜！－－ ${SECRET}\n\n${SECRET} －－＞`,
  `text <!-- ${SECRET}\n\n${SECRET} --> text`,
  `<!-- a <!-- b --> ${SECRET} -->`,
  `text <!-- a <!-- b --> ${SECRET} --> text`,
  `<!--\n\`\`\`mermaid\ngraph LR\nA --> B\n\`\`\`\n${SECRET}\n-->`,
  `<div>\ntext <!-- a <!-- b --> ${SECRET} -->\n</div>`,
  `- item\n\n      <!-- ${SECRET} -->`,
  `    <!-- ${SECRET} -->`,
  `Text[^1]<!-- ${SECRET} -->\n\n[^1]: Footnote <!-- ${SECRET} -->`,
  '```html\ncode\n```',
  '`<!--` begins a comment',
  '`-->` ends one',
  '$a <!-- b$',
  '    indented code',
  'plain text',
  '# Heading',
  '1. ```\n   code in a list\n   ```',
  '~~~\nunclosed ``` inside\n~~~',
];

/** Private over several slides. Where two of these meet, nobody can say which ends which. */
const ACROSS: readonly string[] = [
  `<section data-visibility="hidden">\n\n${SECRET}\n\n---\n\n${SECRET}\n\n----\n\n${SECRET}\n\n</section>\n\ntext`,
  `<aside class="notes">\n\n${SECRET}\n\n---\n\n${SECRET}\n\n</aside>`,
  `  ::: notes\n${SECRET}\n\n---\n\n${SECRET}\n\n:::\n\ntext`,
  `%%\n${SECRET}\n\n---\n\n${SECRET}\n%%`,
  `&nbsp;::: notes\n${SECRET}\n\n---\n\n${SECRET}\n:::`,
  `\u2009> \u2060::: notes\n${SECRET}\n\n---\n\n${SECRET}\n:::`,
  ...['：', '﹕', '︓', '∶', '꞉'].map((colon) => {
    const marks = colon.repeat(3);
    return `${marks} notes\n${SECRET}\n\n---\n\n${SECRET}\n${marks}`;
  }),
  `text %% ${SECRET}\n\n---\n\n- ${SECRET} %% text`,
  `text <!-- ${SECRET}\n\n---\n\n${SECRET} -->`,
  `<!-- ${SECRET}\n<!-- .slide: class="x" -->\n\n${SECRET}\n\n---\n\n${SECRET}\n-->`,
  `<!--\n\`\`\`mermaid\nA --> B\n\`\`\`\n\n---\n\n${SECRET}\n-->`,
  // These end among the notes of a later slide, all of which stay private.
  ...[
    ['<section data-visibility="hidden">', '</section>'],
    ['<aside class="notes">', '</aside>'],
    ['::: notes', ':::'],
    ['%%', '%%'],
    ['text <!--', '-->'],
  ].flatMap(([begin, end]) =>
    ['Note:', '# Presenter Notes\n', '???'].map(
      (mark) => `${begin}\n\n${SECRET}\n\n---\n\n${mark}\n${SECRET}\n\n${end}\n\n${SECRET}`,
    ),
  ),
];

/** Markdown that makes the rest of its slide private. */
const LAST: readonly [string, ...string[]] = [
  `Note: ${SECRET}`,
  `Notes: ${SECRET}`,
  `NOTE:\n\n${SECRET}`,
  `  note: ${SECRET}`,
  `NOTE：${SECRET}`,
  `- Notes ： ${SECRET}`,
  `Ｎｏｔｅ：${SECRET}`,
  `note︓ ${SECRET}`,
  `Notes\u3000﹕${SECRET}`,
  `\u3000Note: ${SECRET}`,
  `\u200bNote: ${SECRET}`,
  `&nbsp;Note: ${SECRET}`,
  `&#8203;&ZeroWidthSpace;Note: ${SECRET}`,
  `\u2003Note: ${SECRET}`,
  `\u00adNote\u2060: ${SECRET}`,
  `\u0001Note: ${SECRET}`,
  `\u2800Note: ${SECRET}`,
  `\u202aNote&nbsp;: ${SECRET}`,
  `No\u00adte\u200bs: ${SECRET}`,
  `> \u2009Note: ${SECRET}`,
  `&nbsp;^ ${SECRET}`,
  `\u2003.notes: ${SECRET}`,
  `\u2060???\n${SECRET}`,
  `\u2009::: notes\n${SECRET}\n:::`,
  `- [ ] Note: ${SECRET}`,
  `Speaker notes: ${SECRET}`,
  `\u017fpeaker notes: ${SECRET}`,
  `# Presenter Notes\n\n${SECRET}`,
  `???\n${SECRET}`,
  `text\n???\n\n${SECRET}\n\n- ${SECRET}`,
  `- item\n\n??? \n\n\`\`\`\n${SECRET}\n\`\`\``,
  `？？？\n${SECRET}`,
  `- a\n  ???\n  ${SECRET}`,
  `  ::: notes\n${SECRET}\n\n- ${SECRET}`,
  `：：： notes\n${SECRET}`,
  `%% ${SECRET}`,
  `text %% ${SECRET}\n\n${SECRET}`,
  `- item %% ${SECRET}\n\n${SECRET}`,
  `text <!-- ${SECRET}\n\n- ${SECRET}`,
  `- item <!-- ${SECRET}\n\n${SECRET}`,
  `<!— ${SECRET}`,
  `<section data-visibility="hidden">\n\n${SECRET}`,
  `<aside class="notes">\n\n${SECRET}\n\n- ${SECRET}`,
  `- Note: ${SECRET}`,
  `1. Note: ${SECRET}`,
  `> Note: ${SECRET}`,
  `paragraph\nNote: ${SECRET}`,
  `- item\nNote: ${SECRET}`,
  `    Note: ${SECRET}`,
  `Note: a\n\n${SECRET}\n\nNote: ${SECRET}`,
  `Note: a\n\n\`\`\`\n${SECRET}\n\`\`\`\n\n<b>${SECRET}</b>`,
  `<!-- ${SECRET} never closed`,
  `text <!--\n\nNote: ${SECRET}`,
  `<div>\n\nNote: ${SECRET}\n\n</div>`,
  `<!-- .slide: data-visibility="hidden" -->\n${SECRET}`,
  `${SECRET}\n\nNote: x <!-- .slide: data-visibility='hidden' -->`,
  `<!-- .slide: data-visibility="HIDDEN" -->\n${SECRET}`,
  `<!-- .slide: data-visibility=" hidden\u200b" -->\n${SECRET}`,
  `<!-- .slide: data-visibility="hiden" -->\n${SECRET}`,
  `<!-- .slide: data-visibility=hidden -->\n${SECRET}`,
  `<!-- .slide: data-visibility=“hidden” -->\n${SECRET}`,
  `<!-- .slide: Data-Visibility="hidden" -->\n${SECRET}`,
  `<!-- .slide data-visibility="hidden" -->\n${SECRET}`,
  `<!-- slide: data-visibility="hidden" -->\n${SECRET}`,
  `<!-- data-visibility: hidden -->\n${SECRET}`,
  `<!-- .slide: data-visibility="hidden" data-visibility="uncounted" -->\n${SECRET}`,
  `<!-- .slide: data-visibility="hidden" -->\n${SECRET}\n\n<!-- .slide: data-visibility="uncounted" -->`,
  `<!-- .slide: data-visibility="hidden" -->\n${SECRET}\n\nNote: x <!-- .slide: data-visibility="" -->`,
];

/** Markdown that hides its slide from the first line on. */
const WHOLE: readonly string[] = [
  `<!-- .slide: data-visibility="hidden" -->\n\n{data-visibility=uncounted}\n\n${SECRET}`,
  `{data-visibility=HIDDEN}\n\n# ${SECRET}`,
];

describe('no secret reaches the audience', () => {
  for (const [i, part] of [...INNER, ...LAST, ...ACROSS, ...WHOLE].entries()) {
    test(`alone on a slide: ${JSON.stringify(part)} (${i})`, async () => {
      expect(await audienceBytes(`# Shown\n\n---\n\n${part}\n`)).not.toContain(SECRET);
    });
  }

  test('in any mixture of them', async () => {
    const random = createRandom(2013);
    for (let deck = 0; deck < 300; deck++) {
      const front = pick(random, [
        '',
        `---\nsecretKey: ${SECRET}\ntitle: x\n---\n`,
        `---\n# ${SECRET}\ntitle: x\n---\n`,
      ]);
      const slides = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
        const inner = Array.from({ length: Math.floor(random() * 5) }, () => pick(random, INNER));
        return [...inner, ...(random() < 0.5 ? [pick(random, LAST)] : [])].join('\n\n');
      });
      const separator = pick(random, ['\n\n---\n\n', '\n\n----\n\n', '\n\n--\n\n', '\n---\n\n']);
      const text = `${front}# Shown\n\n---\n\n${slides.join(separator)}\n`;
      expect(await audienceBytes(text), text).not.toContain(SECRET);
    }
  });

  test('in an HTML deck', async () => {
    const html = `<!-- ${SECRET} --><section data-notes="${SECRET}"><h1>Shown</h1><!-- ${SECRET} -->
      <aside class="notes">${SECRET}</aside><script>${SECRET}</script></section>
      <section data-visibility="hidden">${SECRET}</section>
      <section data-visibility="hidden"><section>${SECRET}</section></section>
      <section data-visibility="Hidden"><section>${SECRET}</section></section>
      <section><section><section data-visibility="hidden">${SECRET}</section><div class="notes">${SECRET}</div></section></section>
      <section><p>text</p><!-- a <!-- b --> ${SECRET} --><p>text</p></section>
      <section data-notes="${SECRET}"><section>Shown</section><section data-visibility="hidden">${SECRET}</section></section>
      <section data-markdown><script type="text/template">
        # Shown
        Note: ${SECRET}
      </script></section>`;
    expect(await audienceBytes(html, 'html')).not.toContain(SECRET);
  });

  test('under a notes separator of its own', async () => {
    const text = `---\nnotesSeparator: '^Speaker:'\n---\n# Shown\n\nSpeaker: ${SECRET}\n`;
    expect(await audienceBytes(text)).not.toContain(SECRET);
  });

  test('in the dialect of 2013', async () => {
    const text = `---\nmarkdown: 2013\n---\n# Shown\n\n<div>\n\n<!-- ${SECRET} -->\n\n</div>\n\nNote: ${SECRET}\n`;
    expect(await audienceBytes(text)).not.toContain(SECRET);
  });
});

test('notes stay private behind a fence that was not closed', async () => {
  const unclosed = `\`\`\`js\ncode\n\nNote: ${SECRET}`;
  expect(await audienceBytes(unclosed)).not.toContain(SECRET);
  expect(await audienceBytes(`${unclosed}\n\n---\n\n\`\`\`js\nmore code\n\`\`\`\n`)).not.toContain(SECRET);
  const own = `---\nseparator: '^---$'\n---\n${unclosed}\n\n---\n\n\`\`\`js\nmore code\n\`\`\`\n`;
  expect(await audienceBytes(own)).not.toContain(SECRET);
});

test('a comment quoted as code stays visible', async () => {
  const html = await audienceBytes('`<!-- one -->`\n\n```html\n<!-- two -->\n```\n');
  expect(html).toContain('&lt;!-- one --&gt;');
  expect(html).toContain('&lt;!-- two --&gt;');
});

describe('a slide that its author means to hide', () => {
  test.each([
    ['{.hidden}', '.hidden'],
    ['{.columns .notes}', '.notes'],
    ['<!-- .slide: class="speaker-notes" -->', '.speaker-notes'],
    ['<!-- .slide: visibility="hidden" -->', 'visibility=hidden'],
    ['{visibility=hidden}', '{visibility=hidden}'],
    ['{hidden}', '{hidden}'],
  ])('by %s is hidden, and told', async (sign, told) => {
    const text = `# Shown\n\n---\n\n${sign}\n\n## ${SECRET}\n\n${SECRET}\n\n---\n\n# Shown, too\n`;
    const deck = await renderDeck(parseDeck({ name: 'deck', file: 'deck.md', text, format: 'markdown' }));
    expect(await audienceBytes(text)).not.toContain(SECRET);
    expect(deck.warnings).toMatchObject([
      { line: 5, reason: `\`${told}\` is taken to hide this slide, so nobody gets it` },
    ]);
  });

  test('by what hides its heading is hidden, and told', async () => {
    const text = `# Shown\n\n---\n\n## ${SECRET} {data-visibility=hidden}\n\n${SECRET}\n`;
    const deck = await renderDeck(parseDeck({ name: 'deck', file: 'deck.md', text, format: 'markdown' }));
    expect(await audienceBytes(text)).not.toContain(SECRET);
    expect(deck.warnings.map(({ line, rule }) => [line, rule])).toEqual([[5, 'private-text']]);
  });

  test('in HTML by a class is hidden', async () => {
    const html = `<section><h2>Shown</h2></section><section class="notes"><p>${SECRET}</p></section>`;
    expect(await audienceBytes(html, 'html')).not.toContain(SECRET);
  });

  test('is none where words only speak of it', async () => {
    const text = '# A\n\n---\n\n`{hidden}` is code\n\n---\n\n{.note}\n\nhidden words\n';
    expect(await audienceBytes(text)).toMatch(/is code[\s\S]*hidden words/);
  });
});
