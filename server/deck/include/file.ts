/** Reads an included file into slides. */

import { hintsOfForeign, refuseForeign } from '../foreign/foreign.ts';
import type { Slide } from '../model/deck.ts';
import { DeckError, type Diagnostic } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { shallow } from '../model/nesting.ts';
import type { DeckSettings, SettingsLayer } from '../model/settings.ts';
import { decodeSettings, resolveSettings } from '../settings/decode-settings.ts';
import type { IncludeLine } from '../source/include-syntax.ts';
import { type SplitContext, splitMarkdown } from '../source/slides.ts';
import { type FrontMatter, splitFrontMatter } from '../text/front-matter.ts';
import { normaliseText } from '../text/text.ts';

/** How a deck reaches the files that it includes. Paths are as the author knows them, with `/`. */
export interface IncludeSource {
  /** A file's text; undefined where there is none that may be read. */
  readonly read: (file: string) => string | undefined;
  /** Names of the files in a folder, for messages. */
  readonly names: (folder: string) => readonly string[];
  /** Whether a file is one whose text nobody is shown, such as a deck with its notes. */
  readonly isPrivate: (file: string) => boolean;
}

/** What reading needs to know of the deck. */
export interface FileContext extends SplitContext {
  readonly source: IncludeSource;
  /** Settings around the deck, weakest first. */
  readonly layers: readonly SettingsLayer[];
}

/** A file's text and its slides, its own includes not yet followed. */
export interface IncludedFile {
  readonly columns: readonly (readonly Slide[])[];
  readonly body: string;
  readonly bodyLine: number;
}

/** Where an include line stands. */
export interface IncludePlace {
  readonly file: string;
  readonly line: number;
}

/** A path as written in a file, from where that file's own path begins; `/` is the folder that is served. */
export function pathFrom(file: string, path: string): string {
  const parts = path.startsWith('/') ? [] : file.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/**
 * Reads a file's slides. Of its front matter only what says how to read it counts, and its variables, which the deck's
 * own go before. One without front matter is read like the deck.
 * @throws DeckError where it is not there, or cannot be read.
 */
export function readIncluded(
  file: string,
  include: IncludeLine,
  place: IncludePlace,
  context: FileContext,
): IncludedFile {
  const text = textOf(file, include, place, context);
  const front = shallow({ file, line: 1 }, () => splitFrontMatter(text, file));
  refuseForeign(file, front);
  context.warnings.push(...front.doubts, ...hintsOfForeign(file, front));
  if (Object.hasOwn(front.settings.values, 'audience')) {
    context.warnings.push({
      file,
      ...front.settings.place('audience'),
      rule: 'setting-without-effect',
      reason: 'the `audience` of an included file has no effect: its slides are shown as the deck’s own are',
      hint: `Write it in the front matter of \`${place.file}\`, or take it away.`,
    });
  }
  const { vars, ...settings } = settingsFor(front, context);
  const own: SplitContext = { ...context, file, settings };
  const columns = shallow({ file, line: front.bodyLine }, () =>
    splitMarkdown(front.body, front.bodyLine, own),
  );
  return {
    columns: columns.map((slides) =>
      slides.map((slide) => ({ ...slide, base: file, ...(vars ? { vars } : {}) })),
    ),
    body: front.body,
    bodyLine: front.bodyLine,
  };
}

function settingsFor(front: FrontMatter, { settings, layers }: FileContext): DeckSettings {
  if (Object.keys(front.settings.values).length === 0) return withoutVars(settings);
  // What it says that a deck cannot say is told when it is read as a deck.
  const ignored: Diagnostic[] = [];
  return { ...resolveSettings(...layers, decodeSettings(front.settings, ignored)), ...dialectOf(settings) };
}

function withoutVars({ vars: _, ...settings }: DeckSettings): DeckSettings {
  return settings;
}

/** A deck is in one dialect. */
function dialectOf({ markdown }: DeckSettings): Partial<DeckSettings> {
  return markdown === undefined ? {} : { markdown };
}

/** What ends the name of a file of slides. */
const MARKDOWN = /\.(?:md|markdown)$/i;

function textOf(file: string, include: IncludeLine, place: IncludePlace, context: FileContext): string {
  const { path, column } = include;
  if (MARKDOWN.test(file)) return includedText(file, include, place, context);
  const reason = `\`${path}\` is no Markdown file`;
  const hint =
    'Only files that end in `.md` bring slides; a code fence is filled from others: ```` ```js {include=tide.js} ````.';
  throw new DeckError({ ...place, column, rule: 'include', reason, hint });
}

/**
 * The text of a file that is included.
 * @throws DeckError where it is not there.
 */
export function includedText(
  file: string,
  { path, column }: Pick<IncludeLine, 'path' | 'column'>,
  place: IncludePlace,
  { source, warnings }: FileContext,
): string {
  const text = source.read(file);
  const slash = file.lastIndexOf('/');
  const [folder, name] = [file.slice(0, Math.max(0, slash)), file.slice(slash + 1)];
  const names = source.names(folder).filter((each) => MARKDOWN.test(each) === MARKDOWN.test(file));
  if (text === undefined) {
    const close = nearest(name, names);
    throw new DeckError({
      ...place,
      column,
      rule: 'missing-source',
      reason: `there is no file \`${path}\` to include`,
      hint:
        close === undefined
          ? 'Its path is relative to this file; `/` is the folder that is served, and nothing outside of it is read.'
          : `Did you mean \`${path.slice(0, path.length - name.length)}${close}\`?`,
    });
  }
  const form = name.normalize();
  const twin = names.some((each) => each.normalize() === form)
    ? undefined
    : names.find((each) => each.toLowerCase() === name.toLowerCase());
  if (twin !== undefined) {
    warnings.push({
      ...place,
      column,
      rule: 'letter-case',
      reason: `the file \`${path}\` has a name in other letters: \`${twin}\``,
      hint: 'Write capitals and small letters as the file has them: some systems tell them apart.',
    });
  }
  return normaliseText(text);
}
