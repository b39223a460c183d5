/**
 * Parses a deck's text: front matter, the split into slides, and their notes. Pure; included files come through `read`.
 */

import { hintsOfForeign } from './foreign/foreign.ts';
import { Includer } from './include/expand.ts';
import type { IncludeSource } from './include/file.ts';
import type { Deck, Stack } from './model/deck.ts';
import { DeckError, type Diagnostic } from './model/diagnostic.ts';
import { shallow } from './model/nesting.ts';
import type { DeckSettings, SettingsLayer } from './model/settings.ts';
import { resolveSettings } from './settings/decode-settings.ts';
import { layersBelow } from './settings/for-reveal-md.ts';
import { ownSettings } from './settings/unread-audience.ts';
import { parseHtmlDeck } from './source/html/html-deck.ts';
import { pageSettings } from './source/html/page-settings.ts';
import { type SplitContext, type SplitFunctions, splitFunctions, splitMarkdown } from './source/slides.ts';
import { splitFrontMatter } from './text/front-matter.ts';
import type { Reading } from './text/reading.ts';
import { normaliseText } from './text/text.ts';

/** A deck's text and its surroundings. */
export interface DeckSource {
  /** The deck's address, such as `oscon13`. */
  readonly name: string;
  /** Path as the author knows it. */
  readonly file: string;
  readonly text: string;
  readonly format: 'markdown' | 'html';
  /** Settings of the site and of a reveal-md.json, weakest first; the deck's own front matter overrides them. */
  readonly layers?: readonly SettingsLayer[];
  /**
   * Returns the text of a file beside the deck, for `<section data-markdown="part.md">`; undefined if it cannot be
   * read.
   */
  readonly read?: (path: string) => string | undefined;
  /** Access to the files that the deck includes; through `read` if absent. */
  readonly includes?: IncludeSource;
  /** Returns the settings of the folder or package that is the deck's theme; undefined where its theme is no folder. */
  readonly themeFolder?: (settings: DeckSettings, warnings: Diagnostic[]) => SettingsLayer | undefined;
  readonly functions?: SplitFunctions;
  readonly reading?: Reading | undefined;
}

/**
 * Parses a deck.
 * @throws DeckError if its front matter or a separator is malformed, it was certainly written for another tool, it
 * includes a file that cannot be read, or it has no slides
 */
export function parseDeck(source: DeckSource): Deck {
  const { name, file, format } = source;
  const warnings: Diagnostic[] = [];
  source.reading?.(file, 1);
  const text = normaliseText(source.text);
  const front = shallow({ file, line: 1 }, () => splitFrontMatter(text, file));
  warnings.push(...front.doubts);
  if (format === 'markdown') warnings.push(...hintsOfForeign(file, front));
  const page =
    format === 'html' ? pageSettings({ html: front.body, file, firstLine: front.bodyLine }, warnings) : {};
  const layers = [
    ...layersBelow(front.settings.values),
    ...(source.layers ?? []),
    page,
    ownSettings(front, text, warnings),
  ];
  const around = resolveSettings(...layers);
  const folder = source.themeFolder?.(around, warnings);
  const settings = folder ? onTheme(folder, layers) : around;
  const { functions = splitFunctions, reading } = source;
  const context: SplitContext = { file, settings, warnings, functions, reading };
  const read = source.read ?? (() => undefined);
  const written: Stack[] = shallow({ file, line: front.bodyLine }, () =>
    format === 'html'
      ? parseHtmlDeck(front.body, { ...context, firstLine: front.bodyLine, read })
      : splitMarkdown(front.body, front.bodyLine, context).map((slides) => ({ slides, attributes: {} })),
  );
  const includer = new Includer({
    ...context,
    layers: source.layers ?? [],
    source: source.includes ?? { read, names: () => [], isPrivate: () => false },
  });
  const stacks = includer.expand(written, { file, body: front.body, bodyLine: front.bodyLine });
  const included = includer.files;
  if (stacks.length > 0) return { name, file, settings, stacks, included, warnings };
  throw new DeckError({
    file,
    line: front.bodyLine,
    column: 1,
    rule: 'no-slides',
    reason: 'this deck has no slides',
    hint:
      format === 'html' && /<textarea[^>]*\bid=["']?source\b/i.test(front.body)
        ? 'This page was written for remark: `lectern import` makes a deck of it.'
        : format === 'html'
          ? 'Each slide of an HTML deck is a <section>; a deck in Markdown is named deck.md.'
          : 'Write one, such as `# Hello`; a line of `---` begins the next.',
  });
}

/** Merges a deck's settings with those of its theme's folder: the folder's base is the theme, all else is weaker. */
function onTheme(folder: SettingsLayer, layers: readonly SettingsLayer[]): DeckSettings {
  return resolveSettings(folder, ...layers.map(({ theme: _, themeAt: __, ...rest }) => rest));
}
