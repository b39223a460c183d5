/** Letters in every theme: what is stressed, raised, lowered or pressed is told from the words around it, wherever a slide is shown. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openSheets } from '../../server/paper/sheets.ts';
import { createFolder } from '../setup/folder.ts';
import { siteMaker } from '../setup/loading.ts';
import { sheetDecks, sheetThemes, typicalThemes } from '../sheet/decks.ts';
import { atRest, differingShare, openStage, type Stage, visit, visitDeck } from './page.ts';
import { laptop, speak } from './speakers.ts';
import { Talk } from './talk.ts';

/** Code in three steps. */
const CODE = '```js [1|2|3]\none;\ntwo;\nthree;\n```';

const decks = sheetDecks(sheetThemes);
const folder = createFolder(decks);
const { siteOf, remove } = siteMaker();

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(folder.path);
});
afterEach(async () => {
  await stage?.leave();
  remove();
});
afterAll(async () => {
  await stage?.close();
  folder.remove('.');
});

/** What is wrong with the letters below some elements; sent to the page as text. */
function faultsIn(roots: readonly ParentNode[]): string[] {
  const size = ({ fontSize }: CSSStyleDeclaration) => Number.parseFloat(fontSize);
  const expected: readonly [string, (own: CSSStyleDeclaration, around: CSSStyleDeclaration) => boolean][] = [
    [':is(em, i, cite, dfn, var, address)', (own, around) => own.fontStyle !== around.fontStyle],
    [':is(strong, b, thead th)', ({ fontWeight }) => Number(fontWeight) >= 600],
    ['sup', (own, around) => own.verticalAlign === 'super' && size(own) < size(around)],
    ['sub', (own, around) => own.verticalAlign === 'sub' && size(own) < size(around)],
    ['small', (own, around) => size(own) < size(around)],
    ['big', (own, around) => size(own) > size(around)],
    [':is(code, kbd, samp, tt):not(pre *)', (own, around) => own.fontFamily !== around.fontFamily],
    [':is(u, ins)', ({ textDecorationLine }) => textDecorationLine === 'underline'],
    ['abbr', ({ textDecorationStyle }) => textDecorationStyle === 'dotted'],
    [':is(del, s)', ({ textDecorationLine }) => textDecorationLine === 'line-through'],
    ['mark', (own, around) => own.backgroundColor !== around.backgroundColor],
    ['button', (own, around) => size(own) === size(around)],
    ['ol[type=a]', ({ listStyleType }) => listStyleType === 'lower-alpha'],
    ['ol[type=I]', ({ listStyleType }) => listStyleType === 'upper-roman'],
    ['ol:not([type])', ({ listStyleType }) => listStyleType === 'decimal'],
  ];
  return roots.flatMap((root) =>
    expected.flatMap(([selector, isRight]) =>
      [...root.querySelectorAll(`section ${selector}`)]
        .filter((element) => {
          const around = element.parentElement ?? element;
          return !isRight(getComputedStyle(element), getComputedStyle(around));
        })
        .map((element) => `${element.closest('section')?.id}: ${element.outerHTML.slice(0, 60)}`),
    ),
  );
}

/** What is wrong with the letters below what an expression means in the page. */
const inPage = (page: Page, roots: string): Promise<string[]> =>
  // What an expression answers has no type; this is what the function does.
  page.evaluate(`(${faultsIn})(${roots})`) as Promise<string[]>;

/** How many copies of the slide's first code are seen, and how far its line numbers are from it; sent to the page as text. */
function codeOnSlide(): { readonly seen: number; readonly gap: number } {
  const copies = [...document.querySelectorAll('#steps pre:first-of-type > code[data-line-numbers]')].filter(
    (code) => code.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
  );
  const number = copies[0]?.querySelector('.hljs-ln-numbers');
  return { seen: copies.length, gap: number ? Number.parseFloat(getComputedStyle(number).paddingRight) : 0 };
}

describe.each(sheetThemes)('in %s', (theme) => {
  test('every element keeps what tells it from the words around it', async () => {
    const { page } = await visitDeck(stage, `/${theme}/`);
    expect(await inPage(page, '[document.querySelector(".slides")]')).toEqual([]);
  });
});

