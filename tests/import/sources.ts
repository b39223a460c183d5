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
};
