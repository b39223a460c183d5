/** Pages of slides.com, whose blocks have places. */
import { expect, test } from 'vitest';
import { convertRevealPage } from '../../../../server/import/from/html/reveal-page.ts';
import { converted } from '../../converted.ts';

/** Writes a block. */
const block = (
  [left, top, width]: readonly [left: number, top: number, width: number],
  inner: string,
  { kind = 'text', more = '', step = '' } = {},
) =>
  `<div class="sl-block${step}" data-block-type="${kind}" style="left: ${left}px; top: ${top}px; width: ${width}px; height: auto;" ${more}><div class="sl-block-content" style="z-index: 10;">${inner}</div></div>`;

const pageOf = (slides: string) =>
  `<html><head><link rel="stylesheet" href="lib/offline-v2.css"></head><body class="theme-color-sand-blue"><div class="reveal"><div class="slides">${slides}</div></div></body></html>`;

const read = (...blocks: readonly string[]) =>
  converted(
    convertRevealPage,
    pageOf(`<section data-id="a1b2">${blocks.join('\n')}</section>`),
    'index.html',
  );

test('blocks are read from above, and beside each other where they stood so', () => {
  const { markdown, losses } = read(
    block([500, 200, 400], '<p>right</p><p>more</p>'),
    block([50, 40, 860], '<h2>Title</h2>'),
    block([50, 220, 400], '<ul><li>left</li></ul>'),
    block([50, 500, 860], '<p>below</p>'),
  );
  expect(markdown).toBe(
    '---\ntheme: white\n---\n\n## Title\n\n<div class="columns">\n<div>\n\n- left\n\n</div>\n<div>\n\nright\n\nmore\n\n</div>\n</div>\n\nbelow',
  );
  expect(losses).toHaveLength(1);
  expect(losses[0]).toMatch(/^1: `slides\.com`: places, sizes and the theme’s styles were left out/);
});

test('steps of blocks are those of what is in them; notes stay', () => {
  const picture = '<img data-natural-width="9" style="left: 0" data-src="https://example.org/a.png" alt="A">';
  const step = { step: ' fragment', more: 'data-fragment-index="1"' };
  const { markdown } = read(
    block([0, 0, 400], picture, step),
    block([0, 300, 400], '<p>a</p><p>b</p>', step),
    '<aside class="notes"><p>said</p></aside>',
  );
  expect(markdown).toContain(
    '![A](https://example.org/a.png){.fragment data-fragment-index=1}\n\n<div class="fragment" data-fragment-index="1">\n\na\n\nb\n\n</div>\n\nNote:\nsaid',
  );
});

test('steps of what is in a block, which may be turned; notes of the page’s script', () => {
  const inner =
    '<div class="sl-block-style" style="transform: rotate(3deg)"><div class="sl-block-content fragment" data-fragment-index="2"><p class="visible">a</p></div></div>';
  const turned = `<div class="sl-block" data-block-type="text" style="width: 300px; left: 1px; top: 1px;">${inner}</div>`;
  const page = pageOf(`<section data-id="a1b2">${turned}</section><section data-id="c3">b</section>`);
  const script =
    '<script>var SLConfig = {"deck": {"id": 1, "title": "}", "notes": {"a1b2": "Say \\"1}\\"\\n# twice\\n\\nand *go*"}}};</script>';
  const { markdown, losses } = converted(convertRevealPage, page + script, 'index.html');
  expect(markdown).toContain(
    'a {.fragment data-fragment-index=2}\n\nNote:\nSay "1}"\\\n\\# twice\n\nand \\*go\\*\n\n---\n\nb',
  );
  expect(losses).toHaveLength(1);
});

test('drawn shapes are told, as those of presentations', () => {
  const svg = '<svg viewBox="0 0 9 9"><path d="M0 0L9 9"></path></svg>';
  const { markdown, losses } = read(
    block([0, 0, 400], svg, { kind: 'shape' }),
    block([0, 300, 400], svg, { kind: 'line' }),
  );
  expect(markdown).not.toContain('svg');
  expect(losses[1]).toMatch(/^1: `2 drawn shapes`: lines and shapes without words/);
});
