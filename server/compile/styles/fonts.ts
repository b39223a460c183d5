/** Fonts cut down to what is shown, each cut kept by face and characters: most edits need no new one. */
import { contentCharacters } from '../../bundle/css/minify.ts';
import type { Face } from '../../bundle/fonts/faces.ts';
import { type FontFile, subsetFaces, wholeFace } from '../../bundle/fonts/subset.ts';
import type { RenderedDeck } from '../../deck/model/deck.ts';
import type { DiskCache } from '../../files/disk-cache.ts';
import { contentHash } from '../../files/hash.ts';
import type { DeckStyles } from './styles.ts';

/** Cuts faces down to the characters that each is to show; a face without any gets no file. */
export async function cutFonts(
  faces: readonly Face[],
  charactersOf: (face: Face) => Iterable<string>,
  memory: DiskCache,
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

/** The fonts of a deck: its theme's and its formulas', cut down to what its slides show, unless that is held back. */
export async function deckFonts(
  deck: RenderedDeck,
  bodies: readonly string[],
  { styles, memory }: { readonly styles: DeckStyles; readonly memory: DiskCache },
): Promise<FontFile[]> {
  if (deck.settings.audience === 'shown-only') return wholeFonts(styles, memory);
  const { text, code } = deck.characters();
  const shown = [...text, ...contentCharacters(styles.coverCss)];
  const own = await cutFonts(
    styles.facesFor(bodies),
    (face) => (face.role === 'code' ? code : shown),
    memory,
  );
  return [...own, ...(await cutFonts(styles.mathFaces, () => styles.mathCharacters, memory))];
}

/** The fonts of a deck that holds back, with all letters: which of them it uses is told with its slides. */
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