describe.each(typicalThemes)('in %s', (theme) => {
  test('a step of code is alone, and its numbers stand apart', async () => {
    const { page } = await visitDeck(stage, `/${theme}/#/steps`);
    const pre = page.locator('#steps pre').first();
    for (const step of [-1, 0, 1]) {
      await page.evaluate((f) => window.Reveal.slide(window.Reveal.getIndices().h, 0, f), step);
      await atRest(page);
      const { seen, gap } = await page.evaluate(codeOnSlide);
      expect(seen).toBe(1);
      expect(gap).toBeGreaterThan(6);
      const shown = await pre.screenshot();
      const alone = await page.addStyleTag({
        content: `#steps code:not(:nth-child(${step + 2})) { opacity: 0 !important; transition: none !important }`,
      });
      expect(await differingShare(shown, await pre.screenshot()), `step ${step}`).toBe(0);
      await alone.evaluate((style) => style.parentNode?.removeChild(style));
    }
  });
});

test('covers have the letters of their decks', async () => {
  const { page } = await visit(stage, '/');
  await page.waitForFunction(() => document.querySelectorAll('.cover').length > 0);
  const covers = '[...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? [])';
  expect(await page.evaluate(`${covers}.length`)).toBe(sheetThemes.length);
  expect(await inPage(page, covers)).toEqual([]);
});

let server: Talk;
beforeAll(async () => {
  server = await Talk.open({ text: `# First\n\n---\n\n## Above\n\n----\n\n## Below\n\n${CODE}\n` });
});
afterAll(() => server?.close());

describe.each(['lectern-light', 'white'])('%s', (theme) => {
  test('has its letters and single steps on paper', async () => {
    const { site } = await siteOf({ 'talk.md': decks[`${theme}.md`] ?? '' }).load();
    expect(site.decks.map(({ errors }) => errors)).toEqual([[]]);
    const sheets = await openSheets(stage.browser, site, { deck: 'talk', steps: true });
    const seen = await sheets.page.evaluate(() =>
      [...document.querySelectorAll('.pdf-page')]
        .map((sheet) => [...sheet.querySelectorAll('pre > code[data-line-numbers]')])
        .filter((copies) => copies.length > 0)
        .map(
          (copies) =>
            copies.filter((code) => code.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
              .length,
        ),
    );
    expect(seen).toEqual([1, 1, 1]);
    expect(await inPage(sheets.page, '[document.querySelector(".slides")]')).toEqual([]);
    await sheets.close();
  });

  test('has them in the speaker view’s pictures', async () => {
    const talk = await server.another(theme, { text: decks[`${theme}.md`] ?? '' });
    const page = await speak(talk, laptop);
    const roots = '[...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? [])';
    const ids = () => page.evaluate(`${roots}.map((root) => root.querySelector("section[id].present")?.id)`);
    await expect.poll(ids).toContain('words');
    expect(await inPage(page, roots)).toEqual([]);
    for (let slide = 1; slide < 6; slide += 1) await page.keyboard.press('PageDown');
    await expect.poll(ids).toContain('steps');
    await page.keyboard.press('PageDown');
    const seen = `${roots}.map((root) => [...root.querySelectorAll("pre > code[data-line-numbers]")]
      .filter((code) => code.checkVisibility({ opacityProperty: true, visibilityProperty: true })).length)
      .filter((count) => count > 0)`;
    // On the present slide and on the next one; a third picture has no code.
    await expect.poll(() => page.evaluate(seen)).toEqual([1, 1]);
    await talk.close();
  });
});

test('steps of code on a slide below another are in the speaker view’s pictures', async () => {
  const page = await speak(server, laptop);
  for (const _ of ['above', 'below', 'step']) await page.keyboard.press('PageDown');
  const shown = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll('#below code') ?? [])])
        .filter((part) => part.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        .map((part) => part.getAttribute('data-line-numbers')),
    );
  await expect.poll(shown).toEqual(['2', '3']);
});
