/** The deck page in a real browser: without script, at first paint, and with reveal.js in charge. */
import axe from 'axe-core';
import type { RevealApi } from 'reveal.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  atRest,
  breakReveal,
  decks,
  differingShare,
  openStage,
  type Stage,
  visit,
  visitDeck,
  visitHeld,
} from './page.ts';

declare global {
  /** As the deck page exposes it. */
  var Reveal: RevealApi;
}

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(decks);
});
afterEach(() => stage?.leave());
afterAll(() => stage?.close());

/** The name of the slide that is shown. */
const current = () => Reveal.getCurrentSlide().id;

describe('without script', () => {
  test('every slide can be read, one below the other', async () => {
    const { page } = await visit(stage, '/tour/', { context: { javaScriptEnabled: false } });
    const boxes = await Promise.all(
      (await page.locator('section:not(.stack)').all()).map((slide) => slide.boundingBox()),
    );
    const tops = boxes.map((box) => box?.y ?? Number.NaN);
    expect(tops).toHaveLength(9);
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    expect(await page.locator('.fragment:visible').allInnerTexts()).toEqual(['first', 'second']);
    expect(await page.locator('pre code:visible').count()).toBe(1);
  });

  test('a phone needs no sideways scrolling', async () => {
    const { page } = await visit(stage, '/tour/', {
      width: 390,
      height: 844,
      context: { javaScriptEnabled: false },
    });
    const widths = (await page.locator('section, h1, h2, p, pre, img').all()).map(async (element) => {
      const box = await element.boundingBox();
      return (box?.x ?? 0) + (box?.width ?? 0);
    });
    expect(Math.max(...(await Promise.all(widths)))).toBeLessThanOrEqual(390);
  });

  test('a script that never comes leaves the document', async () => {
    const { page } = await visit(stage, '/healthz');
    await page.route('**/_/deck.*.js', (route) => route.abort());
    await page.goto(`${stage.url}/tour/`);
    await expect.poll(() => page.locator('h2:visible').count()).toBe(8);
  });

  test('a script that is very late finds the slide in its place and the others below, and takes over', async () => {
    const { page, release } = await visitHeld(stage, '/tour/', { width: 1280, height: 720 });
    const before = await page.screenshot();
    await page.waitForSelector('html.settled', { state: 'attached' });
    expect(await differingShare(before, await page.screenshot())).toBeLessThanOrEqual(0.001);
    const second = page.locator('.slides h2').first();
    expect((await second.boundingBox())?.y).toBeGreaterThan(720);
    await second.scrollIntoViewIfNeeded();
    expect((await second.boundingBox())?.y).toBeLessThan(720);
    await release();
    expect(await differingShare(before, await page.screenshot())).toBeLessThanOrEqual(0.01);
  });
});

