/** Compiles a deck's cover: its first slide, the styles for its shadow root, and the fonts that it may use. */

import baseCss from '../../../client/styles/base.css?raw';
import coverCss from '../../../client/styles/cover.css?raw';
import picturesCss from '../../../client/styles/pictures.css?raw';
import { contentCharacters } from '../../bundle/css/minify.ts';
import { scopeToHost } from '../../bundle/css/scope.ts';
import { familiesOf, renameFamilies, renameFamiliesIn } from '../../bundle/fonts/font-families.ts';
import { elements, parseHtml, textOf } from '../../deck/html/tree.ts';
import type { RenderedDeck } from '../../deck/model/deck.ts';
import type { DiskCache } from '../../files/disk-cache.ts';
import { contentHash } from '../../files/hash.ts';
import type { CompiledCover } from '../model/compiled.ts';
import { encodeStyle, plainStyle } from '../model/encode.ts';
import { facesOn } from '../styles/own-faces.ts';
import type { DeckStyles } from '../styles/styles.ts';
import { coverOf, coverStyles, indexRules } from './cover.ts';

/** What a cover is made of, besides its slide. */
export interface CoverContext {
  readonly styles: DeckStyles;
  /** Options of reveal.js. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Other hosts from which it loads pictures. */
  readonly hosts: readonly string[];
  readonly memory: DiskCache;
  /** Whether the deck is held: its files must not be requested before they are shown. */
  readonly holdsBack: boolean;
  /** Whether its style sheet is compressed in this pass. */
  readonly encodes: boolean;
}

/** Returns a hash of all that a cover is made of. */
export function coverKey({ stacks, name }: RenderedDeck, context: CoverContext): string {
  const { styles, options, hosts, holdsBack, encodes } = context;
  const { coverCss, ownFaces, slide } = styles;
  const first = stacks[0]?.slides[0]?.html ?? '';
  return contentHash(
    first,
    coverCss,
    ownFaces,
    JSON.stringify([name, options, hosts, slide, holdsBack, encodes]),
  );
}

/** Compiles the cover of a deck; `shown` is undefined for a deck without slides. */
export async function compileCover(
  { stacks, name }: RenderedDeck,
  { styles, options, hosts, memory, holdsBack, encodes }: CoverContext,
): Promise<CompiledCover> {
  const page = baseCss + picturesCss + coverCss + styles.coverCss;
  // Decks with the same theme and features share it: rewriting it takes as long as compiling five slides.
  const look = await memory.remember(`look-${contentHash(page)}`, async () => scopeToHost(page));
  const first = stacks[0]?.slides[0];
  const faces = styles.ownFaces + facesOn(first?.html ?? '');
  const families = familiesOf(faces);
  const mark = `_d${contentHash(name).slice(0, 8)}`;
  const css = renameFamilies(coverStyles(look, name), families, mark);
  // Decks with the same theme and name share the entry, and no edit of a slide changes it.
  const file = encodes
    ? await memory.remember(`cover-${contentHash(css)}`, () => encodeStyle('cover', css))
    : plainStyle('cover', css);
  if (!first) return { shown: undefined, styles: file, look };
  const size = (key: 'width' | 'height' | 'margin') => {
    const own = options[key];
    return typeof own === 'number' ? own : styles.slide[key];
  };
  const cover = coverOf(first.html, name);
  const root = parseHtml(cover.html);
  const text = textOf(root) + [...contentCharacters(styles.coverCss)].join('');
  const code = elements(root)
    .filter(({ tagName }) => /^(?:pre|code|kbd|samp|tt)$/.test(tagName))
    .map(textOf)
    .join('');
  const shown = {
    ...cover,
    html: renameFamiliesIn(cover.html, families, mark),
    stylesheet: file.name,
    width: size('width'),
    height: size('height'),
    margin: size('margin'),
    center: options.center === true,
    fonts: styles.facesFor([cover.html]).map((face) => [face, face.role === 'code' ? code : text] as const),
    // Fonts that are withheld would be refused.
    ownFaces: holdsBack ? '' : renameFamilies(indexRules(faces, name), families, mark),
    hosts,
  };
  return { shown, styles: file, look };
}
