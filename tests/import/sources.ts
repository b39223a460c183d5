/** Decks of other tools, written for these tests to cover what each tool's documentation names. */

/** A deck of another tool, and what is to become of it. */
interface Source {
  readonly tool: string;
  readonly file: string;
  /** Files by path; an empty text is a picture. */
  readonly files: Readonly<Record<string, string>>;
  readonly slides: number;
  readonly notes: readonly string[];
  /** How many lists, blocks and code have steps. */
  readonly steps: number;
}

const MARP = `---
marp: true
theme: gaia
class: lead
paginate: true
footer: A talk
style: |
  section.lead h1 { letter-spacing: 1px; }
---

# <!-- fit --> Water

By the sea

<!-- Say hello. -->

---

<!-- _class: invert -->

![bg right:40%](a.svg)

* one
* two

---

![bg cover opacity:.5](a.svg)
![w:200](b.svg)

Note: this is seen, $x^2$ too
`;

const SLIDEV = `---
theme: seriph
background: /a.svg
title: Water
class: text-center
transition: slide-left
mdc: true
---

# Water

<!--
Say hello.
-->

---
layout: two-cols
---

# Left

::right::

\`\`\`ts {1|2-3|all}
const a = 1;
const b = 2;
const c = 3;
\`\`\`

---
layout: image-right
image: /a.svg
---

# Picture

<v-clicks>

- x
- y

</v-clicks>

![Not there](gone.png)

{{ $page }}

<div v-click class="grid grid-cols-2 gap-4">
<div>one</div>
<div>two</div>
</div>

<style>
h1 { color: #2B6086; }
</style>

---
src: ./more.md
---

---

\`\`\`mermaid {theme: 'neutral', scale: 0.8}
graph LR
  A --> B
\`\`\`

<<< @/snippets/tide.ts#low {1}

[on](/3) [to code](#water)
`;

const QUARTO = `---
title: Water
author:
  - name: Ada Byron
format:
  revealjs:
    theme: [dark, custom.scss]
    slide-number: c/t
    logo: a.svg
    css: own.css
---

## Columns

:::: {.columns}
::: {.column width="40%"}
left
:::
::: {.column width="60%"}
right
:::
::::

::: {.notes}
Say hello.
:::

## Steps {.smaller background-color="#40666e" background-image="a.svg"}

::: {.incremental}
- a
- b
:::

before

. . .

after H~2~O^[a note]

## Code {#sec-code}

\`\`\`{.python code-line-numbers="1|2"}
a = 1
b = 2
\`\`\`

\`\`\`{r}
#| label: fig-x
plot(1)
\`\`\`

![Words](b.svg){width=50% fig-alt="What it shows"}

See [the code](#sec-code), [that file](other.qmd), @fig-x.
`;

/** By the names of their folders. */
export const sources: Readonly<Record<string, Source>> = {
  marp: {
    tool: 'Marp',
    file: 'talk.md',
    files: { 'talk.md': MARP, 'a.svg': '', 'b.svg': '' },
    slides: 3,
    notes: ['Say hello.'],
    steps: 1,
  },
  slidev: {
    tool: 'Slidev',
    file: 'slides.md',
    files: {
      'slides.md': SLIDEV,
      'more.md': '# More\n\n---\n\n# Even more\n',
      'public/a.svg': '',
      'snippets/tide.ts': '// #region low\nconst low = 1;\n// #endregion\n',
    },
    slides: 6,
    notes: ['Say hello.'],
    steps: 3,
  },
  quarto: {
    tool: 'Quarto, Pandoc or R Markdown',
    file: 'talk.qmd',
    files: {
      'talk.qmd': QUARTO,
      'a.svg': '',
      'b.svg': '',
      'own.css': '@import url(https://example.org/x.css);\n.a { background: url(b.svg) }\n',
    },
    slides: 4,
    notes: ['Say hello.'],
    steps: 3,
  },
  'reveal-md': {
    tool: 'reveal-md',
    file: 'talks/deck.md',
    files: {
      'reveal-md.json': '{ "separator": "<!--s-->", "verticalSeparator": "<!--v-->" }',
      'talks/deck.md':
        '# A\n<!--v-->\n## B\n![b](../img/b.svg)\nNote: Say hello.\n<!--s-->\n- a <!-- .element: class="fragment" -->\n',
      'img/b.svg': '',
    },
    slides: 3,
    notes: ['Say hello.'],
    steps: 1,
  },
  remark: {
    tool: 'remark',
    file: 'talk.md',
    files: {
      'talk.md':
        'class: center, middle\n\n# A\n\n---\n\n.left-column[\nl\n]\n.right-column[\n![b](b.svg)\n]\n\n???\nSay hello.\n\n---\n# C\n--\n\nlater\n',
      'b.svg': '',
    },
    slides: 3,
    notes: ['Say hello.'],
    steps: 1,
  },
  hedgedoc: {
    tool: 'HedgeDoc',
    file: 'note.md',
    files: {
      'note.md':
        '---\ntitle: T\nslideOptions: { theme: white }\n---\n# A\n\n---\n\n:::info\nx\n:::\n\n```js=5\na\n```\n\nNote:\nSay hello.\n',
    },
    slides: 2,
    notes: ['Say hello.'],
    steps: 0,
  },
  obsidian: {
    tool: 'Obsidian',
    file: 'vault/talk.md',
    files: {
      'vault/talk.md':
        '---\ntheme: moon\nenableMenu: true\n---\n<!-- slide bg="[[b.svg]]" -->\n# A\n\n--\n\n+ a\n+ b\n\n![[b.svg|300]]\n\nnote: Say hello.\n',
      'vault/b.svg': '',
    },
    slides: 2,
    notes: ['Say hello.'],
    steps: 1,
  },
  deckset: {
    tool: 'Deckset',
    file: 'talk.md',
    files: {
      'talk.md':
        'slidenumbers: true\n\n# [fit] A\n\n^ Say hello.\n\n---\n\n![](b.svg)\n\n[.code-highlight: 1]\n[.code-highlight: 2]\n```js\na\nb\n```\n',
      'b.svg': '',
    },
    slides: 2,
    notes: ['Say hello.'],
    steps: 1,
  },
  'reveal.js': {
    tool: 'reveal.js or remark',
    file: 'index.html',
    files: {
      'index.html':
        '<div class="reveal"><div class="slides"><section><h1>A</h1><p class="fragment">b</p><aside class="notes">Say hello.</aside></section><section><section><img src="b.svg" alt="b"></section><section><h2>C</h2></section></section></div></div>',
      'b.svg': '',
    },
    slides: 3,
    notes: ['Say hello.'],
    steps: 1,
  },
};
