/** A deck's page, in every browser engine: what a viewer sees of it, from the first paint to paper. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command } from '../../setup/command.ts';
import { createFolder } from '../../setup/folder.ts';
import { type Served, startServer } from '../../setup/sealed.ts';
import { settled } from '../../setup/settled.ts';
import { differingShare } from '../page.ts';
import { all, rest, still } from './decks.ts';
import { type Engine, type EnginePage, LAPTOP } from './engine.ts';
import { engines } from './engines.ts';
import { type HoldingServer, holdBack } from './holding-server.ts';

const guide = join(import.meta.dirname, '../../../decks/guide');
const PHONE = { width: 390, height: 844 } as const;
const GREEN = { r: 0, g: 128, b: 64 } as const;
const BLUE = { r: 0, g: 64, b: 128 } as const;

const DECK = `---
title: Tides
speakers: [Ada]
---

# Tides and harbours

Twice a day the water *comes*, and goes.

- a list
- of two

![Blue](blue.png)

---

## Steps

- first {.fragment}
- second {.fragment}

---

## Code

\`\`\`ts [1|2-3]
const moon = 1;
const sun = 0.46;
const tide = moon + sun;
\`\`\`

---

## Math

$$
\\frac{a + b}{\\sqrt{c}} = \\int_0^1 x^2 \\, dx
$$

---

## Drawn

\`\`\`mermaid
graph TD
  M[Moon] --> T(Tide of the harbour)
  S[Sun] -->|a little| T
\`\`\`

---

## Late

\`\`\`mermaid
pie title Causes
  "Moon" : 68
  "Sun" : 32
\`\`\`

----

<!-- .slide: data-background-image="green.png" -->

## Ground

---

## Film

<video src="glow.webm" muted loop data-autoplay></video>

<audio src="bells.mp3" controls></audio>

---

## End
`;

let server: Served;
/** They go on until the end: what a page loads when it is idle comes from there. */
const holding: HoldingServer[] = [];
const folder = createFolder({
  'tides/deck.md': DECK,
  ...Object.fromEntries(
    ['glow.webm', 'bells.mp3'].map((name) => [`tides/${name}`, readFileSync(join(guide, name))]),
  ),
});
beforeAll(async () => {
  folder.write({ 'tides/green.png': await plain(GREEN), 'tides/blue.png': await plain(BLUE) });
  server = await startServer([command, 'serve', folder.at('')]);
  await settled(server.address);
});
afterAll(async () => {
  for (const held of holding) held.stop();
  await server?.stop();
  folder.remove('');
});

/** Draws a picture of one colour, too small for others to be made of it. */
function plain(background: { readonly r: number; readonly g: number; readonly b: number }): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 36, channels: 3, background } })
    .png()
    .toBuffer();
}

/**
 * In a page: the edges of all that is on the present slide, by its elements' names. Words in drawings are left out, since
 * WebKitGTK may measure them anew only some time after their letters have come.
 */
function places(): [name: string, ...edges: number[]][] {
  const slide = document.querySelector('.slides section.present:not(.stack)');
  return [...(slide?.querySelectorAll(':not(svg text, svg text *)') ?? [])].map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return [element.localName, left, top, right, bottom];
  });
}

