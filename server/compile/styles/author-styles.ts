/** The style sheets that a deck or its site brings: found, bundled with what they import, their addresses resolved. */

import { posix, relative, resolve } from 'node:path';
import { bundleCss } from '../../bundle/css/author-css.ts';
import { isRemote } from '../../deck/html/addresses.ts';
import { withoutCssComments } from '../../deck/html/css-text.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { StyleSheet } from '../../deck/model/settings.ts';
import { isPublic } from '../../files/file-types.ts';
import { contentHash } from '../../files/hash.ts';
import { displayPath, toPosix } from '../../files/paths.ts';
import { asStored } from '../../files/unicode-names.ts';
import { type Addresses, withVersion } from '../addresses/deck-addresses.ts';
import { nounOf } from '../addresses/missing-file.ts';
import type { DeckForm } from '../model/target.ts';
import { placeOfSetting, type SettingsText } from '../settings/setting-place.ts';

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
 * the folder that is served, as reveal-md looks for it; `key` is the setting that names it. One that can't be read is told
 * and left out: the talk goes on without it.
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
    // What stands in a page begins on a line of its own.
    line: toFile(path) === file ? firstLine + line - 1 : line,
    column,
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
  // Minified, it has those that ask to be kept.
  return withoutCssComments(css, () => '');
}

/** Absolute path of a style sheet that is named; undefined where there is none that can be read. */
export function fileOfStyle(
  { href, from }: StyleSheet,
  { directory, root, read }: Pick<StyleSheetContext, 'directory' | 'root' | 'read'>,
): string | undefined {
  if (isRemote(href)) return undefined;
  // With and without what only a server would ask for, such as `?v=2`.
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

/** The page's address for one in a style sheet, which is relative to the deck's folder here. */
function rewrite(
  { url, remote, file, line, column }: CssAddress,
  { directory, root, addresses, warnings, borrowed, mayBorrow, version, form }: StyleSheetContext,
): string {
  if (remote || url.startsWith('/') || !url.startsWith('..'))
    return addresses.resolve({ url, kind: 'image', file, line, column });
  const target = asStored(resolve(directory, url.replace(/[?#].*$/, '')));
  const name = posix.basename(toPosix(target));
  if (!mayBorrow(target) || !isPublic(name)) {
    const reason = `there is no ${nounOf('image', url)} \`${url}\` that could be served`;
    const hint = 'Put the file beside the style sheet, or correct its name.';
    warnings.push({ file, line, column, rule: 'missing-file', reason, hint });
    return url;
  }
  // By its way from the folder that is served: where that folder lies is nobody's business.
  const hashed = `${contentHash(toPosix(relative(root, target)))}-${name}`;
  borrowed.set(hashed, target);
  return withVersion(`${form.toSite}_/${hashed}`, version(target));
}

/** The remedies for a style sheet that is not there. */
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
