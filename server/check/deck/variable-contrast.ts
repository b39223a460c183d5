/** Checks the contrast of colours that a deck's variables set, in each scheme. */
import { READABLE } from '../../bundle/css/readable-colours.ts';
import { placeAt } from '../../compile/settings/setting-place.ts';
import { bestRatio } from '../../deck/model/colours.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { OwnStyles } from './own-styles.ts';
import type { Look, Palette } from './palette.ts';
import { colourOf } from './shown-colours.ts';

/** Variables that determine a colour, the nearest first. */
const DECIDING = {
  text: ['--r-main-color', '--ink'],
  heading: ['--r-heading-color', '--ink'],
  link: ['--r-link-color', '--accent'],
  ground: ['--r-background', '--r-background-color', '--paper'],
} as const;

/**
 * Yields colours with too little contrast on the page's own background, where a variable of the deck is
 * involved, at its declaration.
 */
export function* unreadableVariables(palette: Palette, styles: OwnStyles): Iterable<Diagnostic> {
  const { looks, own, inks } = palette;
  const owned = (names: readonly string[]) => names.find((name) => own.has(name));
  const told = new Set<string>();
  for (const kind of ['text', 'heading', 'link'] as const) {
    const name = owned(DECIDING[kind]) ?? owned(DECIDING.ground);
    if (name === undefined || told.has(name)) continue;
    const weak = looks.flatMap((look) => {
      const [ink, ground] = [colourOf(inks.page[kind], look, false), colourOf(palette.ground, look, false)];
      if (!ink || !ground) return [];
      const ratio = bestRatio(ink.colours, ground.colours);
      return ratio < LEAST[kind] ? [{ look, ratio, ink: ink.css, ground: ground.css }] : [];
    });
    const [first] = weak;
    if (!first) continue;
    told.add(name);
    const where = lookWords(palette, new Set(weak.map(({ look }) => look)));
    const ratio = Math.floor(first.ratio * 10) / 10;
    yield {
      ...placeOf(name, styles),
      rule: 'contrast',
      reason: `with this \`${name}\`, ${NAMES[kind]} (\`${first.ink}\` on \`${first.ground}\`) have a contrast of ${ratio}:1${where}`,
      hint: `They need ${LEAST[kind]}:1; \`light-dark(…, …)\` gives a colour for each ground.`,
    };
  }
}

const LEAST = { text: READABLE, heading: 3, link: READABLE } as const;
const NAMES = { text: 'words', heading: 'headings', link: 'links' } as const;

/** Returns for which viewers something holds, if not for all. */
export function lookWords(palette: Palette | undefined, looks: ReadonlySet<Look | undefined>): string {
  const [look] = looks;
  if (look === undefined || palette === undefined || palette.looks.length === looks.size) return '';
  return ` for viewers with ${look.viewer} mode`;
}

/** Returns where a variable was last declared. */
function placeOf(name: string, { sources }: OwnStyles): Pick<Diagnostic, 'file' | 'line' | 'column'> {
  for (const { file, text } of sources.toReversed()) {
    const at = [...text.matchAll(new RegExp(`${name}\\s*:`, 'g'))].at(-1)?.index;
    if (at === undefined) continue;
    return { file, ...placeAt(text, at) };
  }
  return { file: sources[0]?.file ?? '', line: 1, column: 1 };
}
