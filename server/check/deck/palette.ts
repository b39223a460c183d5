/** The colours of a deck's theme and own style sheets, as far as they are known without a browser. */
import {
  opaqueColor,
  resolveVariables,
  type Scheme,
  type Variables,
  variablesOf,
} from '../../bundle/css/css-variables.ts';
import { fixedScheme, readableOnBoth } from '../../bundle/css/readable-colours.ts';
import { loadTheme, themeNames } from '../../bundle/css/themes.ts';
import type { Contrast } from '../../deck/features/layouts/contrast.ts';
import type { Rgb } from '../../deck/model/colours.ts';
import { isOwnTheme } from '../../deck/model/own-themes.ts';
import type { CheckedDeck } from './checked-deck.ts';

/** Text colours, as CSS values. */
export interface Inks {
  readonly text: string;
  readonly heading: string;
  readonly link: string;
}

/** A deck as a viewer with a given colour scheme sees it. */
export interface Look {
  readonly viewer: Scheme;
  /** The scheme of the page. */
  readonly scheme: Scheme;
  readonly variables: Variables;
}

/** What a deck shows text in. */
export interface Palette {
  readonly looks: readonly Look[];
  /** Whether a slide with a dark or light background changes its scheme. */
  readonly turns: boolean;
  /** Text colours on the page's own background, and on slides with a dark or light background of their own. */
  readonly inks: Readonly<Record<'page' | Contrast, Inks>>;
  readonly ground: string;
  /** Variables that the deck itself sets. */
  readonly own: ReadonlySet<string>;
  /** Tags that the deck's own rules colour. */
  readonly tags: ReadonlySet<string>;
}

/** Returns the palette of a deck; undefined where its own style sheets may colour any slide. */
export async function paletteOf({ settings, styles, slides }: Colourful): Promise<Palette | undefined> {
  const name = (settings.theme ?? 'lectern').replace(/\.css$/i, '');
  if (!themeNames.includes(name)) return undefined;
  const { css: theme, dark } = await loadTheme(name);
  const tags = colouredTags(styles.css);
  // Styles within a slide apply to the whole deck.
  if (tags === undefined || slides.some(({ slide }) => /<style\b/i.test(slide.source))) return undefined;
  const isOurs = isOwnTheme(name);
  const css = theme + (isOurs ? readableOnBoth(styles.css, theme) : styles.css);
  const fixed =
    (isOurs ? fixedScheme(styles.css) : undefined) ?? (dark === 'auto' ? undefined : dark ? 'dark' : 'light');
  const viewers: readonly Scheme[] =
    fixed === undefined || styles.css.includes('prefers-color-scheme') ? ['light', 'dark'] : [fixed];
  const looks = viewers.map((viewer) => ({
    viewer,
    scheme: fixed ?? viewer,
    variables: variablesOf(css, viewer),
  }));
  const own = new Set(viewers.flatMap((viewer) => [...variablesOf(styles.css, viewer).keys()]));
  const shared = { looks, own, tags, turns: isOurs };
  return isOurs ? { ...shared, ...OURS } : { ...shared, ...revealInks(theme, looks) };
}

type Colourful = Pick<CheckedDeck, 'settings' | 'styles' | 'slides'>;

const OUR_INKS: Inks = { text: 'var(--ink)', heading: 'var(--r-heading-color)', link: 'var(--r-link-color)' };
const OURS = {
  inks: { page: OUR_INKS, 'has-dark-background': OUR_INKS, 'has-light-background': OUR_INKS },
  ground: 'var(--paper)',
};

function revealInks(style: string, [look]: readonly Look[]): Pick<Palette, 'inks' | 'ground'> {
  const page: Inks = {
    text: 'var(--r-main-color)',
    heading: 'var(--r-heading-color)',
    link: 'var(--r-link-color)',
  };
  const on = (kind: Contrast): Inks => {
    const color = new RegExp(`${kind}[^{}]*\\{color:([^;}]+)`).exec(style)?.[1];
    return color === undefined ? page : { ...page, text: color, heading: color };
  };
  const isGradient = look?.variables.get('--r-background')?.includes('gradient') ?? false;
  return {
    inks: {
      page,
      'has-dark-background': on('has-dark-background'),
      'has-light-background': on('has-light-background'),
    },
    ground: isGradient ? 'var(--r-background)' : 'var(--r-background-color)',
  };
}

/** Returns the opaque colours of a value; undefined where some are unknown. */
export function coloursIn(value: string, { variables, scheme }: Look): readonly Rgb[] | undefined {
  const plain = resolveVariables(value, variables, scheme);
  if (plain === undefined) return undefined;
  const stops = stopsOf(plain);
  const colours = (stops ?? [plain]).flatMap((stop) => opaqueColor(stop, variables, scheme) ?? []);
  return colours.length > 0 && colours.length === (stops ?? [plain]).length ? colours : undefined;
}

/** Returns the colours of a gradient as written; undefined for any other value. */
function stopsOf(value: string): readonly string[] | undefined {
  const inside = /^(?:repeating-)?(?:linear|radial|conic)-gradient\((.*)\)$/is.exec(value.trim())?.[1];
  const parts = inside?.split(/,(?![^(]*\))/).map((part) => part.trim());
  // The direction, and lengths after or between colours, are no colours.
  return parts
    ?.filter(
      (part, i) =>
        !(i === 0 && /^(?:(?:to|from|at|in|circle|ellipse|closest|farthest)\b|-?[\d.])/i.test(part)),
    )
    .map((part) => part.replace(/(?:\s+-?[\d.]+(?:%|[a-z]+)?)+$/i, ''))
    .filter((part) => !/^-?[\d.]+(?:%|[a-z]+)?$/i.test(part));
}

/** Selectors of the elements around slides, and of slides themselves. */
const EVERYWHERE =
  /(?:^|[\s>+~])(?:html|body|section|\*|:root|\.reveal|\.reveal-viewport|\.slides|\.backgrounds)$/;

/** Returns the tags that rules colour; undefined where one may apply to any slide. */
function colouredTags(css: string): ReadonlySet<string> | undefined {
  const tags = new Set<string>();
  for (const [, selectors = '', declarations = ''] of css.matchAll(/([^{};]+)\{([^{}]*)\}/g)) {
    if (!/(?:^|;)(?:color|background(?:-color|-image)?|opacity|filter):/.test(declarations)) continue;
    for (const selector of selectors.split(',')) {
      const last =
        selector
          .trim()
          .split(/[\s>+~]+/)
          .at(-1) ?? '';
      const tag = /^[a-z][a-z0-9-]*/.exec(last)?.[0];
      if (EVERYWHERE.test(selector.trim())) return undefined;
      if (tag !== undefined) tags.add(tag);
      // Elements with classes are already taken to have any colour.
      else if (!/^(?:\.[\w-]|::)/.test(last)) return undefined;
    }
  }
  return tags;
}
