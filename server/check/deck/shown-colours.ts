/** The colours in which an element's text is shown: its own, else those around it. */

import { attribute, classes, type Element } from '../../deck/html/tree.ts';
import { hexOf, type Rgb, rgbOf } from '../../deck/model/colours.ts';
import { coloursIn, type Look, type Palette } from './palette.ts';

/** A colour, or those of a gradient. */
export interface Colour {
  /** As an author wrote it, or a theme has it. */
  readonly css: string;
  readonly colours: readonly Rgb[];
  readonly written: boolean;
}

/** The colours at a place; undefined where they are not known. */
export interface TextColours {
  readonly look: Look | undefined;
  readonly ink: Colour | undefined;
  readonly heading: Colour | undefined;
  readonly link: Colour | undefined;
  readonly ground: Colour | undefined;
}

/** Elements to which themes give a ground, or colours by their place. */
const COLOURED: ReadonlySet<string> = new Set(
  'pre code kbd samp mark button input select table blockquote svg math aside style'.split(' '),
);

/** Elements to which themes give another ink. */
const INKED: ReadonlySet<string> = new Set('small sup sub figcaption h4 h5 h6 dt'.split(' '));

/** Classes that leave colours as they are. */
const NEUTRAL =
  /^(?:fragment|fragments|fade-.*|current-visible|r-.*|stretch|columns|left|right|center|plain|stack)$/;

const NOTHING = { ink: undefined, heading: undefined, link: undefined, ground: undefined };

/** A colour as a deck's viewer sees it; undefined where it is none that is known. */
export function colourOf(css: string, look: Look | undefined, written: boolean): Colour | undefined {
  if (look) {
    const colours = coloursIn(css, look);
    // The author looks for what was written, a theme's colour is told as it is.
    return colours && { css: written ? css : shownAs(css, colours), colours, written };
  }
  const rgb = rgbOf(css);
  return rgb?.alpha === 1 ? { css, colours: [rgb], written } : undefined;
}

/** What stands for a colour that came from a variable. */
function shownAs(css: string, [color]: readonly Rgb[]): string {
  return css.startsWith('var(') && color ? hexOf(color) : css;
}

/** An element's classes that may give it any colour. */
export function colouringClasses(element: Element): readonly string[] {
  return classes(element).filter((name) => !NEUTRAL.test(name));
}

/** The colours in an element. */
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

/** An inline style's properties. */
export function declarationsOf(element: Element): ReadonlyMap<string, string> {
  const pairs = (attribute(element, 'style') ?? '').split(';').map((part) => part.split(/:(.*)/s));
  return new Map(
    pairs.flatMap(([name = '', value]) =>
      value === undefined ? [] : [[name.trim().toLowerCase(), value.trim()]],
    ),
  );
}
