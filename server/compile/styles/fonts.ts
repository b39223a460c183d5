/**
 * Cuts fonts down to subsets of the characters shown, cached by face and characters: most edits need no new subset. A
 * quick pass takes what is cached, and files as their packages have them: cutting them takes longer than all else of a
 * first compilation.
 */
import { contentCharacters } from '../../bundle/css/minify.ts';
import type { Face } from '../../bundle/fonts/faces.ts';
import { type FontFile, subsetFaces, uncutFace, wholeFace } from '../../bundle/fonts/subset.ts';
import type { RenderedDeck } from '../../deck/model/deck.ts';
import type { DiskCache } from '../../files/disk-cache.ts';
import { contentHash } from '../../files/hash.ts';
import type { Pass } from '../model/pass.ts';
import type { DeckStyles } from './styles.ts';

/** Where subsets are kept, and whether they can be waited for. */
interface Cutting {
  readonly memory: DiskCache;
  readonly pass: Pass;
}

/** Cuts each face down to its characters; faces without characters get no file. */
export async function cutFonts(
  faces: readonly Face[],
  charactersOf: (face: Face) => Iterable<string>,
  { memory, pass }: Cutting,
): Promise<FontFile[]> {
  const files = await Promise.all(
    faces.map((face) => {
      const characters = [...new Set(charactersOf(face))].sort().join('');
      const key = `font-${contentHash(JSON.stringify(face), characters)}`;
      if (characters === '') return [];
      // Written below; every version of the code has its own cache folder.
      if (pass === 'quick')
        return (memory.read(key) as FontFile[] | undefined) ?? uncutFace(face, characters);
      return memory.remember(key, () => subsetFaces([face], characters));
    }),
  );
  return files.flat();
}

/** Returns the fonts of a deck, for text and formulas, as subsets for its slides; whole fonts for a held deck. */
export async function deckFonts(
  deck: RenderedDeck,
  bodies: readonly string[],
  styles: DeckStyles,
  cutting: Cutting,
): Promise<FontFile[]> {
  if (deck.settings.audience === 'shown-only') return wholeFonts(styles, cutting.memory);
  const { text, code } = deck.characters();
  const shown = [...text, ...contentCharacters(styles.coverCss)];
  const own = await cutFonts(
    styles.facesFor(bodies),
    (face) => (face.role === 'code' ? code : face.showsCode ? [...shown, ...code] : shown),
    cutting,
  );
  return [...own, ...(await cutFonts(styles.mathFaces, () => styles.mathCharacters, cutting))];
}

/** Returns whole fonts for a held deck, since a subset would reveal which characters its slides use. */
async function wholeFonts(
  { facesFor, mathFaces }: DeckStyles,
  memory: Pick<DiskCache, 'remember'>,
): Promise<FontFile[]> {
  const faces = [...facesFor([]), ...mathFaces];
  const files = await Promise.all(
    faces.map((face) =>
      memory.remember(`font-${contentHash(JSON.stringify(face), 'whole')}`, () => wholeFace(face)),
    ),
  );
  return files.flat();
}
