/** Reads the licences of the system's libraries in an image, from their packages on Debian and its derivatives. */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Work } from '../../bundle/works/works.ts';

/** dpkg's file lists, and its list of installed packages. */
const PACKAGES = '/var/lib/dpkg/info';
const STATUS = '/var/lib/dpkg/status';

/** Debian's common licence texts, which packages refer to. */
const COMMON = /\/usr\/share\/common-licenses\/[\w.+-]*[\w+]/g;

/** Licences of the libraries that every Node links, by file name; others only have their package's text. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^(?:ld-musl|libc\.musl)/, 'MIT'],
  [/^(?:ld-linux|ld64|ld-|libc|libm|libdl|libpthread|librt|libresolv)[.-]/, 'LGPL-2.1-or-later'],
  [/^(?:libstdc\+\+|libgcc_s|libatomic)\./, 'GPL-3.0-or-later WITH GCC-exception-3.1'],
];

/** Returns the works of library files, by their paths on this system. */
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

/** Returns the file lists of all packages; none on other systems. */
function listsOf(folder: string): readonly (readonly [owner: string, files: string])[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.list'));
    return names.map((name) => [name.replace(/(?::\w+)?\.list$/, ''), read(join(folder, name)) ?? '']);
  } catch {
    return [];
  }
}

/** Returns the package of a file: by its path or its link's target, with or without /usr. */
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
