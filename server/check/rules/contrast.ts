/** Text that is hard to read on its ground, where both colours are known: from a slide's background, inline styles, the theme. */
import { contrastOf, type Rgb, rgbOf } from '../../deck/contrast.ts';
import type { Diagnostic } from '../../deck/error.ts';
import { attribute, classes, type Element, elements, isText } from '../../deck/tree.ts';
import { type CheckedDeck, onSlide } from '../model.ts';
import { type Ink, type Palette, paletteOf } from '../palette.ts';

/** What the Web Content Accessibility Guidelines ask for (2.2, 1.4.3, level AA). */
const LEAST = { text: 4.5, large: 3 } as const;

const HEADINGS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3']);

/** Elements to which themes give colours of their own. */
const COLOURED: ReadonlySet<string> = new Set(
  'a pre code kbd samp mark button input select table blockquote svg math aside small sup sub style'.split(
    ' ',
  ),
);

/** Classes that leave colours as they are. */
const NEUTRAL =
  /^(?:fragment|fragments|fade-.*|current-visible|r-.*|stretch|columns|left|right|center|plain|stack)$/;

/** Backgrounds that are more than one colour. */
const PICTURED = ['image', 'video', 'gradient', 'iframe'].map((kind) => `data-background-${kind}`);

/** A colour that an author wrote, or a theme has. */
interface Colour {
  readonly css: string;
  readonly written: boolean;
}

/** The colours at a place; undefined where they are not known. */
interface Shown {
  readonly ink: Colour | undefined;
  readonly heading: Colour | undefined;
  readonly ground: Colour | undefined;
}

export async function* contrast({ settings, slides }: CheckedDeck): AsyncIterable<Diagnostic> {
  const palette = await paletteOf(settings);
  for (const slide of slides) {
    const told = new Set<string>();
    for (const shown of groundsOf(slide.section, palette)) {
      for (const [ink, ground, ratio] of hardToRead(slide.section, shown)) {
        const words = ink.written ? ink.css : ground.css;
        if (told.has(words)) continue;
        told.add(words);
        yield onSlide(slide, findingOf(ink, ground, ratio), words);
      }
    }
  }
}

function findingOf(ink: Colour, ground: Colour, ratio: number) {
  return {
    rule: 'contrast',
    reason: `\`${ink.css}\` on \`${ground.css}\` has a contrast of ${Math.floor(ratio * 10) / 10}:1`,
    hint: `Text needs ${LEAST.text}:1, large headings ${LEAST.large}:1; take a darker or a lighter colour.`,
  } as const;
}

/** What text starts with on a slide: one for each scheme. */
function groundsOf(section: Element, palette: Palette | undefined): Shown[] {
  const background = attribute(section, 'data-background');
  const own = attribute(section, 'data-background-color') ?? background;
  const styled = classes(section).some((name) => !NEUTRAL.test(name));
  const themed = (ink: Ink | undefined, ground: Colour | undefined): Shown => ({
    ink: ink && !styled ? { css: ink.text, written: false } : undefined,
    heading: ink && !styled ? { css: ink.heading, written: false } : undefined,
    ground,
  });
  if (PICTURED.some((name) => attribute(section, name) !== undefined)) return [themed(undefined, undefined)];
  if (own !== undefined) {
    const kind = contrastOf(section);
    const opacity = attribute(section, 'data-background-opacity');
    const ground = kind && opacity === undefined ? { css: own, written: true } : undefined;
    return [themed(kind === 'has-dark-background' ? palette?.onDark : palette?.onLight, ground)];
  }
  if (palette === undefined || styled) return [themed(undefined, undefined)];
  return palette.schemes.map(({ ground, ...ink }) =>
    themed(ink, ground === undefined ? undefined : { css: ground, written: false }),
  );
}

/** The colours of text with too little contrast. A theme's own colours on its own ground are the theme's affair. */
function* hardToRead(
  section: Element,
  start: Shown,
): Iterable<readonly [ink: Colour, ground: Colour, ratio: number]> {
  const shown = new Map<Element, Shown>([[section, start]]);
  const large = new Map<Element, boolean>([[section, false]]);
  for (const element of [section, ...elements(section)]) {
    const above = element.parentNode && 'tagName' in element.parentNode ? element.parentNode : undefined;
    const inherited = (above && shown.get(above)) ?? start;
    const here = element === section ? start : shownIn(element, inherited);
    shown.set(element, here);
    large.set(element, HEADINGS.has(element.tagName) || ((above && large.get(above)) ?? false));
    if (!element.childNodes.some((node) => isText(node) && node.value.trim() !== '')) continue;
    const { ground } = here;
    const ink = large.get(element) ? here.heading : here.ink;
    if (!ink || !ground || !(ink.written || ground.written)) continue;
    const ratio = ratioOf(ink.css, ground.css);
    if (ratio !== undefined && ratio < (large.get(element) ? LEAST.large : LEAST.text))
      yield [ink, ground, ratio];
  }
}

/** The colours in an element: its own, else those around it. */
function shownIn(element: Element, around: Shown): Shown {
  const style = stylesOf(element);
  const own = COLOURED.has(element.tagName) || classes(element).some((name) => !NEUTRAL.test(name));
  const base = own ? { ink: undefined, heading: undefined, ground: undefined } : around;
  const ink = colourIn(style, 'color');
  const ground = colourIn(style, 'background-color') ?? colourIn(style, 'background');
  const faint = style.has('opacity') || style.has('filter') || style.has('mix-blend-mode');
  return {
    ink: faint ? undefined : ink === undefined ? base.ink : (ink.colour ?? undefined),
    heading: faint ? undefined : ink === undefined ? base.heading : (ink.colour ?? undefined),
    ground:
      style.has('background-image') || faint
        ? undefined
        : ground === undefined
          ? base.ground
          : (ground.colour ?? undefined),
  };
}

/** An inline style's properties. */
function stylesOf(element: Element): ReadonlyMap<string, string> {
  const pairs = (attribute(element, 'style') ?? '').split(';').map((part) => part.split(/:(.*)/s));
  return new Map(pairs.map(([name = '', value = '']) => [name.trim().toLowerCase(), value.trim()]));
}

/** A property's colour, undefined in it where it is none that is known; absent where the property is. */
function colourIn(style: ReadonlyMap<string, string>, name: string): { colour?: Colour } | undefined {
  const css = style.get(name);
  if (css === undefined) return undefined;
  return rgbOf(css) ? { colour: { css, written: true } } : {};
}

/** The contrast of two opaque colours, from 1 to 21. */
function ratioOf(ink: string, ground: string): number | undefined {
  const [a, b] = [ink, ground].map(rgbOf);
  if (!a || !b || a.alpha < 1 || b.alpha < 1) return undefined;
  const [lighter = 0, darker = 0] = [luminanceOf(a), luminanceOf(b)].sort((one, other) => other - one);
  return (lighter + 0.05) / (darker + 0.05);
}

/** As the guidelines define relative luminance. */
function luminanceOf({ r, g, b }: Rgb): number {
  const [red = 0, green = 0, blue = 0] = [r, g, b]
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
