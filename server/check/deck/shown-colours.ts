/** Determines the colours of an element's text: its own, else inherited ones. */

import { attribute, classes, type Element } from '../../deck/html/tree.ts';
import { hexOf, type Rgb, rgbOf } from '../../deck/model/colours.ts';
import { coloursIn, type Look, type Palette } from './palette.ts';

/** A colour, or the colours of a gradient. */
export interface Colour {
  /** As written by the author, or in the theme. */
  readonly css: string;
  readonly colours: readonly Rgb[];
  readonly written: boolean;
}

/** The colours at a position; undefined where they are unknown. */
export interface TextColours {
  readonly look: Look | undefined;
  readonly ink: Colour | undefined;
  readonly heading: Colour | undefined;
  readonly link: Colour | undefined;
  readonly ground: Colour | undefined;
}

/** Elements with a background of the theme, or with colours by their position. */
const COLOURED: ReadonlySet<string> = new Set(
  'pre code kbd samp mark button input select table blockquote svg math aside style'.split(' '),
);

/** Elements with another text colour of the theme. */
const INKED: ReadonlySet<string> = new Set('small sup sub figcaption h4 h5 h6 dt'.split(' '));

/** Classes that change no colours. */
const NEUTRAL =
  /^(?:fragment|fragments|fade-.*|current-visible|r-.*|stretch|columns|left|right|center|plain|stack)$/;

const NOTHING = { ink: undefined, heading: undefined, link: undefined, ground: undefined };

/** Returns a colour as the deck's viewer sees it; undefined where it is unknown. */
export function colourOf(css: string, look: Look | undefined, written: boolean): Colour | undefined {
  if (look) {
    const colours = coloursIn(css, look);
    // Authors search for what they wrote; a theme's colour is shown as a value.
    return colours && { css: written ? css : shownAs(css, colours), colours, written };
  }
  const rgb = rgbOf(css);
  return rgb?.alpha === 1 ? { css, colours: [rgb], written } : undefined;
}

/** Returns a readable form of a colour that comes from a variable. */
function shownAs(css: string, [color]: readonly Rgb[]): string {
  return css.startsWith('var(') && color ? hexOf(color) : css;
}

/** Returns an element's classes that may colour it. */
export function colouringClasses(element: Element): readonly string[] {
  return classes(element).filter((name) => !NEUTRAL.test(name));
}

/** Returns the colours inside an element. */
export function coloursInside(
  element: Element,
  around: TextColours,
  palette: Palette | undefined,
): TextColours {
  const style = declarationsOf(element);
  const { tagName } = element;
  const isUnknown =
    COLOURED.has(tagName) || palette?.tags.has(tagName) === true || colouringClasses(element).length > 0;
  const base = isUnknown ? { ...NOTHING, look: around.look } : around;
  const themed = INKED.has(tagName) ? { ...base, ink: undefined, heading: undefined } : base;
  if (['opacity', 'filter', 'mix-blend-mode'].some((name) => style.has(name)))
    return { ...around, ...NOTHING };
  const color = style.get('color');
  const background = style.get('background-color') ?? style.get('background');
  const image = style.get('background-image');
  const own = (css: string) => colourOf(css, around.look, true);
  const ink = color === undefined ? undefined : own(color);
  return {
    look: around.look,
    ...(color === undefined
      ? { ink: themed.ink, heading: themed.heading, link: themed.link }
      : // A link within keeps the theme's colour; a link itself has its own.
        { ink, heading: ink, link: tagName === 'a' ? ink : themed.link }),
    ground: image !== undefined ? own(image) : background === undefined ? themed.ground : own(background),
  };
}

/** Parses an inline style. */
export function declarationsOf(element: Element): ReadonlyMap<string, string> {
  const pairs = (attribute(element, 'style') ?? '').split(';').map((part) => part.split(/:(.*)/s));
  return new Map(
    pairs.flatMap(([name = '', value]) =>
      value === undefined ? [] : [[name.trim().toLowerCase(), value.trim()]],
    ),
  );
}
