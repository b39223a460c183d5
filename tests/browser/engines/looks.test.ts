/** Themes in both colour schemes, in every browser engine: on slides, on the index, and for whoever wants no motion. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command } from '../../setup/command.ts';
import { createFolder } from '../../setup/folder.ts';
import { type Served, startServer } from '../../setup/sealed.ts';
import { settled } from '../../setup/settled.ts';
import { rest, still } from './decks.ts';
import type { Engine, EnginePage } from './engine.ts';
import { engines } from './engines.ts';

const SLIDE = `# Words

A [link](#/words), \`code\` and $x^2$.

\`\`\`ts
const tide = 'high'; // twice a day
\`\`\`

| a | b |
| --- | --- |
| c | d |

\`\`\`mermaid
graph LR
  M[Moon] --> T(Tide)
\`\`\`
`;

/** Which themes are dark, by the viewer's scheme. */
const THEMES = {
  lectern: { light: false, dark: true },
  'lectern-dark': { light: true, dark: true },
  black: { light: true, dark: true },
  serif: { light: false, dark: false },
} as const;
const names = Object.keys(THEMES) as (keyof typeof THEMES)[];

/** Slides with steps beside code, one below the other. */
const STEPS = `# The guide

---

# Steps

----

{.columns}

## One after the other

\`\`\`markdown
- low
- high

{.fragments}
\`\`\`

***

- low
- high

{.fragments}

----

{.columns}

## Only some of it

\`\`\`markdown
It rises. {.fragment}
\`\`\`

***

It rises. {.fragment}

It turns. {.fragment .highlight-red}

First! {.fragment data-fragment-index=0}
`;

let server: Served;
const folder = createFolder({
  ...Object.fromEntries(
    names.map((theme) => [`${theme}.md`, `---\ntitle: ${theme}\ntheme: ${theme}\n---\n\n${SLIDE}`]),
  ),
  'steps.md': STEPS,
});
beforeAll(async () => {
  server = await startServer([command, 'serve', folder.at('')]);
  await settled(server.address);
});
afterAll(async () => {
  await server?.stop();
  folder.remove('');
});

describe.each(Object.entries(engines))('in %s', (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine?.close());

  test('slides with steps are painted in a large window', async () => {
    const page = await engine.open({ reducedMotion: true });
    await page.resize(1920, 1080);
    await page.goto(`${server.address}steps/`);
    await rest(page);
    for (const below of [2, 1]) {
      await page.evaluate((v: number) => Reveal.slide(1, v, 99), below);
      await still(page);
      // An empty one has arrows and a line of progress.
      expect(await unevenness(await page.screenshot()), `slide ${below}`).toBeGreaterThan(12);
    }
    await page.close();
  });

  describe.each(['light', 'dark'] as const)('in the %s', (colorScheme) => {
    let page: EnginePage;
    beforeAll(async () => {
      page = await engine.open({ colorScheme, reducedMotion: colorScheme === 'dark' });
    });
    afterAll(() => page?.close());

    test.each(names)('%s is as light or dark as it should be, and everything can be read', async (theme) => {
      await page.goto(`${server.address}${theme}/`);
      await rest(page);
      const { isDark, faint, read } = await page.evaluate(readSlide);
      expect(isDark).toBe(THEMES[theme][colorScheme]);
      expect(faint).toEqual([]);
      expect(read).toEqual(
        expect.arrayContaining(['Words', 'link', 'code', 'const', 'a', 'd', 'Moon', 'Tide']),
      );
      const { transition } = await page.evaluate(() => Reveal.getConfig());
      expect(transition === 'none').toBe(colorScheme === 'dark');
    });

    test('the index is in the viewer’s scheme, and each cover in its theme’s', async () => {
      await page.goto(server.address);
      const shades = () => page.evaluate(readIndex);
      const covers = names.map((theme) => [theme, THEMES[theme][colorScheme]] as const);
      await expect.poll(shades).toEqual({
        isDark: colorScheme === 'dark',
        covers: { ...Object.fromEntries(covers), steps: THEMES.lectern[colorScheme] },
      });
    });

    test('scripts do not fail', async () => {
      expect(await page.errors()).toEqual([]);
    });
  });
});

/** How much darker and lighter a picture's pixels are than their mean, from 0 to 255. */
async function unevenness(picture: Buffer): Promise<number> {
  const { channels } = await sharp(picture).greyscale().stats();
  return channels[0]?.stdev ?? 0;
}

/** In a deck's page: whether its slide is dark, the words on it, and those of them that hardly stand out. */
function readSlide() {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const paint = (colour: string): [number, number, number, number] => {
    if (!context) throw new Error('No canvas');
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha];
  };
  const luminance = (colour: string): number => {
    const [red, green, blue] = paint(colour)
      .slice(0, 3)
      .map((value) =>
        value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      );
    return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  };
  const own = (element: Element) => getComputedStyle(element).backgroundColor;
  const behind = (element: Element): string => {
    let at: Element | null = element;
    while (at && paint(own(at))[3] < 255) at = at.parentElement;
    return own(at ?? document.body);
  };
  const contrast = (one: string, other: string): number => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const shape = (text: Element): string | undefined => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const around = [...(text.closest('svg')?.querySelectorAll('rect') ?? [])].findLast((rect) => {
      const box = rect.getBoundingClientRect();
      return box.left <= left && box.right >= right && box.top <= top + 1 && box.bottom >= bottom - 1;
    });
    return around && getComputedStyle(around).fill;
  };
  const words: { word: string; contrast: number }[] = [];
  const walker = document.createTreeWalker(
    document.querySelector('.slides .present') ?? document.body,
    NodeFilter.SHOW_TEXT,
  );
  while (walker.nextNode()) {
    const [element, word] = [walker.currentNode.parentElement, walker.currentNode.textContent?.trim()];
    const isSeen = element?.closest('style, .katex-mathml, title, desc') === null;
    if (!word || !element || !isSeen || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const ground = shape(element);
    const isDrawn = element instanceof SVGElement;
    words.push({
      word,
      contrast: contrast(isDrawn ? style.fill : style.color, isDrawn && ground ? ground : behind(element)),
    });
  }
  return {
    isDark: luminance(behind(document.querySelector('.slides') ?? document.body)) < 0.2,
    read: words.map(({ word }) => word),
    faint: words.filter(({ contrast }) => contrast < 3),
  };
}

/** In the index: whether it is dark, and whether each cover is, by the deck's name. */
function readIndex() {
  const isDark = (element: Element | null | undefined): boolean | undefined => {
    let at = element;
    let rgb: readonly number[] = [];
    while (at) {
      const context = document.createElement('canvas').getContext('2d');
      if (!context) return undefined;
      context.fillStyle = getComputedStyle(at).backgroundColor;
      context.fillRect(0, 0, 1, 1);
      rgb = [...context.getImageData(0, 0, 1, 1).data];
      if (rgb[3] === 255) break;
      const root = at.getRootNode();
      at = at.parentElement ?? (root instanceof ShadowRoot ? root.host : undefined);
    }
    const [red = 0, green = 0, blue = 0] = rgb;
    return red + green + blue < 300;
  };
  const covers = [...document.querySelectorAll('article.deck')].map((deck) => [
    deck.querySelector('a')?.getAttribute('href')?.replaceAll(/[./]/g, ''),
    isDark(deck.querySelector('.cover > *')?.shadowRoot?.querySelector('.slides')),
  ]);
  return { isDark: isDark(document.body), covers: Object.fromEntries(covers) };
}
