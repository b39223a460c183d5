/** Lectern's family of themes in a real browser: no slide overflows, all text has contrast, and a page stays as it was painted. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { OWN_THEMES } from '../../server/deck/model/own-themes.ts';
import { createFolder } from '../setup/folder.ts';
import { nineSlides } from '../sheet/nine-slides.ts';
import { atRest, differingShare, openStage, type Stage, visitDeck, visitHeld } from './page.ts';

/** Each member of the family in both schemes. */
const THEMES = [...OWN_THEMES.keys()].filter((name) => /-(?:light|dark)$/.test(name));
const LIGHT = THEMES.filter((name) => name.endsWith('-light'));
const PHONE = { width: 390, height: 844 };

/** Every layout with half as many words again. */
const slides = readFileSync(join(import.meta.dirname, 'layouts.md'), 'utf8').replace(
  /^(?=\p{L})(?!(?:Ebb|Flood)$)(.+)$/gmu,
  (line) =>
    `${line} ${line
      .slice(0, Math.ceil(line.length / 2))
      .trim()
      .replace(/[*[\]`]/g, '')}`,
);

/** The slides on which themes are compared, without front matter. */
const nine = nineSlides('Lectern', '').replace(/^---[\s\S]*?\n---\n/, '');

/** What has colours of its own, on the ground of a section, of a figure and of an ending. */
const coloured = ['section', 'stat', 'end']
  .map(
    (layout) =>
      `{#coloured-${layout} .${layout}}\n\n# Ebb\n\nIt [goes]{.accent} \`out\`, <mark>twice</mark>\n\n\`\`\`js\nconst tide = 'high' + 1; // noon\n\`\`\`\n\n> [!TIP]\n> Take boots`,
  )
  .join('\n\n---\n\n');

const folder = createFolder({
  'hills.jpg': readFileSync(join(import.meta.dirname, '../../decks/guide/hills.jpg')),
  'img/hills.jpg': readFileSync(join(import.meta.dirname, '../../decks/guide/hills.jpg')),
  ...Object.fromEntries(
    THEMES.map((theme) => [
      `${theme}.md`,
      `---\ntheme: ${theme}\nfooter: [The tide, "{n} / {N}"]\nrevealOptions: { transition: none }\n---\n\n${slides}\n\n---\n${nine}\n\n---\n\n${coloured}`,
    ]),
  ),
});

/** Numbers of rows that a table has room for. */
const ROWS = [7, 8, 9, 10, 11, 12, 13];
for (const theme of LIGHT)
  folder.write({
    [`rows-${theme}.md`]: `---\ntheme: ${theme}\nfooter: The tide\n---\n\n${ROWS.map(
      (count) =>
        `## ${count} rows\n\n| Queue | Jobs |\n| --- | ---: |\n${Array.from({ length: count }, (_, i) => `| queue ${i} | ${i} |`).join('\n')}`,
    ).join('\n\n---\n\n')}\n`,
  });

/** From left to right and from right to left. */
const DIRECTIONS = ['ltr', 'rtl'] as const;
for (const dir of DIRECTIONS)
  folder.write({ [`${dir}.md`]: `---\ntheme: poster\ndir: ${dir}\n---\n\n# Print\n\n---\n${nine}` });

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(folder.path);
});
afterEach(() => stage?.leave());
afterAll(async () => {
  await stage?.close();
  folder.remove('.');
});

/** Names of slides whose contents are higher or wider than they are; what bleeds to the edges is none. */
function overfull(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    window.Reveal.getSlides().flatMap((slide) => {
      const { h, v } = window.Reveal.getIndices(slide);
      window.Reveal.slide(h, v);
      const [high, wide] = [slide.scrollHeight - slide.clientHeight, slide.scrollWidth - slide.clientWidth];
      const { left, right, width } = slide.getBoundingClientRect();
      const isCut = [...slide.querySelectorAll('table:not(.hljs-ln)')].some((table) => {
        const box = table.getBoundingClientRect();
        return box.left < left + width / 40 || box.right > right - width / 40;
      });
      return high > 40 || wide > 40 || isCut ? [`${slide.id} ${high} ${wide}`] : [];
    }),
  );
}

describe.each(THEMES)('in %s', (theme) => {
  test('no slide is overfull with half as many words again, and all text has contrast', async () => {
    const { page } = await visitDeck(stage, `/${theme}/`);
    await atRest(page);
    expect(await overfull(page)).toEqual([]);
    await page.evaluate(axe.source);
    const ids = await page.evaluate(() => window.Reveal.getSlides().map(({ id }) => id));
    for (const id of ids) {
      await page.evaluate((name) => {
        const { h, v } = window.Reveal.getIndices(document.getElementById(name) ?? undefined);
        window.Reveal.slide(h, v);
      }, id);
      const violations = await page.evaluate(
        'axe.run(".slides .present:not(.stack)", { runOnly: ["color-contrast", "link-in-text-block"] }).then(({ violations }) => violations.flatMap(({ nodes }) => nodes.map(({ target }) => String(target))))',
      );
      expect(violations, id).toEqual([]);
    }
  });
});

describe.each(LIGHT)('in %s', (theme) => {
  test('no slide is overfull on a phone', async () => {
    const { page } = await visitDeck(stage, `/${theme}/`, PHONE);
    await atRest(page);
    expect(await overfull(page)).toEqual([]);
  });

  test('nothing moves on a title when reveal takes over', async () => {
    const { page, release } = await visitHeld(stage, `/${theme}/`);
    await page.addStyleTag({ content: '.controls, .progress { display: none !important }' });
    const before = await page.screenshot();
    await release();
    await atRest(page);
    expect(await differingShare(before, await page.screenshot())).toBeLessThanOrEqual(0.002);
  });
});

test.each(LIGHT)('a table of thirteen rows ends above the footer in %s', async (theme) => {
  const { page } = await visitDeck(stage, `/rows-${theme}/`);
  await atRest(page);
  const gaps = await page.evaluate(() =>
    window.Reveal.getSlides().map((slide, at) => {
      window.Reveal.slide(at);
      const table = slide.querySelector('table')?.getBoundingClientRect();
      return (
        (slide.querySelector('.slide-footer')?.getBoundingClientRect().top ?? 0) - (table?.bottom ?? 9999)
      );
    }),
  );
  expect(gaps).toHaveLength(ROWS.length);
  for (const [at, gap] of gaps.entries()) expect(gap, `${ROWS[at]} rows`).toBeGreaterThanOrEqual(0);
});

test.each(DIRECTIONS)('on paper, an ending’s words and its code stand side by side, %s', async (dir) => {
  const { page } = await visitDeck(stage, `/${dir}/?view=print`);
  const boxes = await page.evaluate(() =>
    ['h1', 'li', '.qr-code'].map((part) => {
      const found = document.querySelector(`[data-kind="end"] ${part}`);
      const range = document.createRange();
      range.selectNodeContents(found ?? document.body);
      const { left, right, width } = range.getBoundingClientRect();
      return { left, right, width };
    }),
  );
  const code = boxes.pop();
  for (const words of boxes) {
    expect(words.width).toBeGreaterThan(100);
    if (dir === 'ltr') expect(words.right).toBeLessThan(code?.left ?? 0);
    else expect(words.left).toBeGreaterThan(code?.right ?? 9999);
  }
});
