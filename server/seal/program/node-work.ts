/** Reads the licences of Node and its contents, from where distributions put them. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Work } from '../../bundle/works/works.ts';

/** The running Node. */
export interface NodeFacts {
  /** Path of its executable. */
  readonly path: string;
  readonly version: string;
}

/** Possible places of its licence: beside node.exe, above bin/, and those of Debian and Fedora. */
const PLACES = (path: string): readonly string[] => [
  join(dirname(path), 'LICENSE'),
  join(dirname(dirname(path)), 'LICENSE'),
  '/usr/share/doc/nodejs/copyright',
  '/usr/share/licenses/nodejs/LICENSE',
];

/** Words in each of these texts: other programs have files above bin/, too. */
const MARK = /Node\.js|Joyent/;

/** Reads the licence; without one, says where it is published. */
export function nodeWork({ path, version }: NodeFacts): Work {
  const text = PLACES(path)
    .map(read)
    .find((each) => each !== undefined && MARK.test(each));
  const elsewhere = `The text did not come with this Node. It is at https://github.com/nodejs/node/blob/v${version}/LICENSE, with the licences of all that Node contains.`;
  return { name: 'Node.js', version, license: 'MIT', texts: [text ?? elsewhere] };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It is missing, or not readable.
    return undefined;
  }
}
