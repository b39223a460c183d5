/** Layouts, callouts, headers and footers in a real browser, in themes of Lectern's and one of reveal.js's. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { OWN_THEMES } from '../../server/deck/model/own-themes.ts';
import { createFolder } from '../setup/folder.ts';
import { atRest, differingShare, openStage, type Stage, visitDeck, visitHeld } from './page.ts';

const PHONE = { width: 390, height: 844 };
const THEMES = ['lectern-light', 'lectern-dark', 'black'] as const;

const FAMILIES = [...new Set([...OWN_THEMES.values()].map(({ family }) => family))];

/** One slide for each layout; the names are theirs. */
const slides = readFileSync(join(import.meta.dirname, 'layouts.md'), 'utf8');
const NAMES = [...slides.matchAll(/#([\w-]+)[^\n]*\}\n/g)].map(([, name = '']) => name);

/** What has more room where nothing is below it. */
const LAST_SLIDES =
  '# Talk\n\n---\n\n## Table\n\n| Sea | Share |\n| --- | --- |\n| Pacific | 46 |\n\n---\n\n## Chart\n\n```chart pie\nSea,Share\nPacific,46\nAtlantic,24\n```\n\n---\n\n## Code\n\n![Us](qr:https://lectern.example/)\n';

/** Numbers of sections. */
const MANY = [10, 11, 24];

const folder = createFolder({
  'plain.md': '---\ntheme: black\n---\n\n# Words\n\n---\n\nMore',
  'broken.md':
    '# Talk\n\n---\n\n```js\nshort();\n    await queue.retry(job.id, { after: 1000, tries: 3, once: true });\n```\n\n```js [1|2]\nshort();\n    await queue.retry(job.id, { after: 1000, tries: 3, once: true });\n```\n',
  'times.md':
    '---\ntheme: folio\n---\n\n# Talk\n\n---\n\n{.timeline}\n\n## A night\n\n- **03:12:00** Full\n- **03:14:30** Called\n- **2026-11-29** Up\n- **03:47:10** Moved\n- **12 March 2026** Well\n\n---\n\n{.timeline}\n\n## A day\n\n09:30:00\n: Begin\n\nOnce everybody in the room has found a seat\n: Go on\n',
  'quotes.md': '---\ntheme: folio\n---\n\n# Talk\n\n---\n\n> One\n\n---\n\n> Two\n',
  'lined.md': `---\nheader: Above\nfooter: [Left, Below]\n---\n\n${LAST_SLIDES}\nIt is short.\n\n---\n\n## Code\n\n![Us](qr:https://lectern.example/)\n`,
  'bare.md': `${LAST_SLIDES}\n---\n\n## Code\n\n![Us](qr:https://lectern.example/)\n`,
  'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"><rect width="3" height="1"/></svg>',
  ...Object.fromEntries(
    FAMILIES.map((base) => [
      `brand-${base}.md`,
      `---\ntheme: { base: ${base}, logo: logo.svg }\n---\n\n# Talk\n\n---\n\n{.end}\n\n# Thanks\n`,
    ]),
  ),
  'photos.md':
    '# Talk\n\n---\n\n{.dark}\n\n## Words\n\n![Hills](/img/hills.jpg){.full}\n\n---\n\n![Hills](/img/hills.jpg)\n\n---\n\n![Hills](/img/hills.jpg){.full}\n',
  ...Object.fromEntries(
    MANY.map((count) => [
      `agenda-${count}.md`,
      `# Talk\n\n---\n\n{.agenda}\n\n## Today\n\n---\n\n${Array.from({ length: count }, (_, i) => `# What the tide knows ${i}`).join('\n\n---\n\n')}`,
    ]),
  ),
  'img/hills.jpg': readFileSync(join(import.meta.dirname, '../../decks/guide/hills.jpg')),
  ...Object.fromEntries(
    THEMES.map((theme) => {
      const front = `theme: ${theme}\nheader: "{sections}"\nfooter: [The tide, "{n} / {N}"]\nrevealOptions: { slideNumber: c/t, transition: none }`;
      return [`${theme}.md`, `---\n${front}\n---\n\n${slides}`];
    }),
  ),
});

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(folder.path);
});
afterEach(() => stage?.leave());
afterAll(async () => {
  await stage?.close();
  folder.remove('.');
});

/** Left and top edges, in the window's pixels, of what stands on the current slide. */
function edges(page: Page, selector: string): Promise<{ x: number; y: number }[]> {
  return page.evaluate(
    (of) =>
      [...document.querySelectorAll(`.slides .present:not(.stack) ${of}`)].map((element) => {
        const { x, y } = element.getBoundingClientRect();
        return { x, y };
      }),
    selector,
  );
}

