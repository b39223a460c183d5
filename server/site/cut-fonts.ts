/** Fonts cut down to what is shown, each cut kept by face and characters: most edits need no new one. */
import type { Face } from '../bundle/faces.ts';
import { type FontFile, subsetFaces } from '../bundle/fonts.ts';
import { contentHash } from './hash.ts';
import type { Memory } from './memory.ts';

/** Cuts faces down to the characters that each is to show; a face without any gets no file. */
export async function cutFonts(
  faces: readonly Face[],
  charactersOf: (face: Face) => Iterable<string>,
  memory: Memory,
): Promise<FontFile[]> {
  const files = await Promise.all(
    faces.map((face) => {
      const characters = [...new Set(charactersOf(face))].sort().join('');
      const key = `font-${contentHash(JSON.stringify(face), characters)}`;
      return characters === '' ? [] : memory.remember(key, () => subsetFaces([face], characters));
    }),
  );
  return files.flat();
}
