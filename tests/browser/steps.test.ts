/** What a long deck's page does at its start and at each step: no more than it needs to, so that it costs much the same at any length. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { FAMILIES } from '../../server/deck/model/own-themes.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { atRest, openStage, type Stage, visit, visitDeck } from './page.ts';

declare global {
  interface Window {
    bubbled: number;
    scaled?: unknown;
    readyAt?: number;
  }
}

const slides = Array.from({ length: 60 }, (_, at) => {
  const below = at % 20 === 7 ? '\n\n----\n\n## Below' : '';
  return `<!-- .slide: data-background-color="#${at % 2 === 0 ? '224' : '422'}" -->\n\n## Slide ${at + 1}${below}`;
}).join('\n\n---\n\n');

const items = Array.from({ length: 40 }, (_, at) => `- item ${at + 1}`).join('\n');
const lists = Array.from(
  { length: 12 },
  (_, at) => `## List ${at + 1}\n\n${items}\n\n<p class="r-stretch">The rest</p>`,
).join('\n\n---\n\n');
const stretched = Array.from(
  { length: 60 },
  (_, at) => `## Slide ${at + 1}\n\n<p class="r-stretch">All the rest</p>`,
).join('\n\n---\n\n');
/** Its styles are about any element below another. */
const PLAN = `{.timeline}\n\n## Plan\n\n${['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((when) => `- **${when}** words`).join('\n')}`;
/** One theme of each family, and one of reveal.js's. */
const THEMES = [...FAMILIES, 'white'];

let folder: TestFolder;
let stage: Stage;
beforeAll(async () => {
  folder = createFolder({
    'own.md': `---\ntitle: Own\n---\n\n${slides}\n`,
    'stretched.md': `# First\n\n---\n\n${stretched}\n`,
    'leaning.md': `# First\n\n---\n\n${slides}\n\n---\n\n*Leaning words*\n`,
    'theirs.md': `---\ntitle: Theirs\ntheme: white\ntransition: slide\n---\n\n${slides}\n`,
    ...Object.fromEntries(
      THEMES.map((theme) => [
        `lists-${theme}.md`,
        `---\ntheme: ${theme}\n---\n\n${PLAN}\n\n---\n\n${lists}\n`,
      ]),
    ),
  });
  stage = await openStage(folder.path);
});
afterEach(() => stage?.leave());
afterAll(async () => {
  await stage?.close();
  folder.remove('');
});

/** Opens a deck, and waits until it is whole and at rest. */
async function visitRested(path: string) {
  const { page } = await visitDeck(stage, path);
  await atRest(page);
  await page.keyboard.press('ArrowRight');
  await atRest(page);
  return page;
}

/** Returns of how many elements Chromium computes the styles while something is done, each time counted. */
async function elementsStyled(page: Page, act: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  let count = 0;
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const { name, args } of value)
      if (name === 'UpdateLayoutTree') count += Number((args as { elementCount?: number }).elementCount ?? 0);
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline'] },
  });
  await act();
  await atRest(page);
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return count;
}

test('no step searches the whole deck for its slides', async () => {
  const page = await visitRested('/own/');
  const searches = await page.evaluate(() => {
    const found: string[] = [];
    const { querySelectorAll } = Element.prototype;
    Element.prototype.querySelectorAll = function (this: Element, selector: string) {
      if (this.matches('.reveal, .slides') && selector.includes('section')) found.push(selector);
      return querySelectorAll.call(this, selector);
    };
    window.Reveal.next();
    Element.prototype.querySelectorAll = querySelectorAll;
    // Elements that fill their slide are looked for whenever reveal.js lays out.
    return found.filter((selector) => !selector.includes('stretch'));
  });
  expect(searches).toEqual([]);
});

test.each(THEMES)(
  'a step in %s computes the styles of what it changes, not of all that is displayed',
  async (theme) => {
    const page = await visitRested(`/lists-${theme}/`);
    await page.evaluate(() => window.Reveal.slide(5));
    await atRest(page);
    const displayed = await page.evaluate(
      () => [...document.querySelectorAll('.slides *')].filter((each) => each.checkVisibility()).length,
    );
    const styled = await elementsStyled(page, () => page.evaluate(() => window.Reveal.next()));
    expect(displayed).toBeGreaterThan(200);
    // One slide comes into view, another leaves it, and two fade: some twice as many. At times it was fifty times.
    expect(styled).toBeLessThan(displayed * 4);
  },
);

test('only what stretches on slides that are displayed is measured, and it is right wherever a step or a jump leads', async () => {
  const page = await visitRested('/stretched/');
  /** Goes somewhere; returns on how many slides something was given a size, and the heights of what is displayed. */
  const go = (h: number) =>
    page.evaluate((to) => {
      const observer = new MutationObserver(() => {});
      const slides = document.querySelector('.slides');
      if (!slides) throw new Error('There are no slides.');
      observer.observe(slides, { attributeFilter: ['style'], subtree: true });
      window.Reveal.slide(to);
      const sized = observer.takeRecords().flatMap(({ target }) => (target.nodeName === 'P' ? [target] : []));
      observer.disconnect();
      const displayed = [...slides.querySelectorAll<HTMLElement>('.r-stretch')].filter(
        ({ parentElement }) => parentElement && getComputedStyle(parentElement).display !== 'none',
      );
      return { sized: new Set(sized).size, heights: displayed.map(({ offsetHeight }) => offsetHeight) };
    }, h);
  for (const to of [2, 3, 40, 59, 0]) {
    const { sized, heights } = await go(to);
    expect(sized, `by going to ${to}`).toBeLessThan(10);
    expect(heights.length).toBeGreaterThan(1);
    expect(new Set(heights).size).toBe(1);
    expect(heights[0]).toBeGreaterThan(300);
  }
});

