/** Bundles a deck's own style sheets: inlines local imports, and passes every address on for rewriting. */
import { posix } from 'node:path';
import { bundleAsync, type Image, transform, type Url, type Visitor } from 'lightningcss';
import { withoutOldFonts } from '../fonts/font-sources.ts';
import { cssOptions } from './minify.ts';

/** An address in a style sheet. Lines and columns count from 1. */
export interface CssReference {
  /**
   * A path from the deck's folder (it may begin with `../` or `/`), or an address with scheme or host where it
   * is remote.
   */
  readonly url: string;
  readonly kind: 'file' | 'import';
  readonly remote: boolean;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A mistake that browsers ignore. Lines and columns count from 1. */
export interface CssProblem {
  /** Whether a whole style sheet is missing from the result. */
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

/** Access to other files. Paths are relative to the deck's folder, with `/`. */
export interface AuthorCssOptions {
  /**
   * Returns the text of an imported style sheet; `undefined` when it is missing, which is reported for the
   * importer.
   */
  readonly read: (path: string) => string | undefined | Promise<string | undefined>;
  /** Returns whether a file exists, for fonts in several formats; without it, all do. */
  readonly isThere?: (path: string) => boolean;
  /** Returns the address to write for a reference, relative to the page; called for remote ones, too. */
  readonly rewrite: (reference: CssReference) => string;
}

const REMOTE = /^(?:[a-z][a-z0-9+.-]*:)?\/\//i;

/** Addresses within the page (`#filter`, `data:`), which are not fetched. */
const INTERNAL = /^(?:#|data:|about:|blob:|$)/i;

/** Returns a style sheet's path without query and fragment, such as `?v=2`. */
function pathOf(specifier: string): string {
  return /^data:/i.test(specifier) ? specifier : specifier.replace(/[?#].*$/, '');
}

/** Returns a path written in `file` relative to the deck's folder. */
function resolveFrom(file: string, path: string): string {
  return path.startsWith('/') ? path : posix.join(posix.dirname(file), path);
}

/** Calls `visit` for every `url()` and every address of an `image-set()`. */
function urlVisitor(visit: (url: Url) => Url): Visitor<never> {
  return {
    Url: visit,
    // Lightning CSS does not call a Url visitor for the addresses in image-set().
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
 * Bundles a style sheet with its imports, and minifies the result. `file` is its path from the deck's folder.
 * Mistakes are collected, not thrown: browsers ignore what they do not understand, too.
 */
export async function bundleCss(file: string, css: string, options: AuthorCssOptions): Promise<AuthorCss> {
  const bundle = new CssBundle(options);
  const { references, problems } = bundle;
  const read = async (path: string) => (path === file ? bundle.prepare(file, css) : bundle.read(path, file));
  try {
    const { code } = await bundleAsync({
      ...cssOptions,
      filename: file,
      resolver: { read, resolve: (specifier, from) => resolveFrom(from, pathOf(specifier)) },
    });
    return { css: code.toString(), references, problems };
  } catch (error) {
    // Sheets that cannot be merged, for instance imports under incompatible conditions.
    problems.push({
      ...placeOf(error, file),
      leavesOut: true,
      reason: `the style sheet cannot be read: ${reasonOf(error)}`,
    });
    return { css: '', references, problems };
  }
}

/** The files of one bundle, each prepared for it. */
class CssBundle {
  readonly references: CssReference[] = [];
  readonly problems: CssProblem[] = [];
  readonly #options: AuthorCssOptions;
  /** By the path of an imported style sheet, the first place that imports it. */
  readonly #importers = new Map<string, Omit<CssProblem, 'reason'>>();

  constructor(options: AuthorCssOptions) {
    this.#options = options;
  }

  /** Reads and prepares an imported style sheet; a missing one is empty, and a problem of its importer's or of `root`'s. */
  async read(path: string, root: string): Promise<string> {
    const source = await this.#options.read(path);
    if (source !== undefined) return this.prepare(path, source);
    const importer = this.#importers.get(path) ?? { file: root, line: 1, column: 1 };
    const reason = `there is no style sheet \`${path}\` to import`;
    this.problems.push({ ...importer, leavesOut: true, reason });
    return '';
  }

  /** Rewrites the addresses of one file; after bundling, nobody knows which folder they are relative to. */
  prepare(from: string, source: string): string {
    const { isThere = () => true } = this.#options;
    const { code, warnings } = transform({
      filename: from,
      code: Buffer.from(source),
      errorRecovery: true,
      visitor: {
        ...urlVisitor((url) => ({ ...url, url: this.#refer(from, url) })),
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
              if (!this.#importers.has(path)) this.#importers.set(path, at);
              return;
            }
            this.references.push({ url: value.url, kind: 'import', remote: true, ...at });
            return [];
          },
        },
      },
    });
    for (const { message, loc } of warnings)
      this.problems.push({ file: from, line: loc.line, column: loc.column, reason: message });
    return code.toString();
  }

  /** Records an address in a file, and returns the one to write. */
  #refer(from: string, { url, loc }: Url): string {
    if (INTERNAL.test(url)) return url;
    const remote = REMOTE.test(url);
    const reference: CssReference = {
      url: remote ? url : resolveFrom(from, url),
      kind: 'file',
      remote,
      file: from,
      line: loc.line,
      column: loc.column,
    };
    this.references.push(reference);
    return this.#options.rewrite(reference);
  }
}

/** The location in an error of Lightning CSS, if it has one. */
interface Stopped {
  readonly fileName?: string;
  readonly loc?: { readonly line: number; readonly column: number };
}

function placeOf(error: unknown, file: string): Omit<CssProblem, 'reason'> {
  // Errors of Lightning CSS have these fields.
  const { fileName = file, loc } = error as Stopped;
  return { file: fileName, line: loc?.line ?? 1, column: loc?.column ?? 1 };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
