/** The style sheets that a deck or its site brings: found, bundled with what they import, their addresses resolved. */
import { posix, relative, resolve } from 'node:path';
import { bundleCss } from '../bundle/author-css.ts';
import { withoutCssComments } from '../deck/css-text.ts';
import { DeckError, type Diagnostic } from '../deck/error.ts';
import { isRemote } from '../deck/references.ts';
import type { StyleSheet } from '../deck/settings.ts';
import { type Addresses, remote, withVersion } from './addresses.ts';
import { isPublic } from './file-types.ts';
import type { DeckForm } from './form.ts';
import { contentHash } from './hash.ts';
import { shownFrom, slashed } from './paths.ts';
import { placeOfSetting, type SettingsText } from './setting-place.ts';

/** Where style sheets are looked for, and who is told what they need. */
export interface StyleSheetContext {
  /** Absolute folder of the deck. */
  readonly directory: string;
  /** Absolute folder that is served. */
  readonly root: string;
  readonly addresses: Addresses;
  /** Text of a file by absolute path; undefined where it can't be read, or lies where this site reads nothing. */
  readonly read: (file: string) => string | undefined;
  /** Whether a file by absolute path may be published for a style sheet. */
  readonly mayBorrow: (file: string) => boolean;
  /** A word for what a file by absolute path holds, where that is another than at the start; else empty. */
  readonly version: (file: string) => string;
  readonly warnings: Diagnostic[];
  /** The texts in which the deck's settings stand, the strongest first. */
  readonly settingsTexts: () => readonly SettingsText[];
  /** Files outside the deck's folder that the styles name: absolute path by name below `/_/`. */
  readonly borrowed: Map<string, string>;
  readonly form: DeckForm;
}

/**
 * A style sheet of the deck or its site, minified. It may lie beside the file that names it, in the deck's folder, or in
 * the folder that is served, as reveal-md looks for it; `key` is the setting that names it.
 * @throws DeckError where it can't be read.
 */
export async function ownStyle(
  sheet: StyleSheet,
  key: 'css' | 'theme',
  context: StyleSheetContext,
): Promise<string> {
  const { directory, root, read, warnings } = context;
  const file = fileOfStyle(sheet, context);
  if (file === undefined) throw unreadable(sheet, key, context);

  const toFile = (path: string) => resolve(directory, path);
  const { css, references, problems } = await bundleCss(
    slashed(relative(directory, file)),
    read(file) ?? '',
    {
      read: (path) => read(toFile(path)),
      rewrite: (reference) => rewrite(reference, context),
    },
  );
  for (const { file: path, line, column, reason } of problems) {
    const shown = shownFrom(root, toFile(path));
    warnings.push({ file: shown, line, column, rule: 'css', reason, hint: 'Browsers skip this rule.' });
  }
  for (const { kind, remote: isElsewhere, url, file: path, line, column } of references) {
    if (kind !== 'import' || !isElsewhere) continue;
    const { rule, hint } = remote('style sheet', url);
    const reason = `the style sheet \`${url}\` comes from another server, and is left out`;
    warnings.push({ file: shownFrom(root, toFile(path)), line, column, rule, reason, hint });
  }
  // Minified, it has those that ask to be kept.
  return withoutCssComments(css, () => '');
}

/** Absolute path of a style sheet that is named; undefined where there is none that can be read. */
export function fileOfStyle(
  { href, from }: StyleSheet,
  { directory, root, read }: Pick<StyleSheetContext, 'directory' | 'root' | 'read'>,
): string | undefined {
  if (isRemote(href)) return undefined;
  const places = [resolve(root, from, '..'), directory, root].map((folder) => resolve(folder, href));
  return places.find((place) => read(place) !== undefined);
}

interface CssAddress {
  readonly url: string;
  readonly remote: boolean;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The page's address for one in a style sheet, which is relative to the deck's folder here. */
function rewrite(
  { url, remote, file, line, column }: CssAddress,
  { directory, root, addresses, warnings, borrowed, mayBorrow, version, form }: StyleSheetContext,
): string {
  const shown = shownFrom(root, resolve(directory, file));
  if (remote || url.startsWith('/') || !url.startsWith('..'))
    return addresses.resolve({ url, kind: 'image', file: shown, line, column });
  const target = resolve(directory, url.replace(/[?#].*$/, ''));
  const name = posix.basename(slashed(target));
  if (!mayBorrow(target) || !isPublic(name)) {
    const reason = `there is no picture or font \`${url}\` that could be served`;
    const hint = 'Put the file beside the style sheet, or correct its name.';
    warnings.push({ file: shown, line, column, rule: 'missing-file', reason, hint });
    return url;
  }
  // By its way from the folder that is served: where that folder lies is nobody's business.
  const hashed = `${contentHash(slashed(relative(root, target)))}-${name}`;
  borrowed.set(hashed, target);
  return withVersion(`${form.toSite}_/${hashed}`, version(target));
}

function unreadable(
  sheet: StyleSheet,
  key: 'css' | 'theme',
  { settingsTexts }: StyleSheetContext,
): DeckError {
  return new DeckError({
    ...placeOfSetting(settingsTexts(), key, sheet.href),
    rule: 'missing-source',
    reason: `the style sheet \`${sheet.href}\` can't be read`,
    hint: isRemote(sheet.href)
      ? 'Decks work without the network: copy the style sheet beside the deck, and name the copy.'
      : 'Name a file relative to this one, inside the folder that is served.',
  });
}
