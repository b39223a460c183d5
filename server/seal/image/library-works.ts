/** The system's libraries in an image: the licences that their packages brought, as Debian and its like have them. */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Work } from '../../bundle/works/works.ts';

/** Where dpkg lists the files of each package, and what is installed. */
const PACKAGES = '/var/lib/dpkg/info';
const STATUS = '/var/lib/dpkg/status';

/** Where Debian has the texts of licences that many packages name. */
const COMMON = /\/usr\/share\/common-licenses\/[\w.+-]*[\w+]/g;

/** The licences of what every Node links, by the file's name; others are told in their own package's words alone. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^(?:ld-musl|libc\.musl)/, 'MIT'],
  [/^(?:ld-linux|ld64|ld-|libc|libm|libdl|libpthread|librt|libresolv)[.-]/, 'LGPL-2.1-or-later'],
  [/^(?:libstdc\+\+|libgcc_s|libatomic)\./, 'GPL-3.0-or-later WITH GCC-exception-3.1'],
];

/** The works that these files, by their paths on this system, are of. */
export function libraryWorks(paths: readonly string[]): readonly Work[] {
  const lists = listsOf(PACKAGES);
  const common = new Set<string>();
  const works = paths.map((path): Work => {
    const name = basename(path);
    const license = KNOWN.find(([pattern]) => pattern.test(name))?.[1] ?? `LicenseRef-${name}`;
    const owner = ownerOf(path, lists);
    const text = owner && read(`/usr/share/doc/${owner}/copyright`);
    if (owner === undefined || text === undefined) {
      const words = `The system that built this image brought ${name}; its package there has the text of the licence.`;
      return { name, version: '', license, texts: [words] };
    }
    for (const [file] of text.matchAll(COMMON)) common.add(file);
    return { name: owner, version: versionOf(owner), license, texts: [text] };
  });
  const named = [...common].sort().flatMap((file): Work[] => {
    const text = read(file);
    return text === undefined ? [] : [{ name: file, version: '', license: '', texts: [text] }];
  });
  return [...works, ...named];
}

/** The lists of all packages; none on other systems. */
function listsOf(folder: string): readonly (readonly [owner: string, files: string])[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.list'));
    return names.map((name) => [name.replace(/(?::\w+)?\.list$/, ''), read(join(folder, name)) ?? '']);
  } catch {
    return [];
  }
}

/** The package that a file is of: under the path itself, or under the one that a link leads to, below /usr or not. */
function ownerOf(path: string, lists: ReturnType<typeof listsOf>): string | undefined {
  const real = realpathSync(path);
  const places = [path, real].flatMap((each) => [each, each.replace(/^\/usr\//, '/'), `/usr${each}`]);
  return lists.find(([, files]) => places.some((place) => `\n${files}`.includes(`\n${place}\n`)))?.[0];
}

function versionOf(owner: string): string {
  const entry = new RegExp(`^Package: ${owner.replace(/[+.]/g, '\\$&')}$[^]*?^Version: (.*)$`, 'm');
  return entry.exec(read(STATUS) ?? '')?.[1] ?? '';
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
