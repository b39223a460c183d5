/**
 * Combines all styles of a deck's page, in order: the document and first paint, theme, code, math, and the deck's
 * own.
 */
import directionCss from '../../../client/styles/direction.css?raw';
import rtlCss from '../../../client/styles/rtl.css?raw';
import type { ClientBundle } from '../../bundle/client.ts';
import { loadHighlightTheme, packageOfCodeTheme } from '../../bundle/css/highlight-themes.ts';
import { mathStyle } from '../../bundle/css/katex.ts';
import { minifyCss } from '../../bundle/css/minify.ts';
import { schemeVariables, withPlainColours } from '../../bundle/css/plain-colours.ts';
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
import { nameFallbacks } from '../../bundle/fonts/fallback.ts';
import { foreignTheme } from '../../deck/foreign/foreign-settings.ts';
import { isRemote } from '../../deck/html/addresses.ts';
import { ownSheets } from '../../deck/model/brand-sheets.ts';
import type { RenderedDeck } from '../../deck/model/deck.ts';
import { isRightToLeft } from '../../deck/model/direction.ts';
import { isOwnTheme } from '../../deck/model/own-themes.ts';
import type { DeckSettings, SettingPlace } from '../../deck/model/settings.ts';
import type { FileIndex } from '../../files/file-index.ts';
import type { SourcePicture } from '../pictures/store.ts';
import { placeOfSetting } from '../settings/setting-place.ts';
import { ownStyle, type StyleSheetContext } from './author-styles.ts';
import { faceBrand, withFaces } from './brand-faces.ts';
import { featureStyles } from './feature-styles.ts';
import { logoPlate } from './logo-plate.ts';

/** What combining the styles needs to know of the deck. */
export interface StyleContext extends StyleSheetContext {
  readonly deck: RenderedDeck;
  /** Path of the main file, as shown to the author. */
  readonly shown: string;
  /** HTML of each slide, which is searched for KaTeX's classes. */
  readonly bodies: readonly string[];
  readonly client: () => Promise<ClientBundle>;
  readonly index: FileIndex;
  /** Returns what `make` returns, cached by key where there is a cache. */
  readonly once: <T>(key: string, make: () => Promise<T>) => Promise<T>;
}

/** The styles of a page, and what depends on them. */
export interface DeckStyles {
  /** All styles of the page. */
  readonly css: string;
  /** The styles that a cover shares: theme, code and the deck's own. */
  readonly coverCss: string;
  /** Returns the faces that slides with this HTML may use. */
  readonly facesFor: (bodies: readonly string[]) => readonly Face[];
  /** The `@font-face` rules of the deck's own style sheets, which are in `css` as well. */
  readonly ownFaces: string;
  readonly mathFaces: readonly Face[];
  readonly mathCharacters: ReadonlySet<string>;
  readonly slide: SlideSize;
  readonly colorScheme: string;
  readonly transition: string | undefined;
  /** The pictures whose pixels decided about it. */
  readonly looked: readonly SourcePicture[];
  /** The packages whose CSS it contains. */
  readonly packages: readonly string[];
}

const DEFAULT_THEME = 'lectern';

/**
 * Combines a deck's styles. A style sheet that cannot be read is reported and left out; an unknown theme is reported
 * and replaced.
 */
