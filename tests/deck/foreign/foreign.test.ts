/** Decks of other tools are recognised; ours, and those that only show such syntax, are not. */
import { describe, expect, test } from 'vitest';
import { DeckError } from '../../../server/deck/model/diagnostic.ts';
import { parseDeck } from '../../../server/deck/parse.ts';

function refusal(text: string): string | undefined {
  try {
    parseDeck({ name: 'deck', file: 'deck.md', text, format: 'markdown' });
    return undefined;
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    return error.message;
  }
}

/** What is hinted at, in a deck that is served. */
function hints(text: string): string[] {
  const { warnings } = parseDeck({ name: 'deck', file: 'deck.md', text, format: 'markdown' });
  return warnings.map(({ line, column, rule, reason }) => `${line}:${column} [${rule}] ${reason}`);
}

describe('decks that are certainly of other tools', () => {
  test.each([
    [
      '---\nmarp: true\n---\n# A\n\n---\n\n# B\n',
      '2:1: this deck was written for Marp: it has `marp: true` in its front matter',
    ],
    [
      '# A\n\n---\nlayout: two-cols\nclass: x\n---\n\n# B\n',
      '4:1: this deck was written for Slidev: it has `layout: two-cols` between two `---`',
    ],
    [
      '# A\n\n---\nclass: x\nlayout: "default"\n---\n\n# B\n',
      '5:1: this deck was written for Slidev: it has `layout: "default"` between two `---`',
    ],
    [
      '---\ntitle: x\nformat: revealjs\n---\n## A\n',
      '3:1: this deck was written for Quarto: it has `format: revealjs` in its front matter',
    ],
    [
      '---\nformat:\n  revealjs:\n    theme: dark\n---\n## A\n',
      '2:1: this deck was written for Quarto: it has `format` in its front matter',
    ],
    [
      '---\noutput: revealjs::revealjs_presentation\n---\n## A\n',
      '2:1: this deck was written for R Markdown: it has `output: revealjs::revealjs_presentation` in its front matter',
    ],
  ])('%j', (text, message) => {
    expect(refusal(text)).toBe(`deck.md:${message}`);
  });

  test('the hint names the way here', () => {
    const text = '---\nmarp: true\n---\n# A\n';
    expect(() => parseDeck({ name: 'd', file: 'd.md', text, format: 'markdown' })).toThrow(
      expect.objectContaining({
        diagnostic: expect.objectContaining({ hint: expect.stringContaining('`Note:`') }),
      }),
    );
  });
});

