/** Splits the text of another tool's deck into front matter and body. */
import { DeckError } from '../deck/model/diagnostic.ts';
import { splitFrontMatter } from '../deck/text/front-matter.ts';
import { loosened } from './from/marp/marp-directives.ts';
import { ImportError } from './import-error.ts';
import type { ForeignDeck } from './model.ts';

/** What a deck may read beside it. */
export interface Beside {
  read(path: string): string | undefined;
  find(path: string, publicFolders: readonly string[]): unknown;
  above(...names: readonly string[]): { readonly path: string; readonly text: string } | undefined;
}

/** Reads a deck's text. @throws ImportError where its front matter cannot be read */
export function readForeign(text: string, file: string, beside: Beside): ForeignDeck {
  try {
    const { settings, body, bodyLine } = split(text, file);
    const head = text.slice(0, text.length - body.length);
    const lines = head.split('\n');
    return {
      file,
      body,
      bodyLine,
      values: settings.values,
      head,
      // Settings of a format stand below its name.
      lineOf: (key) => Math.max(1, lines.findIndex((line) => line.trimStart().startsWith(`${key}:`)) + 1),
      read: (path) => beside.read(path),
      has: (path) => beside.find(path, ['']) !== undefined,
      above: (...names) => beside.above(...names),
    };
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    throw new ImportError(`${error.message}. ${error.diagnostic.hint}`);
  }
}

/** Splits a text; front matter that is no YAML may be Marp's, who reads some values as they are written. */
function split(text: string, file: string) {
  try {
    return splitFrontMatter(text, file);
  } catch (error) {
    const [head = ''] = /^---[ \t]*\n[\s\S]*?\n---[ \t]*\n/.exec(text) ?? [];
    if (!/^marp[ \t]*:[ \t]*true/m.test(head)) throw error;
    return splitFrontMatter(loosened(head) + text.slice(head.length), file);
  }
}
