/** Third-party works in what is built: packages with their licences and notices. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join } from 'node:path';

/** A package or program, with the notices that its licence requires. */
export interface Work {
  readonly name: string;
  readonly version: string;
  /** SPDX expression; empty for a text that other works refer to. */
  readonly license: string;
  /** Licence texts and notices. */
  readonly texts: readonly string[];
  /** Packages bundled within it: names with versions, whose texts are not included. */
  readonly carries?: readonly string[];
}

/** Files beside a package.json with its licence or notices. */
const NOTICE_FILE = /^(?:licen[cs]e|copying|notice|copyright)[\w.-]*?(?:\.(?:md|txt))?$/i;

/** Code files, which are not notices although their names may look so. */
const CODE_FILE = /\.(?:[cm]?[jt]s|json|html)$/i;

/** Packages that state their licence only in their code. */
const LICENSE_IN_CODE: Readonly<Record<string, string>> = { khroma: 'MIT' };

/** Reads a package's licence and notices. @throws {Error} where it states no licence */
export function workIn(folder: string): Work {
  const { name, version, license, author } = readManifest(folder);
  const files = readdirSync(folder).filter((file) => NOTICE_FILE.test(file) && !CODE_FILE.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8'));
  const known = license ?? LICENSE_IN_CODE[name];
  if (known === undefined || (texts.length === 0 && known !== 'MIT')) {
    throw new Error(
      `The package ${name} has no licence in ${folder}, so nothing that holds it can be passed on. Leave it out, or say in server/bundle/works/works.ts what its licence is.`,
    );
  }
  return { name, version, license: known, texts: texts.length > 0 ? texts : [mitText(author || name)] };
}

/** Reads a package by its name, resolved from this file, or by its absolute folder. */
export function installedWork(name: string): Work {
  return workIn(isAbsolute(name) ? name : folderOf(name, import.meta.url));
}

/** Returns the folder to which Node resolves a package from a file; undefined where there is none. */
export function installedFolder(name: string, from: string): string | undefined {
  const folders = createRequire(from).resolve.paths(name) ?? [];
  return folders.map((each) => join(each, name)).find((each) => existsSync(join(each, 'package.json')));
}

/** Returns the folder to which Node resolves a package from a file. @throws {Error} where there is none */
export function folderOf(name: string, from: string): string {
  const found = installedFolder(name, from);
  if (found === undefined) throw new Error(`The package ${name} is not installed: run npm ci.`);
  return found;
}

/** Returns the folder of a file's package; undefined for files outside of packages. */
export function packageFolder(file: string): string | undefined {
  const [, folder] = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file) ?? [];
  return folder;
}

/** Returns a unique key of a work. */
export function workKey({ name, version }: Pick<Work, 'name' | 'version'>): string {
  return `${name} ${version}`.trim();
}

/** Removes duplicates, and sorts by name, so that the order does not depend on where works were found. */
export function distinctWorks(works: readonly Work[]): readonly Work[] {
  const byKey = new Map(works.map((work) => [workKey(work), work]));
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, work]) => work);
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string | undefined;
  readonly author: string;
}

function readManifest(folder: string): Manifest {
  const { name, version, license, author }: Record<string, unknown> = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const named = typeof author === 'object' && author !== null && 'name' in author ? author.name : author;
  return {
    name: String(name),
    version: String(version),
    license: typeof license === 'string' ? license.replace(/^\((.*)\)$/, '$1') : undefined,
    author: typeof named === 'string' ? named.replace(/\s*[<(].*$/, '') : '',
  };
}

/** The MIT licence (https://spdx.org/licenses/MIT.html), for packages that name it without including it. */
function mitText(holder: string): string {
  return `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;
}
