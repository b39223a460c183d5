/** Colours that a deck's own variables give to text and to its ground, for each scheme that a viewer may have. */
import { READABLE } from '../../bundle/css/readable.ts';
import { placeAt } from '../../compile/settings/setting-place.ts';
import { bestRatio } from '../../deck/model/colours.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { OwnStyles } from './own-styles.ts';
import type { Look, Palette } from './palette.ts';
import { colourOf } from './shown-colours.ts';

/** Variables that decide over a colour, the nearest first. */
const DECIDING = {
  text: ['--r-main-color', '--ink'],
  heading: ['--r-heading-color', '--ink'],
  link: ['--r-link-color', '--accent'],
  ground: ['--r-background', '--r-background-color', '--paper'],
} as const;

/** What contrasts too little on the page's own ground, where a variable of the deck has a part in it, at its place. */
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

/** For whom something is so, where it is not for everybody. */
export function lookWords(palette: Palette | undefined, looks: ReadonlySet<Look | undefined>): string {
  const [look] = looks;
  if (look === undefined || palette === undefined || palette.looks.length === looks.size) return '';
  return ` for viewers with ${look.viewer} mode`;
}

/** Where a variable was written last. */
function placeOf(name: string, { sources }: OwnStyles): Pick<Diagnostic, 'file' | 'line' | 'column'> {
  for (const { file, text } of sources.toReversed()) {
    const at = [...text.matchAll(new RegExp(`${name}\\s*:`, 'g'))].at(-1)?.index;
    if (at === undefined) continue;
    return { file, ...placeAt(text, at) };
  }
  return { file: sources[0]?.file ?? '', line: 1, column: 1 };
}
