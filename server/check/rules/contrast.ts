/**
 * Reports text with too little contrast, where both colours are known: from slides, inline styles, style
 * sheets, or the theme.
 */
import { READABLE } from '../../bundle/css/readable-colours.ts';
import { contrastOf } from '../../deck/features/layouts/contrast.ts';
import { attribute, type Element, elements, isText } from '../../deck/html/tree.ts';
import { bestRatio } from '../../deck/model/colours.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { type CheckedDeck, onSlide } from '../deck/checked-deck.ts';
import { type Look, type Palette, paletteOf } from '../deck/palette.ts';
import {
  type Colour,
  colouringClasses,
  colourOf,
  coloursInside,
  declarationsOf,
  type TextColours,
} from '../deck/shown-colours.ts';
import { lookWords, unreadableVariables } from '../deck/variable-contrast.ts';

/** Contrast ratios of the Web Content Accessibility Guidelines (2.2, 1.4.3, level AA). */
const LEAST = { text: READABLE, large: 3 } as const;

const HEADINGS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3']);

/** Backgrounds of unknown colours. */
const PICTURED = ['image', 'video', 'iframe'].map((kind) => `data-background-${kind}`);

export async function* contrast(deck: CheckedDeck): AsyncIterable<Diagnostic> {
  const palette = await paletteOf(deck);
  if (palette) yield* unreadableVariables(palette, deck.styles);
  for (const slide of deck.slides) {
    const found = new Map<string, { readonly pair: Unreadable; readonly looks: Set<Look | undefined> }>();
    for (const look of palette?.looks ?? [undefined]) {
      for (const pair of hardToRead(slide.section, startOf(slide.section, palette, look), palette)) {
        const words = pair.ink.written ? pair.ink.css : pair.ground.css;
        const known = found.get(words) ?? { pair, looks: new Set() };
        found.set(words, known);
        known.looks.add(look);
      }
    }
    for (const [words, { pair, looks }] of found)
      yield onSlide(slide, findingOf(pair, lookWords(palette, looks)), words);
  }
}

/** A text colour and its background, with too little contrast. */
interface Unreadable {
  readonly ink: Colour;
  readonly ground: Colour;
  readonly ratio: number;
}

function findingOf({ ink, ground, ratio }: Unreadable, where: string) {
  return {
    rule: 'contrast',
    reason: `\`${ink.css}\` on \`${ground.css}\` has a contrast of ${Math.floor(ratio * 10) / 10}:1${where}`,
    hint: `Text needs ${LEAST.text}:1, large headings ${LEAST.large}:1; take a darker or a lighter colour.`,
  } as const;
}

/** Returns the colours that a slide starts with. */
function startOf(section: Element, palette: Palette | undefined, look: Look | undefined): TextColours {
  const background = attribute(section, 'data-background');
  const color = attribute(section, 'data-background-color');
  const written = attribute(section, 'data-background-gradient') ?? color ?? background;
  const kind = contrastOf(section);
  const named = colouringClasses(section);
  const turned =
    kind === undefined
      ? named.find((name) => name === 'dark' || name === 'light')
      : kind === 'has-dark-background'
        ? 'dark'
        : 'light';
  // The theme's own classes change a slide's scheme; any other may set colours.
  const isKnown = palette !== undefined && named.every((name) => palette.turns && name === turned);
  const scheme = palette?.turns && (turned === 'dark' || turned === 'light') ? turned : look?.scheme;
  const here = look && scheme && { ...look, scheme };
  const isPictured = PICTURED.some((name) => attribute(section, name) !== undefined);
  const isFaint = attribute(section, 'data-background-opacity') !== undefined;
  const inks = isKnown && !isPictured ? palette.inks[kind ?? 'page'] : undefined;
  const themed = (css: string | undefined) => (css === undefined ? undefined : colourOf(css, here, false));
  const ground =
    written === undefined ? themed(isKnown ? palette.ground : undefined) : colourOf(written, here, true);
  return {
    look: here,
    ink: themed(inks?.text),
    heading: themed(inks?.heading),
    link: themed(inks?.link),
    ground: isPictured || isFaint ? undefined : ground,
  };
}

/**
 * Yields text colours with too little contrast. A theme's own colours on its own background are not the
 * author's mistake.
 */
function* hardToRead(
  section: Element,
  start: TextColours,
  palette: Palette | undefined,
): Iterable<Unreadable> {
  const first = declarationsOf(section).size > 0 ? coloursInside(section, start, palette) : start;
  const shown = new Map<Element, TextColours>([[section, first]]);
  const large = new Map<Element, boolean>([[section, false]]);
  for (const element of [section, ...elements(section)]) {
    const above = element.parentNode && 'tagName' in element.parentNode ? element.parentNode : undefined;
    const inherited = (above && shown.get(above)) ?? first;
    const here = element === section ? first : coloursInside(element, inherited, palette);
    shown.set(element, here);
    const isLarge = HEADINGS.has(element.tagName) || ((above && large.get(above)) ?? false);
    large.set(element, isLarge);
    if (!element.childNodes.some((node) => isText(node) && node.value.trim() !== '')) continue;
    const { ground } = here;
    const ink = element.tagName === 'a' ? here.link : isLarge ? here.heading : here.ink;
    if (!ink || !ground || !(ink.written || ground.written)) continue;
    const ratio = bestRatio(ink.colours, ground.colours);
    if (ratio < (isLarge ? LEAST.large : LEAST.text)) yield { ink, ground, ratio };
  }
}
