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
          `---\ntheme: ${theme}\ndir: ${dir}\nlang: he\ntransition: none\nfooter: "{n} / {N}"\n---\n\n${slides}`,
        ])
        .concat(
          // The same slides in a deck that goes the other way.
          (['ltr', 'rtl'] as const).map((dir) => [
            `${theme}-${dir}-inside.md`,
            `---\ntheme: ${theme}\ndir: ${dir === 'ltr' ? 'rtl' : 'ltr'}\nlang: he\ntransition: none\nfooter: "{n} / {N}"\n---\n\n${slides
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

/** Left and right edge, in pixels from the left edge of the slide. */
interface Edges {
  readonly left: number;
  readonly right: number;
}

/** Where an element stands, and the words in it; and how wide the slide is. */
interface Place {
  readonly words: Edges;
  readonly box: Edges;
  readonly width: number;
}

/** What is measured on the second slide and on the third. */
const MEASURED = [
  [1, ['h2', '#item', '#nested', '#third', '#done', '#cell', '#second', '.task input']],
  [2, ['h2', '.katex-base', '.katex-tag', '#meaning', '#a', '#b', '#c', '#d']],
] as const;

/** Where everything stands in a deck, by slide and selector: one page that is loaded once tells all of it. */
async function placesIn(deck: string): Promise<ReadonlyMap<string, Place>> {
  const { page } = await visitDeck(stage, `/${deck}/`);
  const places = new Map<string, Place>();
  for (const [slide, selectors] of MEASURED) {
    await page.evaluate(async (h) => {
      window.Reveal.slide(h);
      // Fonts are asked for when the slide is laid out.
      await new Promise(requestAnimationFrame);
      await document.fonts.ready;
    }, slide);
    for (const selector of selectors) places.set(`${slide} ${selector}`, await placeOf(page, selector));
  }
  return places;
}

function placeOf(page: Page, selector: string): Promise<Place> {
  return page.evaluate((of) => {
    const element = document.querySelector(`section.present ${of}`);
    if (!element) throw new Error(`No ${of} is shown.`);
    const { left: edge = 0, width = 0 } = element.closest('section')?.getBoundingClientRect() ?? {};
    const range = document.createRange();
    range.selectNodeContents(element);
    const [words, box] = [range, element].map((each) => {
      const { left, right } = each.getBoundingClientRect();
      return { left: left - edge, right: right - edge };
    });
    if (!words || !box) throw new Error('Two are measured.');
    return { words, box, width };
  }, selector);
}

describe.each(typicalThemes)('in %s', (theme) => {
  type Deck = 'ltr' | 'rtl' | 'ltr-inside' | 'rtl-inside';
  const places = new Map<Deck, ReadonlyMap<string, Place>>();
  beforeAll(async () => {
    for (const deck of ['ltr', 'rtl', 'ltr-inside', 'rtl-inside'] as const)
      places.set(deck, await placesIn(`${theme}-${deck}`));
  });
  const place = (deck: Deck, slide: number, selector: string): Place => {
    const found = places.get(deck)?.get(`${slide} ${selector}`);
    if (!found) throw new Error(`${selector} was not measured.`);
    return found;
  };

  test('code, keys, formulas and numbers go from left to right', async () => {
    const { page } = await visitDeck(stage, `/${theme}-rtl/#/2`);
    for (const [first, second] of [
      ['#a', '#b'],
      ['#c', '#d'],
    ] as const) {
      expect(place('rtl', 2, first).words.left).toBeLessThan(place('rtl', 2, second).words.left);
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
    (selector) => {
      const slide = selector === '#meaning' ? 2 : 1;
      const here = place('rtl', slide, selector);
      const there = place('ltr', slide, selector);
      const scale = there.width / here.width;
      expect(Math.abs((here.width - here.words.right) * scale - there.words.left)).toBeLessThan(3);
    },
  );

  test.each(['ltr', 'rtl'] as const)('a slide that goes %s by itself is as in a deck that does', (dir) => {
    const wordsIn = (deck: Deck) =>
      MEASURED.flatMap(([slide, selectors]) =>
        selectors.map((selector) => {
          const { left, right } = place(deck, slide, selector).words;
          return [selector, Math.round(left), Math.round(right)];
        }),
      );
    expect(wordsIn(`${dir}-inside`)).toEqual(wordsIn(dir));
  });

  test.each(['ltr', 'rtl'] as const)('a task’s box is beside its words, %s', (dir) => {
    const { words } = place(dir, 1, '#done');
    const { box } = place(dir, 1, '.task input');
    if (dir === 'ltr') expect(box.right).toBeLessThanOrEqual(words.left);
    else expect(box.left).toBeGreaterThanOrEqual(words.right);
  });
});

test('progress grows from the right there, and the arrow back, the right one, is faint', async () => {
  const shows = async (deck: string, expected: readonly string[]) => {
    const { page } = await visitDeck(stage, `/${deck}/#/1`);
    const look = () =>
      page.evaluate(() => {
        const progress = document.querySelector<HTMLElement>('.progress span');
        const [origin] = progress ? getComputedStyle(progress).transformOrigin.split(' ') : [];
        const opacities = ['left', 'right'].map((side) => {
          const arrow = document.querySelector(`.navigate-${side}.enabled`);
          return arrow && Number(getComputedStyle(arrow).opacity) < 0.5 ? 'faint' : 'clear';
        });
        return [Number.parseFloat(origin ?? '') > 0 ? 'right' : 'left', ...opacities];
      });
    // Arrows fade in.
    await expect.poll(look).toEqual(expected);
  };
  const [theme] = typicalThemes;
  await shows(`${theme}-ltr`, ['left', 'faint', 'clear']);
  await shows(`${theme}-rtl`, ['right', 'clear', 'faint']);
});
