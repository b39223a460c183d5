/** Third stage: the deck's styles and fonts, and its own scripts with their styles. */

import { packageOfFace } from '../../bundle/fonts/faces.ts';
import { type FontFile, fontFaceCss } from '../../bundle/fonts/subset.ts';
import type { DeckScript } from '../../bundle/scripts/deck-script.ts';
import type { RenderedDeck } from '../../deck/model/deck.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { DeckSettings } from '../../deck/model/settings.ts';
import type { DeckInput } from '../model/input.ts';
import type { PreviousCompilation } from '../model/previous.ts';
import { ownScript } from '../styles/author-scripts.ts';
import { deckFonts } from '../styles/fonts.ts';
import { type DeckStyles, deckStyles } from '../styles/styles.ts';
import type { Slides } from './slides.ts';

/** A deck's styles, fonts and script. */
export interface Look {
  readonly styles: DeckStyles;
  readonly script: DeckScript | undefined;
  readonly fonts: readonly FontFile[];
  /** All styles of the page. */
  readonly css: string;
  /** `@font-face` rules. */
  readonly fontFaces: string;
  /** Files outside the deck's folder that its styles reference: absolute path by name below `/_/`. */
  readonly borrowed: ReadonlyMap<string, string>;
  /** Packages whose CSS, fonts or code it contains. */
  readonly packages: ReadonlySet<string>;
}

/**
 * Makes the look of a deck.
 * @param deck with space reserved for its pictures
 * @throws DeckError for a script that cannot be used.
 */
export async function makeLook(
  deck: RenderedDeck,
  { addresses, warnings }: Slides,
  input: DeckInput,
  previous: PreviousCompilation | undefined,
): Promise<Look> {
  const { files, shown, text } = input;
  const borrowed = new Map<string, string>();
  const bodies = deck.stacks.flatMap(({ slides }) => slides.map(({ html }) => html));
  const settingsTexts = () => [{ file: shown, text }, ...input.settingsTexts()];
  const styles = await deckStyles({
    ...input,
    deck,
    bodies,
    directory: files.directory,
    addresses,
    borrowed,
    warnings,
    settingsTexts,
  });
  const script = await ownScript(deck.settings, { ...input, warnings });
  // A quick pass keeps the old fonts; characters missing in them fall back to another font until the full pass.
  const fonts = (input.pass === 'quick' && previous?.fonts) || (await deckFonts(deck, bodies, styles, input));
  warnings.push(...fonts.flatMap((font) => uncutFont(font, deck.settings, shown)));
  return {
    styles,
    script,
    fonts,
    borrowed,
    css: styles.css + (script?.css ?? ''),
    fontFaces: fontFaceCss(fonts, `${input.form.toSite}_/`),
    packages: new Set([
      ...styles.packages,
      ...fonts.map(({ face }) => packageOfFace(face)),
      ...(script?.packages ?? []),
    ]),
  };
}

const BRAND_KEY = { text: 'font', heading: 'headings', code: 'code', math: undefined } as const;

/** Returns the diagnostic for a font that could not be cut, at the key that names it; none for any other. */
function uncutFont({ uncut, face, bytes }: FontFile, { brand }: DeckSettings, shown: string): Diagnostic[] {
  if (uncut === undefined) return [];
  const key = BRAND_KEY[face.role];
  const { from = shown, line = 1, column = 1 } = (key && brand?.[key]) ?? {};
  const reason = `the font \`${face.family}\` cannot be cut to the deck’s letters, and is sent whole, with ${Math.ceil(bytes.length / 1000)} kB (${uncut})`;
  const hint = 'Take another version of its package, or another font.';
  return [{ file: from, line, column, rule: 'broken-file', reason, hint }];
}
