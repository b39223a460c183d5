/**
 * Finds Markdown files that may be meant as decks but are none: of one slide, and not included by a deck, in a folder
 * without a main file, or in the current folder.
 */

import { join } from 'node:path';
import type { LoadedDeck } from '../../compile/model/loaded.ts';
import { isDeckName } from '../../files/deck-names.ts';
import { type Discovered, proseIn } from '../../files/discover.ts';
import { entriesOf, type Unserved } from '../../files/read-folder.ts';

/** Returns these files. Files that a deck included when it last compiled do not count. */
export function passedOver({ root, shared, prose }: Discovered, decks: readonly LoadedDeck[]): Unserved[] {
  const forms = decks.flatMap(({ compiled, lastGood }) => [compiled, ...(lastGood ? [lastGood] : [])]);
  const read = new Set([
    ...forms.flatMap(({ reads }) => reads.map(([file]) => file)),
    ...decks.map(({ files }) => files.file),
  ]);
  const below = shared.flatMap((folder) =>
    entriesOf(join(root, folder), [])
      .filter((entry) => entry.isFile() && isDeckName(entry.name))
      .map(({ name }) => ({ name, path: join(root, folder, name) }))
      .filter(({ path }) => !read.has(path))
      .map(({ name, path }) => ({
        path,
        reason: `${folder}/${name} is no deck: no line of \`---\` parts slides in it, and no deck includes it`,
        hint: `Call it deck.md or ${folder}.md if it is one.`,
      })),
  );
  return [...proseIn(prose.filter((file) => !read.has(file))), ...below];
}
