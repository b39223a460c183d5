/** Restricts the imports of a deck's own scripts to files of its site and installed packages. */
import { dirname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** A mistake in a script. Lines and columns count from 1. */
export interface ScriptProblem {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly reason: string;
  readonly hint: string;
}

/** Thrown where a script cannot be bundled. */
export class ScriptError extends Error {
  readonly problem: ScriptProblem;

  constructor(problem: ScriptProblem) {
    super(problem.reason);
    this.name = 'ScriptError';
    this.problem = problem;
  }
}

/** Access to the sources of scripts. */
export interface ScriptSources {
  /** Absolute path of the deck's folder. */
  readonly directory: string;
  /**
   * Reads a file by absolute path, and records that the deck depends on it; undefined for files outside of the
   * site.
   */
  readonly read: (file: string) => string | undefined;
}

/** Extensions that an import may omit. If a file with one of them appears, the deck is compiled again. */
const ENDINGS = ['', '.ts', '.tsx', '.js', '.css'];

/** Vite's placeholder for Node's own modules. */
const NOT_IN_BROWSERS = '__vite-browser-external';

/** Packages that are missing in the deck's folders are resolved from this file. */
const OURS = fileURLToPath(import.meta.url);

/** Returns whether a file belongs to an installed package. */
export function isPackaged(file: string): boolean {
  return file.split(/[\\/]/).includes('node_modules');
}

/** Creates a plug-in that rejects imports that scripts may not have, and adds each file to `modules`. */
export function importGuard(
  { read }: ScriptSources,
  modules: Set<string>,
  refuse: (problem: ScriptProblem) => void,
): Plugin {
  return {
    name: 'lectern:script-imports',
    enforce: 'pre',
    resolveId: {
      order: 'pre',
      async handler(source, importer, options) {
        if (importer === undefined || source.startsWith('\0')) return undefined;
        const skipSelf = { ...options, skipSelf: true };
        const isBare = !/^(?:[./#]|[a-z]+:)/i.test(source) && !resolve(source).startsWith(source);
        const found =
          (await this.resolve(source, importer, skipSelf)) ??
          (isBare ? await this.resolve(source, OURS, skipSelf) : null);
        const from = plain(importer);
        const reject = (reason: string, hint: string) => {
          const problem = { file: from, ...placeOf(source, read(from) ?? ''), reason, hint };
          refuse(problem);
          throw new ScriptError(problem);
        };
        if (!found) {
          if (!isBare) for (const ending of ENDINGS) read(resolve(dirname(from), source + ending));
          return reject(
            `there is no ${isBare ? 'package' : 'file'} \`${source}\``,
            isBare ? 'Install it beside the deck or above.' : 'Correct the path, or put the file there.',
          );
        }
        if (found.external && !isPackaged(from))
          return reject(
            `\`${source}\` comes from another server`,
            'Decks work without the network: install the package, or copy the file beside the deck.',
          );
        if (found.id.startsWith(NOT_IN_BROWSERS) && !isPackaged(from))
          return reject(`browsers have no \`${source}\``, 'Only what runs in a browser can be imported.');
        const file = plain(found.id);
        if (!resolve(file).startsWith(file) || isPackaged(file) || found.external) return found;
        const text = read(file);
        if (text === undefined)
          return reject(
            `\`${source}\` lies outside of the folder that is served`,
            'Put the file into that folder, or install it as a package.',
          );
        modules.add(file);
        if (file.endsWith('.css')) readSheets(file, text, read, reject);
        return found;
      },
    },
  };
}

/** Checks the imports of a style sheet, which Vite reads itself. */
function readSheets(
  file: string,
  text: string,
  read: ScriptSources['read'],
  reject: (reason: string, hint: string) => never,
): void {
  for (const [, url = ''] of text.matchAll(/@import\s+(?:url\(\s*)?["']?([^"')\s;]+)/g)) {
    if (/^[a-z]+:|^\/\//i.test(url)) continue;
    const imported = resolve(dirname(file), url);
    const inner = read(imported);
    if (inner === undefined && (url.startsWith('.') || url.startsWith('/')))
      reject(`there is no style sheet \`${url}\` for it`, 'Put the file into the folder that is served.');
    if (inner !== undefined && imported !== file) readSheets(imported, inner, read, reject);
  }
}

/** Returns a module's file without query, with the system's separators. */
function plain(id: string): string {
  return id.replace(/[?#].*$/, '').replaceAll('/', sep);
}

/** Returns where a script names a module; its first line if it does not. */
function placeOf(source: string, text: string): { readonly line: number; readonly column: number } {
  const at = ["'", '"', '`'].map((quote) => text.indexOf(quote + source + quote)).find((each) => each >= 0);
  const before = text.slice(0, at ?? 0).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
