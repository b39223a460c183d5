/** Fonts cut down to what is shown, each cut kept by face and characters: most edits need no new one. */
import type { Face } from '../bundle/faces.ts';
import { type FontFile, subsetFaces } from '../bundle/fonts.ts';
import { contentHash } from './files.ts';
import type { Memory } from './memory.ts';

/** Cuts faces down to the characters that each is to show; a face without any gets no file. */
export async function cutFonts(
  faces: readonly Face[],
  charactersOf: (face: Face) => Iterable<string>,
  memory: Memory,
): Promise<FontFile[]> {
  const files = await Promise.all(
    faces.map(async (face) => {
      const characters = [...new Set(charactersOf(face))].sort().join('');
      const key = `font-${contentHash(JSON.stringify(face), characters)}`;
      // What this function wrote; a cache of another version of the code has another folder.
      const kept = memory.read(key) as FontFile[] | undefined;
      if (kept) return kept;
      const made = await subsetFaces([face], characters);
      memory.write(key, made);
      return made;
    }),
  );
  return files.flat();
}
