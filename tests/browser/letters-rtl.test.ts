/** Decks from right to left in every theme: what is read from left to right stays so, and the rest is mirrored. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createFolder } from '../setup/folder.ts';
import { typicalThemes } from '../sheet/decks.ts';
import { openStage, type Stage, visitDeck } from './page.ts';

const slides = `# ים

$E = mc^2$

---

## מים

<div id="cells">

- <span id="item">פריט</span>
  - <span id="nested">מקונן</span>
    1. <span id="third">שלישי</span>

- [x] <span id="done">נמדד</span>

| גובה | שם |
| --- | --- |
| <span id="cell">ים</span> | <span id="second">חוף</span> |

</div>

---

## קוד

הקוד <code><b id="a">a</b> + <b id="b">b</b></code> והמקש <kbd><b id="c">C</b>+<b id="d">1</b></kbd> וגם <span id="sum">2 + 3</span>

$$\\htmlId{x}{x} = y \\tag{1}$$

$\\text{מים}/\\text{ים}5$

מונח
: <span id="meaning">הגדרה</span>
`;

const folder = createFolder(
  Object.fromEntries(
    typicalThemes.flatMap((theme) =>
      ['ltr', 'rtl']
        .map((dir) => [
          `${theme}-${dir}.md`,
          `---\ntheme: ${theme}\ndir: ${dir}\nlang: he\nfooter: "{n} / {N}"\n---\n\n${slides}`,
        ])
        .concat(
          // The same slides in a deck that goes the other way.
          (['ltr', 'rtl'] as const).map((dir) => [
            `${theme}-${dir}-inside.md`,
            `---\ntheme: ${theme}\ndir: ${dir === 'ltr' ? 'rtl' : 'ltr'}\nlang: he\nfooter: "{n} / {N}"\n---\n\n${slides
              .split('---\n\n##')
              .join(`---\n\n{dir=${dir}}\n\n##`)
              .replace('# ים', `{dir=${dir}}\n\n# ים`)}`,
          ]),
        ),
    ),
  ),
);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(folder.path);
});
afterEach(() => stage?.leave());
afterAll(async () => {
  await stage?.close();
  folder.remove('.');
});

/** Left and right edge of the words in an element, from the left edge of the slide, and the slide's width. */
function edgesOf(page: Page, selector: string): Promise<{ left: number; right: number; width: number }> {
  return page.evaluate((of) => {
    const element = document.querySelector(of);
    const slide = element?.closest('section')?.getBoundingClientRect();
    const range = document.createRange();
    if (element) range.selectNodeContents(element);
    const { left, right } = range.getBoundingClientRect();
    const { left: edge = 0, width = 0 } = slide ?? {};
    return { left: left - edge, right: right - edge, width };
  }, selector);
}

describe.each(typicalThemes)('in %s', (theme) => {
  test('code, keys, formulas and numbers go from left to right', async () => {
    const { page } = await visitDeck(stage, `/${theme}-rtl/#/2`);
    for (const [first, second] of [
      ['#a', '#b'],
      ['#c', '#d'],
    ] as const) {
      expect((await edgesOf(page, first)).left).toBeLessThan((await edgesOf(page, second)).left);
    }
    const directions = await page.evaluate(() =>
      [...document.querySelectorAll('.katex, #sum > span, .slide-footer > div > span')].map(
        (element) => getComputedStyle(element).direction,
      ),
    );
    expect(directions).toEqual(Array(directions.length).fill('ltr'));
    expect(directions.length).toBe(6);
    const [first, second, number] = await page.evaluate(() => {
      const words = [...document.querySelectorAll('section.present p .katex .mord')].filter(
        (word) => word.childElementCount === 0,
      );
      return [/^מים$/, /^ים$/, /^5$/].map(
        (text) =>
          words.find(({ textContent }) => text.test(textContent ?? ''))?.getBoundingClientRect().left ?? 0,
      );
    });
    expect(first).toBeLessThan(second ?? 0);
    expect(second).toBeLessThan(number ?? 0);
    const [tag, formula] = await page.evaluate(() =>
      ['.katex-tag', '.katex-display .katex-base'].map(
        (selector) => document.querySelector(selector)?.getBoundingClientRect().left ?? 0,
      ),
    );
    expect(tag).toBeLessThan(formula ?? 0);
  });

  test.each(['#item', '#nested', '#third', '#cell', '#second', '#meaning'])(
    '%s is as far from the right as it is from the left elsewhere',
    async (selector) => {
      const slide = selector === '#meaning' ? 2 : 1;
      const { page: mirrored } = await visitDeck(stage, `/${theme}-rtl/#/${slide}`);
      const here = await edgesOf(mirrored, selector);
      const { page } = await visitDeck(stage, `/${theme}-ltr/#/${slide}`);
      const there = await edgesOf(page, selector);
      const scale = there.width / here.width;
      expect(Math.abs((here.width - here.right) * scale - there.left)).toBeLessThan(3);
    },
  );

  test.each(['ltr', 'rtl'])('a slide that goes %s by itself is as in a deck that does', async (dir) => {
    for (const [slide, selectors] of [
      [1, ['h2', '#item', '#nested', '#third', '#done', '#cell', '#second']],
      [2, ['h2', '.katex-base', '.katex-tag', '#meaning']],
    ] as const) {
      const places = async (deck: string) => {
        const { page } = await visitDeck(stage, `/${deck}/#/${slide}`);
        const edges: [string, number, number][] = [];
        for (const selector of selectors) {
          const { left, right } = await edgesOf(page, `section.present ${selector}`);
          edges.push([selector, Math.round(left), Math.round(right)]);
        }
        return edges;
      };
      expect(await places(`${theme}-${dir}-inside`)).toEqual(await places(`${theme}-${dir}`));
    }
  });

  test.each(['ltr', 'rtl'])('a task’s box is beside its words, %s', async (dir) => {
    const { page } = await visitDeck(stage, `/${theme}-${dir}/#/1`);
    const words = await edgesOf(page, '#done');
    const box = await page.evaluate(() => {
      const input = document.querySelector('.task input');
      const { left = 0 } = input?.closest('section')?.getBoundingClientRect() ?? {};
      const { left: from = 0, right: to = 0 } = input?.getBoundingClientRect() ?? {};
      return { left: from - left, right: to - left };
    });
    if (dir === 'ltr') expect(box.right).toBeLessThanOrEqual(words.left);
    else expect(box.left).toBeGreaterThanOrEqual(words.right);
  });
});
