/** All styles of a deck's page in their order: the document and first paint, theme, code, math, and the deck's own. */
import directionCss from '../../../client/styles/direction.css?raw';
import rtlCss from '../../../client/styles/rtl.css?raw';
import type { ClientBundle } from '../../bundle/client.ts';
import { loadHighlightTheme, packageOfCodeTheme } from '../../bundle/css/highlight-themes.ts';
import { mathStyle } from '../../bundle/css/katex.ts';
import { minifyCss } from '../../bundle/css/minify.ts';
import { fixedScheme, readableOnBoth } from '../../bundle/css/readable-colours.ts';
import { fontFacesOf } from '../../bundle/css/scope.ts';
import {
  loadTheme,
  type SlideSize,
  type Theme,
  themeNames,
  UnknownThemeError,
} from '../../bundle/css/themes.ts';
import type { Face } from '../../bundle/fonts/faces.ts';
import { foreignTheme } from '../../deck/foreign/foreign-settings.ts';
import { isRemote } from '../../deck/html/addresses.ts';
import type { RenderedDeck } from '../../deck/model/deck.ts';
import { isRightToLeft } from '../../deck/model/direction.ts';
import type { DeckSettings } from '../../deck/model/settings.ts';
import { placeOfSetting } from '../settings/setting-place.ts';
import { ownStyle, type StyleSheetContext } from './author-styles.ts';
import { featureStyles } from './feature-styles.ts';

/** What styles need to know of their deck. */
export interface StyleContext extends StyleSheetContext {
  readonly deck: RenderedDeck;
  /** Path of the deck's file as its author knows it. */
  readonly shown: string;
  /** HTML of each slide, in which KaTeX's classes are looked for. */
  readonly bodies: readonly string[];
  readonly client: ClientBundle;
  /** What `make` makes, made once where there is something to keep it. */
  readonly once: <T>(key: string, make: () => Promise<T>) => Promise<T>;
}

/** The styles of a page, and what comes with them. */
export interface DeckStyles {
  /** For the page. */
  readonly css: string;
  /** Theme, code and the deck's own styles, for the cover. */
  readonly coverCss: string;
  /** The faces that slides of this HTML may ask for. */
  readonly facesFor: (bodies: readonly string[]) => readonly Face[];
  /** `@font-face` rules of the deck's own style sheets, which are in `css` as well. */
  readonly ownFaces: string;
  readonly mathFaces: readonly Face[];
  readonly mathCharacters: ReadonlySet<string>;
  readonly slide: SlideSize;
  readonly colorScheme: string;
  readonly transition: string | undefined;
  /** The packages whose CSS is in it. */
  readonly packages: readonly string[];
}

const DEFAULT_THEME = 'lectern';

/** Puts a deck's styles together; a theme or a style sheet that is not there is told, and left out. */
export async function deckStyles(context: StyleContext): Promise<DeckStyles> {
  const { deck, client, bodies } = context;
  const { settings, features } = deck;
  const theme = await themeOf(settings, context);
  const codeTheme = settings.highlightTheme ?? theme.highlightTheme;
  const code = features.has('code') ? await codeStyle(codeTheme, theme, context) : '';
  const isOurs = theme.name.startsWith('lectern');
  // Of a deck that holds back, what its styles and fonts are told of is what any deck may show.
  const holdsBack = settings.audience === 'shown-only';
  const math = features.has('math') ? await mathStyle(holdsBack ? undefined : bodies.join('\n')) : undefined;
  const sheets = await Promise.all(settings.css.map((sheet) => ownStyle(sheet, 'css', context)));
  const written = sheets.join('');
  const own = isOurs ? readableOnBoth(written, theme.css) : written;
  const fixed = isOurs ? fixedScheme(written) : undefined;
  const scheme = fixed ? `:root{color-scheme:${fixed}}` : '';
  const isRtl = isRightToLeft(settings);
  const directions = [isRtl ? rtlCss : '', isRtl || features.has('direction') ? directionCss : ''];
  const shared = [
    ...[theme.css, code, featureStyles(features, isOurs), math?.css ?? ''],
    ...directions.map(minifyCss),
    ...[own, scheme],
  ].join('');
  const leaning = holdsBack || leans(code + own);
  return {
    css: Buffer.from(client.entry('client/styles/deck.css').bytes).toString('utf8') + shared,
    coverCss: shared,
    facesFor: (slides) => {
      const hasItalics = leaning || slides.some(leans);
      return theme.faces.filter(({ style }) => style === 'normal' || hasItalics);
    },
    ownFaces: fontFacesOf(own),
    mathFaces: math?.faces ?? [],
    mathCharacters: math?.characters ?? new Set(),
    slide: theme.slide,
    colorScheme: fixed ?? (theme.dark === 'auto' ? 'light dark' : theme.dark ? 'dark' : 'light'),
    transition: isOurs ? 'fade' : undefined,
    packages: [theme.package, code && packageOfCodeTheme(codeTheme), math && 'katex'].filter(isName),
  };
}

function isName(name: string | undefined): name is string {
  return name !== undefined && name !== '';
}

/** Whether anything leans: elements that browsers set in italics, or a style that does. */
function leans(text: string): boolean {
  return /<(?:em|i|cite|dfn|var|address|blockquote|q)\b|italic/.test(text);
}

/**
 * A theme by name, or the deck's own style sheet in its place, as reveal-md has it. In place of one that there is not stands
 * the nearest.
 */
async function themeOf(settings: DeckSettings, context: StyleContext): Promise<Theme> {
  const name = settings.theme ?? DEFAULT_THEME;
  const bare = name.replace(/\.css$/i, '');
  const load = (known: string) => context.once(`theme ${known}`, () => loadTheme(known));
  if (isRemote(name) || (bare !== name && !themeNames.includes(bare))) {
    const { file: from } = placeOfSetting(context.settingsTexts(), 'theme', name);
    const css = await ownStyle({ href: name, from }, 'theme', context);
    const { package: _, ...white } = await load('white');
    return { ...white, name: 'own', css, faces: [] };
  }
  try {
    return await load(bare);
  } catch (error) {
    return load(unknownTheme(error, 'theme', name, context) ?? DEFAULT_THEME);
  }
}

async function codeStyle(name: string, theme: Theme, context: StyleContext): Promise<string> {
  if (name === '') return '';
  const load = (known: string) => context.once(`code ${known}`, () => loadHighlightTheme(known));
  try {
    return await load(name);
  } catch (error) {
    return load(unknownTheme(error, 'highlightTheme', name, context) ?? theme.highlightTheme);
  }
}

/** Tells of a theme that there is not, at the place where the setting stands. Answers the nearest. */
function unknownTheme(
  error: unknown,
  key: 'theme' | 'highlightTheme',
  name: string,
  { settingsTexts, warnings }: StyleContext,
): string | undefined {
  if (!(error instanceof UnknownThemeError)) throw error;
  const foreign = key === 'theme' ? foreignTheme(name) : undefined;
  const near = foreign?.near ?? error.nearest;
  const kind = key === 'theme' ? 'theme' : 'highlight.js theme';
  warnings.push({
    ...placeOfSetting(settingsTexts(), key, name),
    rule: 'unknown-theme',
    reason: `there is no ${kind} \`${name}\``,
    hint: foreign
      ? `It is a theme of ${foreign.tool}; the nearest here is \`${foreign.near}\`, in which the deck is shown.`
      : near
        ? `Did you mean \`${near}\`?`
        : 'The guide lists the themes there are.',
  });
  return near;
}