/** Where things stand is the same in the dark. */
describe.each(THEMES.filter((theme) => theme !== 'lectern-dark'))('in %s', (theme) => {
  test.each(NAMES)('nothing moves on %s when reveal takes over', async (name) => {
    const { page, release } = await visitHeld(stage, `/${theme}/#/${name}`);
    // What reveal adds beside the slides.
    await page.addStyleTag({ content: '.controls, .progress, .slide-number { display: none !important }' });
    const before = await page.screenshot();
    await release();
    await atRest(page);
    expect(await differingShare(before, await page.screenshot())).toBeLessThanOrEqual(0.002);
  });

  test('columns stand side by side, from one first line', async () => {
    const { page } = await visitDeck(stage, `/${theme}/#/three`);
    const found = await edges(page, '.columns > div');
    expect(found).toHaveLength(3);
    expect(new Set(found.map(({ y }) => Math.round(y))).size).toBe(1);
    expect(found.map(({ x }) => x)).toEqual(found.map(({ x }) => x).toSorted((a, b) => a - b));
  });

  test('the footer counts as reveal does, in stacks and on slides that do not count', async () => {
    const { page } = await visitDeck(stage, `/${theme}/`);
    const counted = await page.evaluate(() =>
      window.Reveal.getSlides().map((slide) => {
        const { h, v } = window.Reveal.getIndices(slide);
        window.Reveal.slide(h, v);
        return [
          slide.querySelector('.slide-footer > :last-child')?.textContent ?? '',
          document.querySelector('.slide-number-a')?.textContent ?? '',
        ];
      }),
    );
    const lined = counted.filter(([own]) => own !== '');
    expect(lined.length).toBeGreaterThan(8);
    expect(lined.map(([own]) => own?.split(' / ')[0])).toEqual(lined.map(([, reveals]) => reveals));
  });
});

test.each(THEMES)('axe finds nothing on any slide in %s', async (theme) => {
  const { page } = await visitDeck(stage, `/${theme}/`);
  await page.evaluate(axe.source);
  for (const name of NAMES) {
    await page.evaluate((id) => {
      const slide = document.getElementById(id) ?? undefined;
      const { h, v } = window.Reveal.getIndices(slide);
      window.Reveal.slide(h, v);
    }, name);
    await atRest(page);
    const violations = await page.evaluate(
      'axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + " " + target)))',
    );
    expect(violations, name).toEqual([]);
  }
});

describe('on a phone', () => {
  test.each(['three', 'beside', 'left', 'callouts', 'stat', 'timeline', 'end'])(
    'nothing moves on %s, either',
    async (name) => {
      const { page, release } = await visitHeld(stage, `/lectern-light/#/${name}`, PHONE);
      const before = await page.screenshot();
      await release();
      await atRest(page);
      expect(await differingShare(before, await page.screenshot())).toBeLessThanOrEqual(0.01);
    },
  );

  test('a photo behind words fills the screen, and one that is alone is seen whole', async () => {
    const { page } = await visitDeck(stage, '/photos/', PHONE);
    const fits = await page.evaluate(() =>
      [...document.querySelectorAll('.slides img')].map((photo) => getComputedStyle(photo).objectFit),
    );
    expect(fits).toEqual(['cover', 'contain', 'cover']);
  });

  test('what is broken off a line of code hangs below it, further in', async () => {
    const { page } = await visitDeck(stage, '/broken/#/1', PHONE);
    const blocks = await page.evaluate(() =>
      [...document.querySelectorAll('pre > code:first-child')].map((code) => {
        const texts = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
        const lefts = new Map<number, number>();
        let letters = 0;
        while (texts.nextNode()) {
          const { currentNode } = texts;
          for (const { index: at } of (currentNode.textContent ?? '').matchAll(/\S/g)) {
            const range = document.createRange();
            range.setStart(currentNode, at);
            range.setEnd(currentNode, at + 1);
            const { left, top, width } = range.getBoundingClientRect();
            letters = width;
            const line = Math.round(top);
            lefts.set(line, Math.min(left, lefts.get(line) ?? left));
          }
        }
        const [first = 0, ...later] = [...lefts].toSorted(([a], [b]) => a - b).map(([, left]) => left);
        return later.map((left) => Math.round((left - first) / letters));
      }),
    );
    for (const [own, ...broken] of blocks) {
      expect(own).toBe(4);
      expect(broken.length).toBeGreaterThan(0);
      expect(new Set(broken)).toEqual(new Set([6]));
    }
    expect(blocks).toHaveLength(2);
  });

  test('columns stand below each other', async () => {
    const { page } = await visitDeck(stage, '/lectern-light/#/three', PHONE);
    const tops = await page.evaluate(() =>
      [...document.querySelectorAll('#three .columns > div')].map((column) => {
        const { x, y } = column.getBoundingClientRect();
        return { x: Math.round(x), y };
      }),
    );
    expect(new Set(tops.map(({ x }) => x)).size).toBe(1);
    expect(tops.map(({ y }) => y)).toEqual(tops.map(({ y }) => y).toSorted((a, b) => a - b));
  });
});

