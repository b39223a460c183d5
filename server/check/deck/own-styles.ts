/** The styles that a deck brings, as rules look at them: its sheets with what they import, and where their texts stand. */

import { relative, resolve } from 'node:path';
import { bundleCss } from '../../bundle/css/author-css.ts';
import { fileOfStyle } from '../../compile/styles/author-styles.ts';
import type { StyleSheet } from '../../deck/model/settings.ts';
import { displayPath, toPosix } from '../../files/paths.ts';

/** A deck's own style sheets. */
export interface OwnStyles {
  /** Minified, one after the other. */
  readonly css: string;
  /** As they were written; files as the author knows them. */
  readonly sources: readonly { readonly file: string; readonly text: string }[];
}

/** Where a deck's style sheets are looked for. */
interface Places {
  readonly directory: string;
  readonly root: string;
  /** Text of a file by absolute path; undefined where it can't be read. */
  readonly read: (file: string) => string | undefined;
}

/** Reads a deck's style sheets. Those that are not there were told when the deck was compiled. */
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
    const { css } = await bundleCss(toPosix(relative(directory, file)), read(file) ?? '', {
      read: (path) => read(resolve(directory, path)),
      rewrite: ({ url }) => url,
    });
    parts.push(css);
  }
  return { css: parts.join(''), sources };
}
