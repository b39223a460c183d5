/** What decks of remark and xaringan have besides the constructs of the manual. */
import { expect, test } from 'vitest';
import { convertRemark } from '../../../server/import/from/remark/remark.ts';
import { converted } from '../converted.ts';

const remark = (text: string, file = 'talk.md') => converted(convertRemark, text, file);

test.each([
  [
    'notes between steps',
    '# A\n\n--\nb\n\n???\nsay b\n\n--\nc\n\n???\nsay c',
    '# A\n\nb {.fragment}\n\nc {.fragment}\n\nNote:\nsay b\n\nsay c',
  ],
  ['two dashes in the notes’ code', '# A\n\n???\n```\n--\n```', '# A\n\nNote:\n```\n--\n```'],
  ['sides to which words stand', 'class: left, top\n\n# A', '# A'],
  [
    'a side that is not the usual one',
    'class: right\n\n# A',
    '<!-- .slide: style="text-align: right" -->\n\n# A',
  ],
  [
    'formulas',
    '# A\n\nas \\\\(x_1\\\\) and `\\\\(y\\\\)`\n\n\\\\[ b \\\\]',
    '# A\n\nas $x_1$ and `\\\\(y\\\\)`\n\n$$ b $$',
  ],
  [
    'tabs',
    '# A\n\n.panelset[\n.panel[.panel-name[One]\na\n]\n.panel[\n.panel-name[\nTwo\n]\n\nb\n]\n]',
    '# A\n\n**One**\n\na\n\n**Two**\n\nb',
  ],
  [
    'a step that is a box',
    '# A\n\n--\n.edit[\n- b]\n\n--\n.x[c]',
    '# A\n\n<div class="fragment">\n\n<div class="edit">\n\n- b\n\n</div>\n\n</div>\n\n[c]{.x} {.fragment}',
  ],
  ['a box of a list', '# A\n\n.edit[\n- b]', '# A\n\n<div class="edit">\n\n- b\n\n</div>'],
  [
    'a layout below a comment',
    '<!-- old: x -->\n\nlayout: true\nclass: inverse\n\n---\n\n# A',
    '{.dark}\n\n# A',
  ],
])('%s', (_, source, markdown) => {
  expect(remark(source).markdown).toBe(markdown);
});

test('notes stay notes, whatever follows them', () => {
  const { markdown } = remark('# A\n\n???\nprivate\n\n--\nb');
  expect(markdown).toBe('# A\n\nb {.fragment}\n\nNote:\nprivate');
});

test('code that R runs is told, in xaringan', () => {
  const { markdown, losses } = remark(
    '---\ntitle: T\noutput: xaringan::moon_reader\n---\n\n# A\n\n```{r plot, fig.height=4}\nx\n```\n\n```{r, echo=FALSE}\ny\n```',
    'talk.Rmd',
  );
  expect(markdown).toBe('---\ntitle: T\n---\n\n# T\n\n---\n\n# A\n\n```r\nx\n```');
  expect(losses).toHaveLength(2);
});

test('titles in the front matter are words on one line', () => {
  const { markdown } = remark(
    '---\ntitle: |\n  ![](a.png){width=1in}\n  <br/>_Tides_\nauthor: "<br/>Ada"\noutput: xaringan::moon_reader\n---\n\n# B',
    'talk.Rmd',
  );
  expect(markdown).toBe('---\ntitle: Tides\nspeakers: Ada\n---\n\n# Tides\n\nAda\n\n---\n\n# B');
});

test('distances between lines of a formula are no brackets', () => {
  const formula = '$$\na \\\\[4pt]\n\\\\[4pt] b\n$$';
  expect(remark(`# A\n\n${formula}`).markdown).toBe(`# A\n\n${formula}`);
});