test('times and dates of a timeline stay on one line, and within their part of it', async () => {
  const { page } = await visitDeck(stage, '/times/');
  const labels = await page.evaluate(() =>
    [...document.querySelectorAll('[data-when]')].map((label) => {
      const { h, v } = window.Reveal.getIndices(label.closest('section') ?? undefined);
      window.Reveal.slide(h, v);
      const words = document.createRange();
      words.selectNodeContents(label);
      const point = label.parentElement?.getBoundingClientRect();
      return {
        text: label.textContent,
        lines: words.getClientRects().length,
        isWithin: words.getBoundingClientRect().right < (point?.right ?? 0),
      };
    }),
  );
  expect(labels).toHaveLength(6);
  for (const { text, lines, isWithin } of labels) {
    expect(lines, text).toBe(1);
    expect(isWithin, text).toBe(true);
  }
});

test.each([
  { width: 844, height: 390 },
  { width: 1280, height: 720 },
])('arrows stand above the number of the slide, and the search below its heading, at %o', async (size) => {
  const { page } = await visitDeck(stage, '/lectern-light/#/low', size);
  await page.waitForSelector('.deck-search', { state: 'attached' });
  await page.keyboard.press('Control+Shift+F');
  // Arrows beckon.
  await page.addStyleTag({ content: '.controls * { animation: none !important }' });
  await atRest(page);
  const [number, heading, search, arrow] = await page.evaluate(() =>
    ['.slide-number', '.present:not(.stack) > h1', '.deck-search', '.navigate-down .controls-arrow'].map(
      (selector) => {
        const { top = 0, bottom = 0 } = document.querySelector(selector)?.getBoundingClientRect() ?? {};
        return { top, bottom };
      },
    ),
  );
  expect(number?.bottom).toBeGreaterThan(0);
  expect(arrow?.bottom).toBeLessThanOrEqual(number?.top ?? 0);
  expect(heading?.bottom).toBeLessThanOrEqual(search?.top ?? 0);
});

test('on paper, a quote does not begin within the one before', async () => {
  const { page } = await visitDeck(stage, '/quotes/?view=print');
  await page.waitForSelector('.pdf-page');
  const widths = await page.evaluate(() =>
    [...document.querySelectorAll('blockquote')].map((quote) => {
      // How deep quotes are nested is told only by the marks of a further one.
      const probe = document.createElement('q');
      quote.before(probe);
      const { width } = probe.getBoundingClientRect();
      probe.remove();
      return width;
    }),
  );
  expect(widths).toHaveLength(2);
  expect(new Set(widths).size).toBe(1);
});

test('on paper, words and their header stand beside the picture', async () => {
  const { page } = await visitDeck(stage, '/lectern-light/?view=print');
  await page.waitForSelector('.pdf-page');
  const [left, right] = await page.evaluate(() =>
    ['left', 'right'].map((id) => {
      const slide = document.getElementById(id);
      const edgesOf = (name: string) => slide?.querySelector(name)?.getBoundingClientRect() ?? new DOMRect();
      const { x, right: end, width } = slide?.getBoundingClientRect() ?? new DOMRect();
      const padding = slide ? Number.parseFloat(getComputedStyle(slide).paddingRight) : 0;
      return {
        middle: x + width / 2,
        heading: edgesOf('h2').x,
        end: end - padding,
        header: [edgesOf('.slide-header').x, edgesOf('.slide-header').right],
      };
    }),
  );
  expect(left?.heading).toBeGreaterThan(left?.middle ?? 0);
  expect(left?.header[0]).toBeCloseTo(left?.heading ?? 0, 0);
  expect(right?.end).toBeLessThan(right?.middle ?? 0);
  expect(right?.header[1]).toBeCloseTo(right?.end ?? 0, 0);
});

