/** Finds the style sheets of a deck or its site, bundles them with their imports, and resolves their addresses. */

import { posix, relative, resolve } from 'node:path';
import { bundleCss } from '../../bundle/css/author-css.ts';
import { isRemote } from '../../deck/html/addresses.ts';
import { withoutCssComments } from '../../deck/html/css-text.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { StyleSheet } from '../../deck/model/settings.ts';
import { isInPackage, isPublic } from '../../files/file-types.ts';
import { contentHash } from '../../files/hash.ts';
import { displayPath, toPosix } from '../../files/paths.ts';
import { asStored } from '../../files/unicode-names.ts';
import { type DeckAddresses, withVersion } from '../addresses/deck-addresses.ts';
import { nounOf } from '../addresses/missing-file.ts';
import type { DeckForm } from '../model/target.ts';
import { placeOfSetting, type SettingsText } from '../settings/setting-place.ts';

/** Where style sheets are looked for, and the collections that are filled on the way. */
export interface StyleSheetContext {
  /** Absolute path of the deck's folder. */
  readonly directory: string;
  /** Absolute path of the served folder. */
  readonly root: string;
  readonly addresses: DeckAddresses;
  /** Returns the text of a file by absolute path; undefined where it cannot be read or decks may not read it. */
  readonly read: (file: string) => string | undefined;
  /** Returns whether a file, by absolute path, may be published for a style sheet. */
  readonly mayBorrow: (file: string) => boolean;
  /** Returns the cache buster of a file by absolute path; empty while the file is unchanged since start-up. */
  readonly version: (file: string) => string;
  readonly warnings: Diagnostic[];
  /** Returns the texts that contain the deck's settings, strongest first. */
  readonly settingsTexts: () => readonly SettingsText[];
  /** Receives files outside the deck's folder that the styles reference: absolute path by name below `/_/`. */
  readonly borrowed: Map<string, string>;
  readonly form: DeckForm;
}

/**
 * Bundles and minifies a style sheet of the deck or its site. It is looked for beside the file that names it, in the
 * deck's folder, and in the served folder, as reveal-md does. `key` is the setting that names it. A style sheet that
 * cannot be read is reported and left out, so that the talk can go on without it.
 */
export async function ownStyle(
  sheet: StyleSheet,
  key: 'css' | 'theme',
  context: StyleSheetContext,
): Promise<string> {
  const { directory, root, read, warnings } = context;
  const file = fileOfStyle(sheet, context);
  const firstLine = sheet.line ?? 1;
  if (file === undefined) {
    warnings.push(unreadable(sheet, key, context));
    return '';
  }

  const toFile = (path: string) => resolve(directory, path);
  const placeIn = (path: string, line: number, column: number) => ({
    file: displayPath(root, toFile(path)),
    // For styles inside a page, `firstLine` is the page's line at which they begin.
    line: toFile(path) === file ? firstLine + line - 1 : line,
    column: (toFile(path) === file ? sheet.column : undefined) ?? column,
  });
  const { css, references, problems } = await bundleCss(
    toPosix(relative(directory, file)),
    sheet.text ?? read(file) ?? '',
    {
      read: (path) => read(toFile(path)),
      isThere: (path) => context.mayBorrow(asStored(toFile(path))),
      rewrite: (reference) =>
        rewrite({ ...reference, ...placeIn(reference.file, reference.line, reference.column) }, context),
    },
  );
  for (const { file: path, line, column, reason, leavesOut } of problems) {
    const place = placeIn(path, line, column);
    warnings.push(
      leavesOut
        ? { ...place, rule: 'style-sheet', reason, hint: LEFT_OUT }
        : { ...place, rule: 'css', reason, hint: 'Browsers skip this rule.' },
    );
  }
  for (const { kind, remote, url, file: path, line, column } of references) {
    if (kind !== 'import' || !remote) continue;
    const reason = `the style sheet \`${url}\` comes from another server, and is left out`;
    const place = placeIn(path, line, column);
    warnings.push({ ...place, rule: 'style-sheet', reason, hint: COPY });
  }
  // Minifying keeps comments that begin with `/*!`.
  return withoutCssComments(css, () => '');
}

/** Returns the absolute path of a named style sheet; undefined where none can be read. */
export function fileOfStyle(
  { href, from }: StyleSheet,
  { directory, root, read }: Pick<StyleSheetContext, 'directory' | 'root' | 'read'>,
): string | undefined {
  if (isRemote(href)) return undefined;
  // With and without a query or a fragment, such as `?v=2`.
  const places = [href, href.replace(/[?#].*$/, '')].flatMap((name) =>
    [resolve(root, from, '..'), directory, root].map((folder) => resolve(folder, name)),
  );
  return places.find((place) => read(place) !== undefined);
}

interface CssAddress {
  readonly url: string;
  readonly remote: boolean;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Resolves an address in a style sheet, relative to the deck's folder, for the deck's page. */
function rewrite(
  { url, remote, file, line, column }: CssAddress,
  { directory, root, addresses, warnings, borrowed, mayBorrow, version, form }: StyleSheetContext,
): string {
  if (remote || url.startsWith('/') || !(url.startsWith('..') || isInPackage(url)))
    return addresses.resolve({ url, kind: 'image', file, line, column });
  const target = asStored(resolve(directory, url.replace(/[?#].*$/, '')));
  const name = posix.basename(toPosix(target));
  if (!mayBorrow(target) || !isPublic(name)) {
    const reason = `there is no ${nounOf('image', url)} \`${url}\` that could be served`;
    const hint = 'Put the file beside the style sheet, or correct its name.';
    warnings.push({ file, line, column, rule: 'missing-file', reason, hint });
    return url;
  }
  // The hash is of the path relative to the served folder, so that the page does not reveal where that folder is.
  const hashed = `${contentHash(toPosix(relative(root, target)))}-${name}`;
  borrowed.set(hashed, target);
  return withVersion(`${form.toSite}_/${hashed}`, version(target));
}

/** Remedies for a style sheet that cannot be read. */
const COPY = 'Decks work without the network: copy the style sheet beside the deck, and name the copy.';
const LEFT_OUT = 'The deck is shown without what it says; correct its name, or remove the line.';

function unreadable(
  sheet: StyleSheet,
  key: 'css' | 'theme',
  { settingsTexts }: StyleSheetContext,
): Diagnostic {
  const isElsewhere = isRemote(sheet.href);
  return {
    ...placeOfSetting(settingsTexts(), key, sheet.href),
    rule: 'style-sheet',
    reason: isElsewhere
      ? `the style sheet \`${sheet.href}\` comes from another server, and is left out`
      : `the style sheet \`${sheet.href}\` can't be read, and is left out`,
    hint: isElsewhere ? COPY : 'Name a file relative to this one, inside the folder that is served.',
  };
}
