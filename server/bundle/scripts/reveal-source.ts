/**
 * A Vite plug-in that bundles reveal.js from the sources in its package, with our changes to them: patches in
 * `client/reveal/`, written for its authors.
 */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { normalizePath, type Plugin } from 'vite';

/** The folder of the package. */
const PACKAGE = dirname(dirname(realpathSync(createRequire(import.meta.url).resolve('reveal.js'))));

/** The module that `reveal.js` stands for, before it is bundled. */
const ENTRY = normalizePath(join(PACKAGE, 'js/index.ts'));

/** One passage that a patch replaces. */
interface Hunk {
  /** From the package's folder, with `/`. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** Creates the plug-in; `folder` is that of the patches. */
export function revealSource(folder: string): Plugin {
  let hunks: readonly Hunk[] | undefined;
  return {
    name: 'lectern:reveal-source',
    enforce: 'pre',
    resolveId: { filter: { id: /^reveal\.js$/ }, handler: () => ENTRY },
    transform: {
      filter: { id: /\/reveal\.js\/js\// },
      handler(code, id) {
        hunks ??= readPatches(folder);
        return { code: patch(code, normalizePath(relative(PACKAGE, id)), hunks), map: null };
      },
    },
  };
}

function readPatches(folder: string): Hunk[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.patch'))
    .sort()
    .flatMap((name) => readPatch(readFileSync(join(folder, name), 'utf8')));
}

/** Reads the passages in a patch: a unified diff, as `git diff` writes it, behind a message. */
export function readPatch(text: string): Hunk[] {
  return text.split(/^diff --git /m).flatMap((part) => {
    const file = /^\+\+\+ b\/(.*)$/m.exec(part)?.[1] ?? '';
    const [, ...hunks] = part.split(/^@@.*\n/m);
    return hunks.map((hunk) => {
      const lines = hunk.split('\n').slice(0, -1);
      const side = (sign: string) =>
        lines.filter((line) => line[0] === ' ' || line[0] === sign).map((line) => line.slice(1));
      return { file, before: side('-').join('\n'), after: side('+').join('\n') };
    });
  });
}

/**
 * Returns a file with its passages replaced, one after the other.
 * @throws {Error} where one is not in it, or more than once: reveal.js has changed there
 */
export function patch(code: string, file: string, hunks: readonly Hunk[]): string {
  return hunks
    .filter((hunk) => hunk.file === file)
    .reduce((patched, { before, after }) => {
      const parts = patched.split(before);
      if (parts.length !== 2)
        throw new Error(
          `reveal.js has changed in ${file}, where a patch in client/reveal/ expects:\n${before}`,
        );
      return parts.join(after);
    }, code);
}