describe('first paint', () => {
  const sizes = [
    [1920, 1080],
    [1280, 720],
    [390, 844],
  ] as const;

  for (const deck of ['tour', 'classic']) {
    test.each(sizes)(`nothing moves in ${deck} when reveal takes over at %i × %i`, async (width, height) => {
      const { page, release, errors } = await visitHeld(stage, `/${deck}/`, { width, height });
      const before = await page.screenshot();
      await release();
      await atRest(page);
      expect(await differingShare(before, await page.screenshot())).toBeLessThanOrEqual(0.01);
      expect(errors).toEqual([]);
    });
  }

  test.each(['rtl', 'rtl-classic'])('nothing moves in %s, which goes from right to left', async (deck) => {
    const { page, release, errors } = await visitHeld(stage, `/${deck}/`, { width: 1280, height: 720 });
    const before = await page.screenshot();
    await release();
    await page.waitForSelector('.reveal.rtl');
    await atRest(page);
    expect(await differingShare(before, await page.screenshot())).toBeLessThanOrEqual(0.002);
    expect(errors).toEqual([]);
  });

  test.each([
    ['/tour/#/on-a-dark-ground', 'On a dark ground'],
    ['/tour/#/3/1', 'Middle of the stack'],
    ['/tour/#/nowhere', 'A tour of the page'],
  ])('the slide that %s names is painted first', async (path, heading) => {
    const { page, release } = await visitHeld(stage, path);
    // After three seconds without reveal, the others can be read further down.
    const painted = () =>
      [...document.querySelectorAll('h1, h2')]
        .filter((each) => each.checkVisibility({ visibilityProperty: true }))
        .filter((each) => each.getBoundingClientRect().top < innerHeight)
        .map(({ textContent }) => textContent);
    expect(await page.evaluate(painted)).toEqual([heading]);
    const before = await page.screenshot();
    await release();
    await atRest(page);
    expect(await differingShare(before, await page.screenshot())).toBeLessThanOrEqual(0.01);
  });

  test('the scroll view of a phone starts at the slide that the address names', async () => {
    const { page } = await visitDeck(stage, '/tour/#/picture', { width: 390, height: 844 });
    await expect.poll(() => page.evaluate(current)).toBe('picture');
    expect(page.url()).toBe(`${stage.url}/tour/#/picture`);
  });
});

describe('with reveal', () => {
  test('keys, addresses and history go together', async () => {
    const { page, errors } = await visitDeck(stage, '/tour/#/steps');
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
    expect(await page.evaluate(current)).toBe('code');
    await expect.poll(() => page.url()).toContain('#/code');
    await page.goBack();
    await expect.poll(() => page.evaluate(() => location.hash)).toContain('#/steps');
    expect(errors).toEqual([]);
  });

  test('overview and help open by key; help lists search and zoom is there', async () => {
    const { page } = await visitDeck(stage, '/tour/');
    await expect.poll(() => page.evaluate(() => Reveal.hasPlugin('zoom'))).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => Reveal.isOverview())).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+?');
    expect(await page.locator('.r-overlay-help').textContent()).toContain('Search');
  });

  test('search goes from slide to slide and leaves them as they are', async () => {
    const { page } = await visitDeck(stage, '/tour/');
    await page.waitForSelector('.deck-search', { state: 'attached' });
    await page.keyboard.press('Control+Shift+F');
    await page.keyboard.type('kingfisher');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(current)).toBe('top-of-a-stack');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(current)).toBe('on-a-dark-ground');
    expect(await page.locator('.deck-search output').textContent()).toBe('2 of 2');
    expect(await page.locator('em').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await page.locator('.deck-search').isVisible()).toBe(false);
  });

  test('a swipe goes to the next slide', async () => {
    const { page } = await visitDeck(stage, '/tour/', { context: { hasTouch: true } });
    const browser = await page.context().newCDPSession(page);
    for (const [type, ...x] of [
      ['touchStart', 800],
      ['touchMove', 600],
      ['touchMove', 400],
      ['touchEnd'],
    ] as const) {
      await browser.send('Input.dispatchTouchEvent', { type, touchPoints: x.map((x) => ({ x, y: 300 })) });
    }
    await expect.poll(() => page.evaluate(() => Reveal.getIndices().h)).toBe(1);
  });

  test('pictures of the next slides are asked for, those further on are not', async () => {
    const { page } = await visitDeck(stage, '/tour/#/middle-of-the-stack');
    const loading = (name: string) => page.locator(`img[src$="${name}.png"]`).getAttribute('loading');
    await expect.poll(() => loading('one')).toBe('eager');
    expect(await loading('two')).toBe('eager');
    expect(await loading('three')).toBe('lazy');
    await page.evaluate(() => Reveal.slide(4));
    await expect.poll(() => loading('three')).toBe('eager');
  });

  test('the highlighted lines of long code are scrolled into view', async () => {
    const { page } = await visitDeck(stage, '/tour/#/code');
    await atRest(page);
    for (const step of [1, 2]) {
      await page.keyboard.press('ArrowRight');
      await expect
        .poll(() =>
          page.evaluate((at) => {
            const code = document.querySelectorAll('section.present pre code')[at];
            const line = code?.querySelector('.highlight-line')?.getBoundingClientRect();
            const frame = code?.getBoundingClientRect();
            return line && frame && line.top >= frame.top && line.bottom <= frame.bottom;
          }, step),
        )
        .toBe(true);
    }
  });

  test('the print view has a page for each slide and step', async () => {
    const { page, errors } = await visit(stage, '/tour/?view=print');
    await page.waitForSelector('html.reveal-print .pdf-page');
    expect(await page.locator('.pdf-page').count()).toBe(9 + 2 + 2);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(9 + 2 + 2);
    expect(errors).toEqual([]);
  });

  test('arrows beckon for some seconds, and then the page is still', async () => {
    const { page } = await visitDeck(stage, '/tour/');
    const iterations = () =>
      document
        .querySelector('.controls .highlight')
        ?.getAnimations({ subtree: true })
        .map(({ effect }) => effect?.getComputedTiming().iterations);
    await expect.poll(() => page.evaluate(iterations)).toEqual([3]);
  });

  test('reduced motion stops transitions and auto-animation', async () => {
    const { page } = await visitDeck(stage, '/tour/', { context: { reducedMotion: 'reduce' } });
    expect(await page.evaluate(() => Reveal.getConfig())).toMatchObject({
      transition: 'none',
      backgroundTransition: 'none',
      autoAnimate: false,
    });
    expect(
      await page.evaluate(
        () => getComputedStyle(document.querySelector('.fragment') ?? document.body).transition,
      ),
    ).toMatch(/none/);
  });
});