describe('what looks like another tool’s is a hint', () => {
  test.each([
    [
      '---\nmarp: false\n---\n# A',
      '2:1 [setting-without-effect] `marp` is a setting of Marp, and has no effect here',
    ],
    [
      '---\npaginate: true\n---\n# A',
      '2:1 [setting-without-effect] `paginate` is a setting of Marp, and has no effect here',
    ],
    [
      '---\nlayout: default\n---\n# A',
      '2:1 [setting-without-effect] `layout` is a setting of Slidev, and has no effect here',
    ],
    [
      '---\nformat: html\n---\n# A',
      '2:1 [setting-without-effect] `format` is a setting of Quarto or R Markdown, and has no effect here',
    ],
    [
      '---\noutput: talk.pdf\n---\n# A',
      '2:1 [setting-without-effect] `output` is a setting of Quarto or R Markdown, and has no effect here',
    ],
    [
      '---\nbibliography: a.bib\n---\n# A',
      '2:1 [setting-without-effect] `bibliography` is a setting of Pandoc, and has no effect here',
    ],
    [
      '---\nslideOptions: { transition: fade }\n---\n# A',
      '2:1 [setting-without-effect] `slideOptions` is a setting of HedgeDoc, and has no effect here',
    ],
    [
      '---\nrevealjs: { transition: fade }\n---\n# A',
      '2:1 [setting-without-effect] `revealjs` is a setting of MkSlides, and has no effect here',
    ],
    [
      '---\nslideNumber: true\n---\n# A',
      '2:1 [unknown-setting] `slideNumber` is an option of reveal.js, and stands in the wrong place',
    ],
    [
      '# A\n\n<!-- _class: lead -->\n',
      '3:1 [foreign-syntax] `<!-- _class:` is Marp’s, and is a comment here',
    ],
    [
      '# A\n\n![bg left:40%](x.png)\n',
      '3:1 [foreign-syntax] `![bg left:40%](` is Marp’s, and shows the picture on the slide',
    ],
    [
      '# A\n\n<v-clicks>\n\n- a\n\n</v-clicks>\n',
      '3:1 [foreign-syntax] `<v-clicks` is Slidev’s, and has no effect here',
    ],
    [
      '# A\n\n<<< @/tide.ts#ebb {2-3}\n',
      '3:1 [foreign-syntax] `<<< @/tide.ts#ebb {2-3}` is Slidev’s, and is text here',
    ],
    ['# A\n\n::right::\n\nx\n', '3:1 [foreign-syntax] `::right::` is Slidev’s, and is text here'],
    ['# A\n\n---\nlevel: 2\n---\n\n# B\n', '4:1 [foreign-syntax] `level: 2` is Slidev’s, and is text here'],
    ['% Title\n% Author\n\n# A\n', '1:1 [foreign-syntax] `% Title` is Pandoc’s, and is text here'],
    ['## A\n\nfirst\n\n. . .\n\nthen\n', '5:1 [foreign-syntax] `. . .` is Pandoc’s, and is text here'],
    [
      '## A\n\n:::: columns\n::: column\n:::\n::::\n',
      '3:1 [foreign-syntax] `:::: columns` is Pandoc’s, and is text here',
    ],
    [
      'slidenumbers: true\nautoscale: true\n\n# A',
      '1:1 [foreign-syntax] `slidenumbers: true` is Deckset’s, and is text here',
    ],
    ['theme: Zurich, 3\n\n# A', '1:1 [foreign-syntax] `theme: Zurich, 3` is Deckset’s, and is text here'],
    [
      '# A\n\n[.build-lists: true]\n\n- b',
      '3:1 [foreign-syntax] `[.build-lists: true]` is Deckset’s, and is text here',
    ],
    ['# [fit] A', '1:1 [foreign-syntax] `# [fit]` is Deckset’s, and is text here'],
    [
      'class: center, middle\n\n# A',
      '1:1 [foreign-syntax] `class: center, middle` is remark’s, and is text here',
    ],
    [
      '# A\n\n---\n\n.left-column[\nx\n]',
      '5:1 [foreign-syntax] `.left-column[` is remark’s, and is text here',
    ],
    ['# A\n\nas in [[Harbour]]', '3:7 [foreign-syntax] `[[Harbour]]` is Obsidian’s, and is text here'],
    [
      '<!-- slide bg="red" template="[[wide]]" -->\n# A',
      '1:21 [foreign-syntax] `template=` is Obsidian’s, and has no effect here',
    ],
    [
      '# A\n\n<!-- end_slide -->\n\n# B',
      '3:1 [foreign-syntax] `<!-- end_slide -->` is presenterm’s, and is a comment here',
    ],
    [
      '{{< slide id="a" >}}\n\n# B',
      '1:1 [foreign-syntax] `{{< slide id="a" >}}` is reveal-hugo’s, and is text here',
    ],
    ['# A\n\n{%youtube abc %}', '3:1 [foreign-syntax] `{%youtube abc %}` is HedgeDoc’s, and is text here'],
  ])('%j', (text, hint) => {
    expect(refusal(text)).toBeUndefined();
    expect(hints(text)).toContain(hint);
  });

  test('a hint names what there is here instead', () => {
    const text = '---\nslideOptions: { transition: fade }\n---\n# A\n\n<!-- end_slide -->\n';
    const { warnings } = parseDeck({ name: 'd', file: 'd.md', text, format: 'markdown' });
    expect(warnings.map(({ hint }) => hint)).toEqual([
      'Part slides with `---`, and those of a stack with `----`.',
      'Instead: `revealOptions` for options of reveal.js; `theme` and `transition` stand in the front matter itself.',
    ]);
  });
});

describe('decks of ours', () => {
  test.each([
    '---\ntitle: x\nspeakers: Ana\ntheme: lectern\ntransition: fade\n---\n# A\n\n---\n\n# B {.big}\n\nNote: x\n',
    '---\ntheme: black\nhighlightTheme: github\nrevealOptions:\n  transition: fade\n---\n# A\n---\n# B\n',
    '# Marp\n\n```md\n---\nmarp: true\n---\n<!-- _class: lead -->\n![bg](x.png)\n```\n',
    '# Slidev\n\n```md\n---\nlayout: cover\n---\n\n<v-clicks>\n::right::\n```\n',
    '# Pandoc\n\n```md\n::: notes\n:::\n\n. . .\n```\n',
    '# Indented\n\n    ::: notes\n\n    <!-- _class: lead -->\n\nand `![bg](x.png)` in text\n',
    '---\nlayout: post\ntitle: from a blog\n---\n# A\n',
    '# A\n\n<!-- footer: ask the venue for their logo -->\n\n<!-- color: why we picked red -->\n',
    '<!-- marp: true -->\n# A\n',
    '<!-- layout: two-cols -->\n# A\n',
    '# A\n\nthe wait . . . was long\n\nx[[1]] and [[1]](a.md)\n',
    '# A\n\n---\n\nclass: is a word\n\n---\n\n# B\n',
    '100 % of\n% people\n',
    '# Emoji :::: and ... dots\n\n:::warning\n',
  ])('%j', (text) => {
    expect(refusal(text)).toBeUndefined();
    expect(hints(text).filter((hint) => hint.includes('[foreign-syntax]') && !text.includes('marp'))).toEqual(
      [],
    );
  });
});
