/** Carries over the style sheets that a deck names, with the files that they name. */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { decodeText } from '../../files/decode-text.ts';
import type { Remarks } from '../model.ts';
import { tellRemote } from '../text/scoped-styles.ts';
import type { LineFinder } from './line-finder.ts';
import type { SourceFolder } from './source-folder.ts';

/** Style sheets, by the path of their copy. */
export interface CarriedStyles {
  readonly sheets: ReadonlyMap<string, string>;
  /** Absolute paths by path in the new folder. */
  readonly copies: ReadonlyMap<string, string>;
}

/** A style sheet of another server. */
const REMOTE_IMPORT = /@import\s+(?:url\()?\s*["']?(?:https?:)?\/\/[^;]*;?/gi;

const ADDRESS =
  /url\(\s*(["']?)((?!data:|https?:|\/\/|#)[^"')]+)\1\s*\)|@import\s+(["'])((?!https?:|\/\/)[^"']+)\3/gi;

/** Carries over style sheets. @throws ImportError where one is outside of the source's folder */
export function carryStyles(
  names: readonly string[],
  source: SourceFolder,
  lineOf: LineFinder,
  remarks: Remarks,
): CarriedStyles {
  const sheets = new Map<string, string>();
  const copies = new Map<string, string>();
  const folders = ['', 'public'];
  const add = (written: string, from: string): void => {
    if (/^(?:https?:)?\/\//i.test(written)) {
      tellRemote(lineOf(written, 1), written, remarks);
      return;
    }
    const found = source.find(/^@?\//.test(written) ? written : posix.join(from, written), folders);
    if (!found) {
      remarks.lost(lineOf(written, 1), written, 'there is no such style sheet beside the deck.');
      return;
    }
    if (sheets.has(found.target)) return;
    const text = decodeText(readFileSync(found.path)).text;
    const local = text.replace(REMOTE_IMPORT, (rule) => {
      tellRemote(1, rule, remarks);
      return '';
    });
    sheets.set(found.target, local);
    const folder = posix.dirname(posix.join(from, written));
    for (const [, , url, , inner] of local.matchAll(ADDRESS)) {
      if (inner !== undefined) add(inner, folder);
      const file = url === undefined ? undefined : source.find(posix.join(folder, url), folders);
      if (file && url !== undefined)
        copies.set(posix.join(posix.dirname(found.target), url.replace(/[?#].*$/, '')), file.path);
    }
  };
  for (const name of names) add(name, '');
  return { sheets, copies };
}
