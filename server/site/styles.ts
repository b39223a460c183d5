/** All styles of a deck's page in their order: the document and first paint, theme, code, math, and the deck's own. */
import { posix, relative, resolve, sep } from 'node:path';
import codeLinesCss from '../../client/styles/code-lines.css?raw';
import { bundleCss } from '../bundle/author-css.ts';
import type { ClientBundle } from '../bundle/client.ts';
import { minifyCss } from '../bundle/css.ts';
import type { Face } from '../bundle/faces.ts';
import { loadHighlightTheme } from '../bundle/highlight-themes.ts';
import { mathStyle } from '../bundle/math.ts';
import { loadTheme, type SlideSize, type Theme, UnknownThemeError } from '../bundle/themes.ts';
import { DeckError, type Diagnostic } from '../deck/error.ts';
import type { RenderedDeck } from '../deck/model.ts';
import { isRemote } from '../deck/references.ts';
import type { DeckSettings, StyleSheet } from '../deck/settings.ts';
import type { Addresses } from './addresses.ts';
import { isInside } from './discover.ts';
import { contentHash } from './files.ts';

/** What styles need to know of their deck. */
export interface StyleContext {
  readonly deck: RenderedDeck;
  /** Path of the deck's file as its author knows it. */
  readonly shown: string;
  /** The rendered slides, in which KaTeX's classes are looked for. */
  readonly html: string;
  /** Absolute folder of the deck, and the one above which none of its styles may be. */
  readonly directory: string;
  readonly root: string;
  readonly client: ClientBundle;
  readonly addresses: Addresses;
  readonly read: (file: string) => string | undefined;
  readonly warnings: Diagnostic[];
}

/** The styles of a page, and what comes with them. */
export interface DeckStyles {
  readonly theme: string;
  /** For the page. */
  readonly css: string;
  /** Theme, code and the deck's own styles, for the cover. */
  readonly coverCss: string;
  readonly faces: readonly Face[];
  readonly mathFaces: readonly Face[];
  readonly mathCharacters: ReadonlySet<string>;
  readonly slide: SlideSize;
  readonly colorScheme: string;
  readonly transition: string | undefined;
  /** Files outside the deck's folder that the styles name: absolute path by name below `/_/`. */
  readonly borrowed: ReadonlyMap<string, string>;
}

const DEFAULT_THEME = 'lectern';

/** Puts a deck's styles together. @throws DeckError where a theme or a style sheet is not there. */
export async function deckStyles(context: StyleContext): Promise<DeckStyles> {
  const { deck, client, html } = context;
  const { settings, features } = deck;
  const borrowed = new Map<string, string>();
  const theme = await themeOf(settings, context, borrowed);
  const code = features.has('code') ? await codeStyle(settings, theme, context) : '';
  const lines = features.has('code-lines') ? minifyCss(codeLinesCss) : '';
  const math = features.has('math') ? await mathStyle(html) : undefined;
  const own = await Promise.all(settings.css.map((sheet) => ownStyle(sheet, context, borrowed)));
  const shared = [theme.css, code, lines, math?.css ?? '', ...own].join('');
  return {
    theme: theme.name,
    css: Buffer.from(client.entry('client/styles/deck.css').bytes).toString('utf8') + shared,
    coverCss: shared,
    faces: theme.faces.filter((face) => face.style === 'normal' || hasItalics(html + code + own.join(''))),
    mathFaces: math?.faces ?? [],
    mathCharacters: math?.characters ?? new Set(),
    slide: theme.slide,
    colorScheme: theme.dark === 'auto' ? 'light dark' : theme.dark ? 'dark' : 'light',
    transition: theme.name.startsWith('lectern') ? 'fade' : undefined,
    borrowed,
  };
}

/** Whether anything on the slides leans: elements that browsers set in italics, or a style that does. */
function hasItalics(text: string): boolean {
  return /<(?:em|i|cite|dfn|var|address|blockquote)\b|italic/.test(text);
}

/** A theme by name, or the deck's own style sheet in its place, as reveal-md has it. */
async function themeOf(
  settings: DeckSettings,
  context: StyleContext,
  borrowed: Map<string, string>,
): Promise<Theme> {
  const name = settings.theme ?? DEFAULT_THEME;
  if (/\.css$/i.test(name) && !isRemote(name)) {
    const bare = name.replace(/^.*\//, '').replace(/\.css$/i, '');
    const css = await ownStyle({ href: name, from: context.shown }, context, borrowed);
    return { ...(await loadTheme('white')), name: bare, css, faces: [] };
  }
  try {
    return await loadTheme(name.replace(/\.css$/i, ''));
  } catch (error) {
    throw asDeckError(error, context);
  }
}

async function codeStyle(settings: DeckSettings, theme: Theme, context: StyleContext): Promise<string> {
  const name = settings.highlightTheme ?? theme.highlightTheme;
  if (name === '') return '';
  try {
    return await loadHighlightTheme(name);
  } catch (error) {
    throw asDeckError(error, context);
  }
}

function asDeckError(error: unknown, { shown }: StyleContext): unknown {
  if (!(error instanceof UnknownThemeError)) return error;
  const hint = error.nearest ? `Did you mean \`${error.nearest}\`?` : 'The guide lists the themes there are.';
  return new DeckError({ file: shown, line: 1, column: 1, reason: error.message, hint });
}

/** A style sheet of the deck or its site, relative to the file that names it. */
async function ownStyle(
  sheet: StyleSheet,
  context: StyleContext,
  borrowed: Map<string, string>,
): Promise<string> {
  const { directory, root, addresses, warnings, shown } = context;
  const base = resolve(root, sheet.from, '..');
  const absolute = [resolve(base, sheet.href), resolve(root, sheet.href)].find(
    (file) => context.read(file) !== undefined,
  );
  const allowed = absolute !== undefined && (sheet.from !== shown || isInside(absolute, root));
  if (isRemote(sheet.href) || absolute === undefined || !allowed) {
    throw new DeckError({
      file: sheet.from,
      line: 1,
      column: 1,
      reason: `the style sheet \`${sheet.href}\` can't be read`,
      hint: 'Name a file relative to this one; copy a style sheet from the network beside the deck.',
    });
  }
  const toFile = (path: string) => resolve(directory, path);
  const { css, problems } = await bundleCss(
    slashed(relative(directory, absolute)),
    context.read(absolute) ?? '',
    {
      read: (path) => context.read(toFile(path)),
      rewrite: ({ url, remote, file, line }) => {
        const inDeck = !url.startsWith('..') && !url.startsWith('/');
        if (remote || url.startsWith('/') || inDeck)
          return addresses.resolve({ url, kind: 'image', file, line });
        const target = toFile(url.replace(/[?#].*$/, ''));
        const name = `${contentHash(target)}-${posix.basename(slashed(target))}`;
        borrowed.set(name, target);
        return `../_/${name}`;
      },
    },
  );
  for (const { file, line, column, reason } of problems) {
    warnings.push({
      file: slashed(relative(root, toFile(file))),
      line,
      column,
      reason,
      hint: 'Browsers skip this rule.',
    });
  }
  return css;
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
