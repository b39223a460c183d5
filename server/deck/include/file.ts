/** Parses an included file into slides. */

import { hintsOfForeign } from '../foreign/foreign.ts';
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

/** Access to the files that a deck includes. Paths are as the author knows them, with `/`. */
export interface IncludeSource {
  /** Returns a file's text; undefined if it does not exist or may not be read. */
  readonly read: (file: string) => string | undefined;
  /** Returns the names of the files in a folder, for messages. */
  readonly names: (folder: string) => readonly string[];
  /** Returns whether nobody may see a file's text, such as a deck with its notes. */
  readonly isPrivate: (file: string) => boolean;
}

/** What parsing an included file needs to know of the deck. */
export interface FileContext extends SplitContext {
  readonly source: IncludeSource;
  /** The deck's settings layers, weakest first. */
  readonly layers: readonly SettingsLayer[];
}

/** A file's text and slides, before its own includes are expanded. */
export interface IncludedFile {
  readonly columns: readonly (readonly Slide[])[];
  readonly body: string;
  readonly bodyLine: number;
}

/** The place of an include line. */
export interface IncludePlace {
  readonly file: string;
  readonly line: number;
}

/**
 * Resolves a path written in a file to one from the same root as that file's own path; a leading `/` is the served
 * folder.
 */
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
 * Parses a file's slides. Of its front matter only settings for parsing apply, and variables, which the deck's own
 * override. A file without front matter is parsed with the deck's settings.
 * @throws DeckError if the file does not exist or cannot be parsed
 */
export function readIncluded(
  file: string,
  include: IncludeLine,
  place: IncludePlace,
  context: FileContext,
): IncludedFile {
  const text = textOf(file, include, place, context);
  const front = shallow({ file, line: 1 }, () => splitFrontMatter(text, file));
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
  // Its warnings are reported when the file is compiled as a deck.
  const ignored: Diagnostic[] = [];
  return { ...resolveSettings(...layers, decodeSettings(front.settings, ignored)), ...dialectOf(settings) };
}

function withoutVars({ vars: _, ...settings }: DeckSettings): DeckSettings {
  return settings;
}

/** Returns the deck's dialect as settings: all of a deck is in one dialect. */
function dialectOf({ markdown }: DeckSettings): Partial<DeckSettings> {
  return markdown === undefined ? {} : { markdown };
}

/** File names of slides. */
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
 * Returns the text of an included file.
 * @throws DeckError if the file does not exist
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
  if (text === undefined && names.includes(name)) {
    throw new DeckError({
      ...place,
      column,
      rule: 'missing-source',
      reason: `\`${path}\` is there to include, but can't be read`,
      hint: "Give the server's user the right to read it; a link must lead to a file in the folder that is served.",
    });
  }
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