describe('safety', () => {
  test('a query overrides no option', async () => {
    const { page } = await visitDeck(stage, '/tour/?showNotes=true&controls=false&view=edit#/steps');
    expect(await page.evaluate(() => Reveal.getConfig())).toMatchObject({ showNotes: false, controls: true });
    expect(page.url()).toBe(`${stage.url}/tour/#/steps`);
  });

  test('the policy stops inline scripts, event attributes and eval', async () => {
    const { page } = await visitDeck(stage, '/tour/');
    const outcome = await page.evaluate(
      () =>
        new Promise<{ ran: boolean; evaluated: string }>((resolve) => {
          document.body.insertAdjacentHTML(
            'beforeend',
            '<button onclick="document.title = \'ran\'"></button>',
          );
          const script = document.createElement('script');
          script.textContent = 'document.title = "ran"';
          document.body.append(script);
          document.querySelector<HTMLElement>('button[onclick]')?.click();
          // Out of the reach of the debugger, which may evaluate what the page may not.
          setTimeout(() => {
            let evaluated = 'refused';
            try {
              evaluated = String(new Function('return "evaluated"')());
            } catch {}
            resolve({ ran: document.title === 'ran', evaluated });
          });
        }),
    );
    expect(outcome).toEqual({ ran: false, evaluated: 'refused' });
  });

  test('a start that fails leaves the document', async () => {
    const { page } = await visit(stage, '/healthz', { context: {} });
    await breakReveal(page);
    await page.goto(`${stage.url}/tour/`);
    await expect.poll(() => page.locator('h2:visible').count()).toBe(8);
  });
});

describe('accessibility', () => {
  test.each([
    ['/tour/', 1280, 720],
    ['/tour/#/code', 1280, 720],
    ['/tour/#/on-a-dark-ground', 1280, 720],
    ['/classic/', 1280, 720],
    ['/tour/', 390, 844],
  ] as const)('axe finds nothing at %s, %i × %i', async (path, width, height) => {
    const { page } = await visitDeck(stage, path, { width, height });
    // Colours are judged when a slide has faded in.
    await atRest(page);
    await page.evaluate(axe.source);
    const violations = await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id }) => id))',
    );
    expect(violations).toEqual([]);
  });
});