describe.each(Object.entries(engines))('in %s', (_, start) => {
  let engine: Engine;
  let page: EnginePage;
  beforeAll(async () => {
    engine = await start();
    page = await engine.open();
  });
  afterAll(() => engine?.close());

  test.each([
    ['', LAPTOP],
    ['#/steps/0', LAPTOP],
    ['#/drawn', LAPTOP],
    ['#/ground', LAPTOP],
    ['', PHONE],
  ])('nothing moves on tides/%s when reveal takes over, in %o', async (hash, { width, height }) => {
    const held = await holdBack(server.address, /\/_\/deck\..*\.js/);
    holding.push(held);
    await page.resize(width, height);
    await page.goto(`${held.address}tides/${hash}`, 'begun');
    const isPainted = () => document.documentElement.classList.contains('painted');
    await expect.poll(() => page.evaluate(isPainted)).toBe(true);
    await hide('.controls, .progress');
    await still(page);
    const [boxes, before] = [await page.evaluate(places), await page.screenshot()];
    held.release();
    await rest(page);
    const moved = (await page.evaluate(places)).map(([name, ...place], at) => {
      const [, ...was] = boxes[at] ?? [];
      const by = Math.max(...place.map((edge, side) => Math.abs(edge - (was[side] ?? 0))));
      return by > 1 ? [`${at} ${name} by ${Math.round(by)} px`] : [];
    });
    expect(boxes).not.toEqual([]);
    expect(moved.flat()).toEqual([]);
    // Beside a film, letters lie on a layer of their own, which has softer edges.
    expect(await differingShare(before, await page.screenshot())).toBeLessThanOrEqual(0.02);
  });

  test('keys step through fragments and the lines of code, and back', async () => {
    await page.resize(LAPTOP.width, LAPTOP.height);
    await page.goto(`${server.address}tides/`);
    await rest(page);
    await page.press('ArrowRight');
    await all([page], 'steps', -1, false);
    expect(await seen('.fragment')).toEqual([]);
    await page.press('ArrowRight');
    await expect.poll(() => seen('.fragment')).toEqual(['first']);
    await page.press(' ');
    await expect.poll(() => seen('.fragment')).toEqual(['first', 'second']);
    await page.press('PageDown');
    await all([page], 'code', -1, false);
    await expect.poll(bright).toEqual(['const moon = 1;']);
    await page.press('ArrowRight');
    await expect.poll(bright).toEqual(['const sun = 0.46;', 'const tide = moon + sun;']);
    await page.press('ArrowLeft');
    await expect.poll(bright).toEqual(['const moon = 1;']);
    await page.press('PageUp');
    await all([page], 'steps', 1, false);
    expect(await page.evaluate(() => location.hash)).toMatch(/^#\/steps/);
  });

  test('letters are those of the deck’s fonts', async () => {
    await go('math');
    const faces = () =>
      [...document.fonts]
        .filter(({ status }) => status === 'loaded')
        .map(({ family }) => family.replaceAll('"', ''));
    const used = () => {
      const family = (selector: string) => {
        const element = document.querySelector(selector);
        return element && getComputedStyle(element).fontFamily.split(',')[0]?.replaceAll('"', '');
      };
      return [family('#math h2'), family('#code pre code'), family('#math .katex')];
    };
    expect(await page.evaluate(faces)).toEqual(expect.arrayContaining(await page.evaluate(used)));
  });

  test('math is set: one thing above another, in its slide, and once', async () => {
    await go('math');
    const parts = await page.evaluate(() => {
      const box = (selector: string) => document.querySelector(`#math ${selector}`)?.getBoundingClientRect();
      const [line, root, own, spoken] = ['.frac-line', '.sqrt svg', '.katex-html', '.katex-mathml'].map(box);
      const slide = document.querySelector('#math')?.getBoundingClientRect();
      if (!line || !root || !own || !slide || !spoken) return undefined;
      return {
        line: line.width > 20 && line.height > 0,
        root: root.top > line.top && root.height > 10,
        inside: own.left >= slide.left && own.right <= slide.right && own.height > line.width / 2,
        spoken: spoken.width * spoken.height <= 4,
      };
    });
    expect(parts).toEqual({ line: true, root: true, inside: true, spoken: true });
  });

  test('a diagram that was compiled has its words in its shapes', async () => {
    await go('drawn');
    const outside = await page.evaluate(() => {
      const svg = document.querySelector('#drawn svg');
      const frame = svg?.getBoundingClientRect();
      const words = [...(svg?.querySelectorAll('text') ?? [])].map((text) => ({
        word: text.textContent,
        box: text.getBoundingClientRect(),
      }));
      const shapes = [...(svg?.querySelectorAll('rect, polygon') ?? [])].map((shape) =>
        shape.getBoundingClientRect(),
      );
      const holds = (outer: DOMRect, { left, right, top, bottom }: DOMRect) =>
        outer.left <= left && outer.right >= right && outer.top <= top + 1 && outer.bottom >= bottom - 1;
      return {
        words: words.map(({ word }) => word).sort(),
        isInside: frame !== undefined && words.every(({ box }) => holds(frame, box)),
        loose: words.filter(({ box }) => !shapes.some((shape) => holds(shape, box))).map(({ word }) => word),
      };
    });
    const words = ['Moon', 'Sun', 'Tide of the harbour', 'a little'];
    expect(outside).toEqual({ words, isInside: true, loose: [] });
  });

  test('a diagram that the browser draws takes its source’s place', async () => {
    await go('late');
    const drawn = () =>
      page.evaluate(() => {
        const svg = document.querySelector('#late .diagram-later > svg')?.getBoundingClientRect();
        const source = document.querySelector('#late .diagram-source');
        return (
          svg && svg.width * svg.height > 5_000 && svg.bottom <= innerHeight && !source?.checkVisibility()
        );
      });
    await expect.poll(drawn).toBe(true);
  });

  test('a picture lies behind its slide, to every edge', async () => {
    await page.press('Home', 'End');
    await go('ground');
    const { data, info } = await sharp(await page.screenshot())
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (const at of [0, info.width - 1, info.width * (info.height / 2)]) {
      const [r = 0, g = 0, b = 0] = data.subarray(at * 3, at * 3 + 3);
      const away = Math.abs(r - GREEN.r) + Math.abs(g - GREEN.g) + Math.abs(b - GREEN.b);
      expect([at, away < 12, r, g, b]).toEqual([at, true, r, g, b]);
    }
  });

  test('a film plays when its slide comes, stops when it goes, and a sound can be played', async () => {
    await go('film');
    const time = () =>
      page.evaluate(() => document.querySelector<HTMLVideoElement>('#film video')?.currentTime);
    await expect.poll(time).toBeGreaterThan(0);
    const length = () =>
      page.evaluate(() => document.querySelector<HTMLAudioElement>('#film audio')?.duration ?? 0);
    await expect.poll(length).toBeGreaterThan(0.5);
    await page.press('PageDown');
    await all([page], 'end', -1, false);
    const isPaused = () => document.querySelector<HTMLVideoElement>('#film video')?.paused;
    await expect.poll(() => page.evaluate(isPaused)).toBe(true);
  });

  test('on a phone slides are scrolled, with letters as large as a phone’s', async () => {
    await page.resize(PHONE.width, PHONE.height);
    await page.goto(`${server.address}tides/`);
    await rest(page);
    const measured = await page.evaluate(() => {
      const scale = Number(getComputedStyle(document.body).getPropertyValue('--slide-scale'));
      const size = (selector: string) => {
        const element = document.querySelector(selector);
        return element ? Number.parseFloat(getComputedStyle(element).fontSize) * scale : 0;
      };
      return {
        scrolls: document.body.classList.contains('reveal-scroll'),
        heading: size('#steps h2') > 28,
        text: size('#steps li') > 18,
        wide: document.documentElement.scrollWidth <= innerWidth,
      };
    });
    expect(measured).toEqual({ scrolls: true, heading: true, text: true, wide: true });
    await page.evaluate(() => document.querySelector('.reveal-viewport')?.scrollTo(0, 2 * innerHeight));
    await expect.poll(() => page.evaluate(() => Reveal.getCurrentSlide().id)).not.toBe('tides-and-harbours');
    await page.resize(LAPTOP.width, LAPTOP.height);
  });

  test('the print view has a page for each slide and step', async () => {
    await page.goto(`${server.address}tides/?view=print`);
    const pages = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.pdf-page')].map((sheet) => {
          const { width, height } = sheet.getBoundingClientRect();
          return width > 900 && height > 500 && sheet.querySelector('h1, h2')?.checkVisibility() === true;
        }),
      );
    await expect.poll(pages).toEqual(Array(9 + 2 + 1).fill(true));
  });

  test('the index shows the deck’s first slide, and leads to it', async () => {
    await page.goto(server.address);
    const cover = () =>
      page.evaluate(() => {
        const [frame, slides] = [
          document.querySelector('.cover'),
          document.querySelector('.cover > *')?.shadowRoot,
        ];
        const [outer, heading] = [frame, slides?.querySelector('h1')].map((part) =>
          part?.getBoundingClientRect(),
        );
        const picture = slides?.querySelector('img');
        if (!outer || !heading || !picture) return undefined;
        return [
          slides?.querySelector('h1')?.checkVisibility({ visibilityProperty: true }),
          heading.width > outer.width / 4 && heading.right <= outer.right && heading.bottom <= outer.bottom,
          picture.complete && picture.naturalWidth > 0,
        ];
      });
    await expect.poll(cover).toEqual([true, true, true]);
    await page.click('article a');
    await expect.poll(() => page.evaluate(() => location.pathname)).toBe('/tides/');
    await rest(page);
    await all([page], 'tides-and-harbours', -1, false);
  });

  test('no script fails', async () => {
    expect(await page.errors()).toEqual([]);
  });

  /** Hides what reveal adds beside the slides. */
  async function hide(selector: string): Promise<void> {
    await page.evaluate((of) => {
      const style = document.createElement('style');
      style.textContent = `${of} { display: none !important }`;
      document.head.append(style);
    }, selector);
  }

  /** Goes to a slide, and waits until it stands. */
  async function go(id: string): Promise<void> {
    await page.evaluate((slide) => {
      location.hash = `#/${slide}`;
    }, id);
    await all([page], id, -1, false);
    await still(page);
  }

  /** The words of what can be seen on the present slide. */
  const seen = (selector: string) =>
    page.evaluate(
      (of) =>
        [...document.querySelectorAll(`.present:not(.stack) ${of}`)]
          .filter((each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
          .map(({ textContent }) => textContent.trim()),
      selector,
    );

  /** The lines of code that are not dimmed. */
  const bright = () =>
    page.evaluate(() =>
      [
        ...document.querySelectorAll(
          '.present pre code:not(.fragment:not(.visible), :has(~ .visible)) .highlight-line',
        ),
      ].map(({ textContent }) => textContent.trim()),
    );
});
