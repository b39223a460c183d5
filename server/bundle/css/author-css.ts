/** A deck's own style sheets: local imports become part of them, and every address in them is handed out for rewriting. */
import { posix } from 'node:path';
import { bundleAsync, type Image, transform, type Url, type Visitor } from 'lightningcss';
import { withoutOldFonts } from '../fonts/font-sources.ts';
import { cssOptions } from './minify.ts';

/** An address that a style sheet asks for. Lines and columns count from 1. */
export interface CssReference {
  /** As a path from the deck's folder (it may begin with `../` or `/`), or with a scheme or host where it is remote. */
  readonly url: string;
  readonly kind: 'file' | 'import';
  readonly remote: boolean;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A mistake that browsers skip over. Lines and columns count from 1. */
export interface CssProblem {
  /** It is a whole style sheet that is not in the result. */
  readonly leavesOut?: true;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

export interface AuthorCss {
  /** Minified. */
  readonly css: string;
  readonly references: readonly CssReference[];
  readonly problems: readonly CssProblem[];
}

/** How a style sheet reaches other files. Paths are from the deck's folder, with `/`. */
export interface AuthorCssOptions {
  /** The text of an imported style sheet; `undefined` when there is none, which becomes a problem of the importer. */
  readonly read: (path: string) => string | undefined | Promise<string | undefined>;
  /** Whether there is a file, of fonts that are named in more than one format; all are where absent. */
  readonly isThere?: (path: string) => boolean;
  /** The address to write for a reference, from the page; remote ones are handed out, too. */
  readonly rewrite: (reference: CssReference) => string;
}

const REMOTE = /^(?:[a-z][a-z0-9+.-]*:)?\/\//i;

/** Part of the page itself (`#filter`, `data:`), so nothing to fetch. */
const INTERNAL = /^(?:#|data:|about:|blob:|$)/i;

/** A style sheet's path without what only a server would ask for, such as `?v=2`. */
function pathOf(specifier: string): string {
  return /^data:/i.test(specifier) ? specifier : specifier.replace(/[?#].*$/, '');
}

/** A path written in `file`, as a path from the deck's folder. */
function resolveFrom(file: string, path: string): string {
  return path.startsWith('/') ? path : posix.join(posix.dirname(file), path);
}

/** Calls `visit` for every `url()` and every address of an `image-set()`. */
function urlVisitor(visit: (url: Url) => Url): Visitor<never> {
  return {
    Url: visit,
    // Lightning CSS does not show the addresses inside image-set() to a Url visitor.
    Image: (image: Image): Image | undefined => {
      if (image.type !== 'image-set') return;
      const options = image.value.options.map((option) =>
        option.image.type === 'url'
          ? { ...option, image: { type: 'url' as const, value: visit(option.image.value) } }
          : option,
      );
      return { type: 'image-set', value: { ...image.value, options } };
    },
  };
}

/**
 * Bundles a style sheet of the deck with those that it imports, and minifies the result. `file` is its path from the deck's
 * folder. Mistakes are listed, not thrown: a browser, too, skips what it does not understand.
 */
export async function bundleCss(file: string, css: string, options: AuthorCssOptions): Promise<AuthorCss> {
  const { isThere = () => true } = options;
  const references: CssReference[] = [];
  const problems: CssProblem[] = [];
  const importers = new Map<string, Omit<CssProblem, 'reason'>>();

  const refer = (from: string, url: Url): string => {
    if (INTERNAL.test(url.url)) return url.url;
    const remote = REMOTE.test(url.url);
    const reference: CssReference = {
      url: remote ? url.url : resolveFrom(from, url.url),
      kind: 'file',
      remote,
      file: from,
      line: url.loc.line,
      column: url.loc.column,
    };
    references.push(reference);
    return options.rewrite(reference);
  };

  /** One file with its addresses rewritten: once bundled, nobody knows any more which folder they are relative to. */
  const prepare = (from: string, source: string): string => {
    const { code, warnings } = transform({
      filename: from,
      code: Buffer.from(source),
      errorRecovery: true,
      visitor: {
        ...urlVisitor((url) => ({ ...url, url: refer(from, url) })),
        Rule: {
          'font-face': (rule) => {
            const properties = withoutOldFonts(rule.value.properties, (url) =>
              isThere(resolveFrom(from, pathOf(url))),
            );
            return properties && { ...rule, value: { ...rule.value, properties } };
          },
          import: ({ value }) => {
            // Locations of rules count lines from 0, all others from 1.
            const at = { file: from, line: value.loc.line + 1, column: value.loc.column };
            if (!REMOTE.test(value.url)) {
              const path = resolveFrom(from, pathOf(value.url));
              if (!importers.has(path)) importers.set(path, at);
              return;
            }
            references.push({ url: value.url, kind: 'import', remote: true, ...at });
            return [];
          },
        },
      },
    });
    for (const { message, loc } of warnings) {
      problems.push({ file: from, line: loc.line, column: loc.column, reason: message });
    }
    return code.toString();
  };

  const read = async (path: string): Promise<string> => {
    if (path === file) return prepare(file, css);
    const source = await options.read(path);
    if (source !== undefined) return prepare(path, source);
    const importer = importers.get(path) ?? { file, line: 1, column: 1 };
    problems.push({ ...importer, leavesOut: true, reason: `there is no style sheet \`${path}\` to import` });
    return '';
  };

  try {
    const { code } = await bundleAsync({
      ...cssOptions,
      filename: file,
      resolver: { read, resolve: (specifier, from) => resolveFrom(from, pathOf(specifier)) },
    });
    return { css: code.toString(), references, problems };
  } catch (error) {
    // What cannot become one sheet, such as imports under conditions that do not go together.
    problems.push({
      ...placeOf(error, file),
      leavesOut: true,
      reason: `the style sheet cannot be read: ${reasonOf(error)}`,
    });
    return { css: '', references, problems };
  }
}

/** What Lightning CSS tells of where it stopped, as far as it does. */
interface Stopped {
  readonly fileName?: string;
  readonly loc?: { readonly line: number; readonly column: number };
}

function placeOf(error: unknown, file: string): Omit<CssProblem, 'reason'> {
  // What Lightning CSS throws has more than other errors.
  const { fileName = file, loc } = error as Stopped;
  return { file: fileName, line: loc?.line ?? 1, column: loc?.column ?? 1 };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