test('headers stand at one height, whatever the layout', async () => {
  const { page } = await visitDeck(stage, '/lectern-light/?view=print');
  await page.waitForSelector('.pdf-page');
  const heights = await page.evaluate(() =>
    [...document.querySelectorAll('.slide-header')].map((header) =>
      Math.round(header.getBoundingClientRect().y - (header.parentElement?.getBoundingClientRect().y ?? 0)),
    ),
  );
  expect(heights.length).toBeGreaterThan(12);
  expect(new Set(heights).size).toBe(1);
});

test.each(FAMILIES)('a logo stands in its corner in %s, on paper, too', async (base) => {
  for (const view of ['', '?view=print']) {
    const { page } = await visitDeck(stage, `/brand-${base}/${view}`);
    if (view) await page.waitForSelector('.pdf-page');
    const corners = await page.evaluate(() =>
      [...document.querySelectorAll('.slides section')].map((slide) => {
        const { display, top, right, width, height, backgroundImage } = getComputedStyle(slide, '::after');
        const edge = getComputedStyle(slide).getPropertyValue('--edge');
        return { shown: display !== 'none', top, atEdge: right === edge, width, height, backgroundImage };
      }),
    );
    expect(corners).toHaveLength(2);
    for (const corner of corners) {
      expect(corner).toMatchObject({
        shown: true,
        // Within the frame of a drawing.
        top: base === 'blueprint' ? '64px' : '28px',
        atEdge: true,
        width: '200px',
        height: '56px',
      });
      expect(corner.backgroundImage).toContain('logo');
    }
  }
});

test('on paper, where no arrows are, a footer ends where the words may', async () => {
  const { page } = await visitDeck(stage, '/lined/?view=print');
  await page.waitForSelector('.pdf-page');
  const [number, words] = await page.evaluate(() => {
    const footer = document.querySelector('.slide-footer');
    const end = (element: Element | null | undefined) => element?.getBoundingClientRect().right ?? 0;
    return [end(footer?.lastElementChild), end(footer?.closest('section')?.querySelector('table'))];
  });
  expect(number).toBeGreaterThan(0);
  expect(number).toBeCloseTo(words, 0);
});

test('with a footer, what is last on a slide has the room that it has without, and a line below it its own', async () => {
  const measure = async (deck: string) => {
    const { page } = await visitDeck(stage, `/${deck}/?view=print`);
    await page.waitForSelector('.pdf-page');
    return page.evaluate(() => {
      const heightOf = (found: Element | null | undefined) => found?.getBoundingClientRect().height ?? 0;
      const codes = [...document.querySelectorAll('.qr-code')];
      const below = codes[0]?.closest('section')?.querySelectorAll('p, .slide-footer > *') ?? [];
      const [, line, , footer] = [...below].map((each) => each.getBoundingClientRect());
      return {
        last: ['tbody tr', '.chart'].map((name) => heightOf(document.querySelector(name))),
        code: heightOf(codes[1]),
        between: (footer?.top ?? 0) - (line?.bottom ?? 0),
      };
    });
  };
  const [lined, bare] = [await measure('lined'), await measure('bare')];
  expect(lined.last).toEqual(bare.last);
  expect(lined.code).toBe(bare.code);
  expect(lined.between).toBeGreaterThan(10);
});

test('a page carries the styles of what its slides use, and no others', async () => {
  const html = await (await fetch(`${stage.url}/plain/`)).text();
  expect(html.match(/data-layout|data-callout|slide-footer|footnotes|drop-shadow/g)).toBeNull();
  const full = await (await fetch(`${stage.url}/black/`)).text();
  expect(new Set(full.match(/\[data-layout|\[data-callout|\.slide-footer|drop-shadow/g)).size).toBe(4);
});

test.each([...MANY.map((count) => [count, {}] as const), [24, PHONE] as const])(
  'an agenda of %d sections has room',
  async (count, size) => {
    const { page } = await visitDeck(stage, `/agenda-${count}/#/today`, size);
    await atRest(page);
    const [lowest, foot, listed] = await page.evaluate(() => {
      const slide = document.querySelector('#today');
      const items = [...(slide?.querySelectorAll('li') ?? [])];
      const bottoms = items.map((item) => item.getBoundingClientRect().bottom);
      const { bottom = 0, height = 0 } = slide?.getBoundingClientRect() ?? {};
      // Without the room of a footer.
      return [Math.max(...bottoms), bottom - height * 0.06, items.length];
    });
    expect(listed).toBe(count);
    expect(lowest).toBeLessThanOrEqual(foot);
  },
);
