/** A deck's own styles as rules see them: the bundled CSS, and the sources with their positions. */

import { relative, resolve } from 'node:path';
import { bundleCss } from '../../bundle/css/author-css.ts';
import { fileOfStyle } from '../../compile/styles/author-styles.ts';
import type { StyleSheet } from '../../deck/model/settings.ts';
import { displayPath, toPosix } from '../../files/paths.ts';

/** A deck's own style sheets. */
export interface OwnStyles {
  /** Minified and concatenated. */
  readonly css: string;
  /** As written; files as the author knows them. */
  readonly sources: readonly { readonly file: string; readonly text: string }[];
}

/** Where a deck's style sheets are searched. */
interface Places {
  readonly directory: string;
  readonly root: string;
  /** Reads a file by absolute path; undefined where it cannot be read. */
  readonly read: (file: string) => string | undefined;
}

/** Reads a deck's style sheets. Missing ones were reported when the deck was compiled. */
export async function readStyles(sheets: readonly StyleSheet[], places: Places): Promise<OwnStyles> {
  const { directory, root } = places;
  const sources: { file: string; text: string }[] = [];
  const read = (file: string) => {
    const text = places.read(file);
    if (text !== undefined) sources.push({ file: displayPath(root, file), text });
    return text;
  };
  const parts: string[] = [];
  for (const sheet of sheets) {
    const file = fileOfStyle(sheet, places);
    if (file === undefined) continue;
    const { css } = await bundleCss(toPosix(relative(directory, file)), sheet.text ?? read(file) ?? '', {
      read: (path) => read(resolve(directory, path)),
      rewrite: ({ url }) => url,
    });
    parts.push(css);
  }
  return { css: parts.join(''), sources };
}
