/** The Node in a program: its licence, and those of all that it contains, from where each distribution puts them. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Work } from '../../bundle/works/works.ts';

/** A Node that runs. */
export interface NodeFacts {
  /** Its file. */
  readonly path: string;
  readonly version: string;
}

/** Where its text lies: beside node.exe, above bin/, and where Debian and Fedora put it. */
const PLACES = (path: string): readonly string[] => [
  join(dirname(path), 'LICENSE'),
  join(dirname(dirname(path)), 'LICENSE'),
  '/usr/share/doc/nodejs/copyright',
  '/usr/share/licenses/nodejs/LICENSE',
];

/** What all of these texts say somewhere: other programs lie above bin/, too. */
const MARK = /Node\.js|Joyent/;

/** Finds the text; without one, says where it is. */
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
    // It is not there, or nobody may read it.
    return undefined;
  }
}