test('slides that come and go are found at once', async () => {
  const page = await visitRested('/own/');
  const counts = await page.evaluate(() => {
    const { Reveal } = window;
    const before = Reveal.getTotalSlides();
    const section = document.createElement('section');
    document.querySelector('.slides')?.append(section);
    const more = [Reveal.getTotalSlides(), Reveal.getHorizontalSlides().at(-1) === section];
    section.remove();
    return { before, more, after: Reveal.getTotalSlides() };
  });
  expect(counts).toEqual({ before: 63, more: [64, true], after: 63 });
});

test.each(['/own/', '/theirs/'])(
  '%s: fading or sliding to the next slide animates nothing that needs the main thread',
  async (path) => {
    const page = await visitRested(path);
    // At once, since it is over soon. One whose delay is running needs nothing.
    const properties = await page.evaluate(() => {
      window.Reveal.next();
      return document
        .getAnimations()
        .filter(({ effect }) => Number(effect?.getTiming().duration) > 0)
        .map((each) => (each instanceof CSSTransition ? each.transitionProperty : each.id));
    });
    expect([...new Set(properties)].sort()).toEqual(['opacity', 'transform']);
  },
);

test.each(['/own/', '/theirs/'])('%s: a background is seen until it has faded', async (path) => {
  const page = await visitRested(path);
  const seen = (steps: number) => {
    if (steps > 0) window.Reveal.next();
    return [...document.querySelectorAll('.slide-background')]
      .slice(1, 3)
      .map((background) => getComputedStyle(background).visibility);
  };
  expect(await page.evaluate(seen, 1)).toEqual(['visible', 'visible']);
  await atRest(page);
  expect(await page.evaluate(seen, 0)).toEqual(['hidden', 'visible']);
});

test('a jump changes only backgrounds that are displayed, and those are right wherever it leads', async () => {
  const page = await visitRested('/own/');
  /** Jumps, and returns how many backgrounds changed their state, and the states of those that are displayed. */
  const jump = (to: number) =>
    page.evaluate((h) => {
      const observer = new MutationObserver(() => {});
      const backgrounds = document.querySelector('.backgrounds');
      if (!backgrounds) throw new Error('There are no backgrounds.');
      observer.observe(backgrounds, { attributeFilter: ['class'], subtree: true });
      window.Reveal.slide(h);
      const changed = new Set(observer.takeRecords().map(({ target }) => target)).size;
      observer.disconnect();
      const displayed = [...backgrounds.children].flatMap((each, at) =>
        getComputedStyle(each).display === 'none'
          ? []
          : [[at, ['past', 'present', 'future'].filter((state) => each.classList.contains(state))]],
      );
      return { changed, displayed };
    }, to);
  const around = (at: number, first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => {
      const each = first + index;
      return [each, [each < at ? 'past' : each === at ? 'present' : 'future']];
    });
  for (const [to, first, last] of [
    [59, 57, 59],
    [30, 28, 32],
    [2, 0, 4],
    [28, 26, 30],
  ] as const) {
    const { changed, displayed } = await jump(to);
    expect(displayed).toEqual(around(to, first, last));
    expect(changed, `by jumping to ${to}`).toBeLessThan(12);
  }
});

test('a new scale of the slides is told to whoever asks reveal.js, and is no new size of the window', async () => {
  const { page } = await visit(stage, '/healthz', { context: { serviceWorkers: 'block' } });
  await page.addInitScript(() => {
    Object.assign(window, { bubbled: 0 });
    addEventListener('resize', ({ target }) => {
      if (target !== window) window.bubbled++;
    });
  });
  await page.goto(`${stage.url}/own/`);
  await page.waitForSelector('.reveal.ready');
  await atRest(page);
  expect(await page.evaluate(() => window.bubbled)).toBe(0);
  await page.evaluate(() =>
    window.Reveal.on('resize', (event) => Object.assign(window, { scaled: 'scale' in event && event.scale })),
  );
  await page.setViewportSize({ width: 1000, height: 600 });
  await expect.poll(() => page.evaluate(() => window.scaled === window.Reveal.getScale())).toBe(true);
  expect(await page.evaluate(() => window.bubbled)).toBe(0);
});

test('italics of later slides are loaded ahead of them, but not before the first slide is ready', async () => {
  const { page } = await visit(stage, '/healthz', { context: { serviceWorkers: 'block' } });
  await page.addInitScript(() => {
    const look = (): void => {
      if (document.querySelector('.reveal.ready')) window.readyAt = performance.now();
      else requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(`${stage.url}/leaning/`);
  const italics = () =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => /-\d+i-[\w-]*\.\w+\.woff2$/.test(name))
      .map(({ startTime }) => startTime > (window.readyAt ?? Number.POSITIVE_INFINITY));
  await expect.poll(() => page.evaluate(italics)).toEqual([true]);
});
