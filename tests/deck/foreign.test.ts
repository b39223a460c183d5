/** Decks of other tools are recognised; ours, and those that only show such syntax, are not. */
import { describe, expect, test } from 'vitest';
import { DeckError } from '../../server/deck/error.ts';
import { parseDeck } from '../../server/deck/parse.ts';

function refusal(text: string): string | undefined {
  try {
    parseDeck({ name: 'deck', file: 'deck.md', text, format: 'markdown' });
    return undefined;
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    return error.message;
  }
}

describe('decks of other tools', () => {
  test.each([
    [
      '---\nmarp: true\n---\n# A\n\n---\n\n# B\n',
      '2:1: this deck was written for Marp: it has `marp` in its front matter',
    ],
    [
      '---\ntheme: gaia\nsize: 16:9\n---\n# A\n',
      '2:1: this deck was written for Marp: it has `theme: gaia` in its front matter',
    ],
    ['# A\n\n<!-- _class: lead -->\n', '3:1: this deck was written for Marp: it has `<!-- _class:`'],
    [
      '# A\n\n---\n\n![bg left:40%](x.png)\n',
      '5:1: this deck was written for Marp: it has `![bg left:40%](`',
    ],
    [
      '---\ntheme: seriph\n---\n# A\n',
      '2:1: this deck was written for Slidev: it has `theme: seriph` in its front matter',
    ],
    [
      '---\ntitle: x\nlayout: cover\n---\n# A\n',
      '3:1: this deck was written for Slidev: it has `layout: cover` in its front matter',
    ],
    [
      '# A\n\n---\nlayout: two-cols\nclass: x\n---\n\n# B\n',
      '4:1: this deck was written for Slidev: it has `layout: two-cols` between two `---`',
    ],
    [
      '# A\n\n<v-clicks>\n\n- a\n\n</v-clicks>\n',
      '3:1: this deck was written for Slidev: it has `<v-clicks`',
    ],
    ['# A\n\n::right::\n\nx\n', '3:1: this deck was written for Slidev: it has `::right::`'],
    ['% Title\n% Author\n\n# A\n', '1:1: this deck was written for Pandoc: it has `% Title`'],
    [
      '---\ntitle: x\nformat: revealjs\n---\n## A\n',
      '3:1: this deck was written for Pandoc: it has `format` in its front matter',
    ],
    [
      '---\noutput: revealjs::revealjs_presentation\n---\n## A\n',
      '2:1: this deck was written for Pandoc: it has `output` in its front matter',
    ],
    ['## A\n\n::: {.notes}\nsecret\n:::\n', '3:1: this deck was written for Pandoc: it has `::: {.notes`'],
    [
      '## A\n\n:::: columns\n::: column\n:::\n::::\n',
      '3:1: this deck was written for Pandoc: it has `:::: columns`',
    ],
    ['## A\n\nfirst\n\n. . .\n\nthen\n', '5:1: this deck was written for Pandoc: it has `. . .`'],
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

describe('decks of ours', () => {
  test.each([
    '---\ntitle: x\nspeakers: Ana\ntheme: lectern\ntransition: fade\n---\n# A\n\n---\n\n# B {.big}\n\nNote: x\n',
    '---\ntheme: black\nhighlightTheme: github\nrevealOptions:\n  transition: fade\n---\n# A\n---\n# B\n',
    '# Marp\n\n```md\n---\nmarp: true\n---\n<!-- _class: lead -->\n![bg](x.png)\n```\n',
    '# Slidev\n\n```md\n---\nlayout: cover\n---\n\n<v-clicks>\n::right::\n```\n',
    '# Pandoc\n\n```md\n::: notes\n:::\n\n. . .\n```\n',
    '# Indented\n\n    ::: notes\n\n    <!-- _class: lead -->\n\nand `![bg](x.png)` in text\n',
    '---\nlayout: post\ntitle: from a blog\n---\n# A\n',
    '# A\n\n---\n\nclass: is a word\n\n---\n\n# B\n',
    '100 % of\n% people\n',
    '# Emoji :::: and ... dots\n\n:::warning\n',
  ])('%j', (text) => {
    expect(refusal(text)).toBeUndefined();
  });
});