export async function deckStyles(context: StyleContext): Promise<DeckStyles> {
  const { deck, client, bodies } = context;
  const { settings, features } = deck;
  const theme = await themeOf(settings, context);
  const codeTheme = settings.highlightTheme ?? theme.highlightTheme;
  const code = features.has('code') ? await codeStyle(codeTheme, theme, context) : '';
  const isOurs = isOwnTheme(theme.name);
  // The styles and fonts of a held deck must not depend on its slides, which they would otherwise reveal.
  const holdsBack = settings.audience === 'shown-only';
  const math = features.has('math') ? await mathStyle(holdsBack ? undefined : bodies.join('\n')) : undefined;
  const { brand, faces: brandFaces } = await faceBrand(settings.brand ?? {}, context.warnings);
  const given = ownSheets(settings, brand);
  const sheets = await Promise.all(given.map((sheet) => ownStyle(sheet, 'css', context)));
  const plate = await logoPlate(brand, context);
  const written = nameFallbacks(sheets.join('') + plate.css, brandFaces);
  const faces = withFaces(theme.faces, brandFaces);
  const own = isOurs ? readableOnBoth(written, theme.css) : written;
  const fixed = isOurs ? fixedScheme(written) : undefined;
  const scheme = fixed ? `:root{color-scheme:${fixed}}` : '';
  const plain = fixed ?? (theme.dark === true ? 'dark' : 'light');
  const page = schemeVariables(theme.css);
  const themeInPlain = async () => withPlainColours(theme.css, plain, page);
  // A known theme's are the same for every deck and save.
  const themeCss = await (theme.name === 'own'
    ? themeInPlain()
    : context.once(`theme ${theme.name} in plain ${plain}`, themeInPlain));
  const isRtl = isRightToLeft(settings);
  const directions = [isRtl ? rtlCss : '', isRtl || features.has('direction') ? directionCss : ''];
  const shared = [
    ...[themeCss, code, featureStyles(features, isOurs), math?.css ?? ''],
    ...directions.map(minifyCss),
    ...[withPlainColours(own, plain, page), scheme],
  ].join('');
  const leaning = holdsBack || leans(code + own);
  const base = (await client()).textOf('client/styles/deck.css');
  return {
    css: base + shared,
    coverCss: shared,
    facesFor: (slides) => {
      const hasItalics = leaning || slides.some(leans);
      return faces.filter(({ style }) => style === 'normal' || hasItalics);
    },
    ownFaces: fontFacesOf(own),
    mathFaces: math?.faces ?? [],
    mathCharacters: math?.characters ?? new Set(),
    slide: theme.slide,
    colorScheme: fixed ?? (theme.dark === 'auto' ? 'light dark' : theme.dark ? 'dark' : 'light'),
    transition: isOurs ? 'fade' : undefined,
    looked: plate.looked,
    packages: [theme.package, code && packageOfCodeTheme(codeTheme), math && 'katex'].filter(isName),
  };
}

function isName(name: string | undefined): name is string {
  return name !== undefined && name !== '';
}

/** Returns whether any text may be italic: through elements that browsers set in italics, or through a style. */
function leans(text: string): boolean {
  return /<(?:em|i|cite|dfn|var|address|blockquote|q)\b|italic/.test(text);
}

/**
 * Loads a theme by name, or the deck's own style sheet in its place, as in reveal-md. An unknown theme is replaced by
 * the nearest.
 */
async function themeOf(settings: DeckSettings, context: StyleContext): Promise<Theme> {
  const name = settings.theme ?? DEFAULT_THEME;
  const bare = name.replace(/\.css$/i, '');
  const load = (known: string) => context.once(`theme ${known}`, () => loadTheme(known));
  if (isRemote(name) || (bare !== name && !themeNames.includes(bare))) {
    const { file: from } = placeOfTheme(name, context);
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

/**
 * Reports an unknown theme at the place of the setting, and returns the nearest theme; undefined where none is near.
 * Rethrows any other error.
 */
function unknownTheme(
  error: unknown,
  key: 'theme' | 'highlightTheme',
  name: string,
  context: StyleContext,
): string | undefined {
  const { settingsTexts, warnings } = context;
  if (!(error instanceof UnknownThemeError)) throw error;
  const foreign = key === 'theme' ? foreignTheme(name) : undefined;
  const near = foreign?.near ?? error.nearest;
  const kind = key === 'theme' ? 'theme' : 'highlight.js theme';
  warnings.push({
    ...(key === 'theme' ? placeOfTheme(name, context) : placeOfSetting(settingsTexts(), key, name)),
    rule: 'unknown-theme',
    reason: `there is no ${kind} \`${name}\``,
    hint: foreign
      ? `It is a theme of ${foreign.tool}; the nearest here is \`${foreign.near}\`, in which the deck is shown.`
      : near
        ? `Did you mean \`${near}\`?`
        : `The guide lists the themes there are${key === 'theme' ? '; one of your own is a folder, or a package that is installed' : ''}.`,
  });
  return near;
}

/** Returns the place of a theme's name: in the file that names it, which may have the word elsewhere, too. */
function placeOfTheme(name: string, { deck, settingsTexts }: StyleContext): SettingPlace {
  const { themeAt } = deck.settings;
  const texts = settingsTexts();
  const its = themeAt ? texts.filter(({ file }) => file === themeAt.file) : texts;
  return themeAt && its.length === 0 ? themeAt : placeOfSetting(its, 'theme', name);
}
