/** Bundles the scripts, components and style sheets of a deck with their packages. */
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Rolldown } from 'vite';
import { packageFolder } from '../works/works.ts';
import {
  importGuard,
  isPackaged,
  ScriptError,
  type ScriptProblem,
  type ScriptSources,
} from './script-imports.ts';
import { stripLegalComments } from './strip-legal-comments.ts';

/** The bundled scripts of a deck. */
export interface DeckScript {
  /** Name of the entry module, whose default export is a list of the default exports of the deck's files. */
  readonly entry: string;
  /** All files, including the entry, by names with hashes. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Imported styles, minified. */
  readonly css: string;
  /** Whether it may use WebAssembly. */
  readonly wasm: boolean;
  /** Absolute paths of the bundled files, except those of packages. */
  readonly modules: readonly string[];
  /** Absolute paths of the bundled packages' folders. */
  readonly packages: readonly string[];
}

const ENTRY = 'lectern:deck-script';

/**
 * Bundles files by absolute path. `addressOf` returns a file's address, relative to the page, for the styles.
 * @throws ScriptError where a file cannot be read or resolved.
 */
export async function bundleScript(
  files: readonly string[],
  sources: ScriptSources,
  addressOf: (name: string) => string,
): Promise<DeckScript> {
  requirePaths(files);
  const { build } = await bundler(files);
  const modules = new Set(files);
  const refused: ScriptProblem[] = [];
  const guard = () => importGuard(sources, modules, (problem) => refused.push(problem));
  try {
    const output = await build({
      // Configuration files around the deck are for other tools.
      configFile: false,
      envFile: false,
      publicDir: false,
      logLevel: 'silent',
      root: sources.directory,
      base: './',
      css: { postcss: { plugins: [] } },
      experimental: {
        renderBuiltUrl: (name, { hostType }) => (hostType === 'css' ? addressOf(name) : { relative: true }),
      },
      plugins: [entryOf(files), guard(), stripLegalComments()],
      worker: { format: 'es', plugins: () => [guard(), stripLegalComments()] },
      build: {
        write: false,
        copyPublicDir: false,
        reportCompressedSize: false,
        modulePreload: false,
        target: 'baseline-widely-available',
        cssCodeSplit: false,
        // The page's policy does not allow fonts and the like in `data:` addresses.
        assetsInlineLimit: 0,
        rolldownOptions: {
          input: { client: ENTRY },
          preserveEntrySignatures: 'strict',
          output: {
            entryFileNames: '[name].[hash].js',
            chunkFileNames: '[name].[hash].js',
            assetFileNames: '[name].[hash][extname]',
          },
        },
      },
    });
    if (!('output' in output)) throw new Error('Vite answers with one output for one entry.');
    return scriptOf(output.output, sources, modules);
  } catch (error) {
    const [first] = refused;
    if (first) throw new ScriptError(first);
    throw error instanceof ScriptError ? error : new ScriptError(problemOf(error, [...modules]));
  }
}

/** Throws where a path has a sign behind which Vite reads something else than a file's name. */
function requirePaths(files: readonly string[]): void {
  const file = files.find((path) => /[#?]/.test(path));
  if (file === undefined) return;
  throw new ScriptError({
    file,
    ...{ line: 1, column: 1 },
    reason: `\`${file}\` cannot be bundled, since its path has a # or ?`,
    hint: 'Rename the file or folder that has it.',
  });
}

/** Loads Vite, which few decks need: an installed Lectern does not bring it. */
async function bundler([file = '']: readonly string[]): Promise<typeof import('vite')> {
  try {
    return await import('vite');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    if (!isMissing) throw error;
    throw new ScriptError({
      file,
      ...{ line: 1, column: 1 },
      reason: 'scripts of decks are bundled by Vite, which is not installed here',
      hint: 'Run `npm install vite@8` where Lectern is installed, with `--global` if it is installed so.',
    });
  }
}

/** Creates a plug-in for the entry module. */
function entryOf(files: readonly string[]) {
  const imports = files.map((file, index) => `import * as file${index} from ${JSON.stringify(file)};`);
  const list = files.map((_, index) => `file${index}['default']`);
  return {
    name: 'lectern:deck-script',
    resolveId: (id: string) => (id === ENTRY ? `\0${ENTRY}` : undefined),
    load: (id: string) =>
      id === `\0${ENTRY}` ? `${imports.join('')}export default [${list.join()}];` : undefined,
  };
}

function scriptOf(
  output: Rolldown.RolldownOutput['output'],
  { directory, read }: ScriptSources,
  modules: ReadonlySet<string>,
): DeckScript {
  let css = '';
  const files: { name: string; bytes: Uint8Array }[] = [];
  const assets: string[] = [];
  for (const part of output) {
    const content = part.type === 'chunk' ? part.code : part.source;
    if (part.type === 'asset' && part.fileName.endsWith('.css')) css += content;
    else files.push({ name: part.fileName, bytes: new Uint8Array(Buffer.from(content)) });
    if (part.type === 'asset' && !part.fileName.endsWith('.css'))
      assets.push(...part.originalFileNames.map((name) => resolve(directory, name)));
  }
  const own = assets.filter((file) => !isPackaged(file));
  for (const file of own) {
    if (read(file) !== undefined) continue;
    const reason = `\`${file}\` lies outside of the folder that is served`;
    const hint = 'Put the file into that folder, or install it as a package.';
    throw new ScriptError({ file: [...modules][0] ?? '', line: 1, column: 1, reason, hint });
  }
  const ids = output.flatMap((part) => (part.type === 'chunk' ? Object.keys(part.modules) : []));
  const code = output.map((part) => (part.type === 'chunk' ? part.code : '')).join('\n');
  return {
    entry: output[0].fileName,
    files,
    css: css.replace(/\/\*\$vite\$:\d+\*\/\s*$/, ''),
    wasm: /\bWebAssembly\b/.test(code) || files.some(({ name }) => name.endsWith('.wasm')),
    modules: [...new Set([...modules, ...own])],
    packages: [...new Set([...ids, ...assets].flatMap((file) => packageFolder(file) ?? []))].sort(),
  };
}

/**
 * Converts a bundler's error, whose message contains a path relative to the working directory, and a code
 * frame.
 */
function problemOf(error: unknown, modules: readonly string[]): ScriptProblem {
  const [first] =
    error instanceof Error && 'errors' in error && Array.isArray(error.errors) ? error.errors : [error];
  const message = stripVTControlCharacters(first instanceof Error ? first.message : String(first));
  const [reason = ''] = message.replace(/^(?:\[[^\]]*\]\s*)+/, '').split('\n');
  const [, path = '', line = '1', column = '1'] = /\[ (.+):(\d+):(\d+) \]/.exec(message) ?? [];
  const way = path.replace(/^(?:\.\.?\/)+/, '');
  const file = modules.find((each) => way !== '' && each.replaceAll('\\', '/').endsWith(way));
  return {
    file: file ?? modules[0] ?? '',
    line: file ? Number(line) : 1,
    column: file ? Number(column) : 1,
    reason: `this can't be bundled: ${reason}`,
    hint: 'Correct it; until then the deck stays as it was.',
  };
}
