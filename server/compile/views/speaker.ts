/** Compiles a deck's speaker view: its page, and the slides' styles for previews in shadow roots. */
import type { ClientBundle } from '../../bundle/client.ts';
import type { Face } from '../../bundle/fonts/faces.ts';
import { ownFaces } from '../../bundle/fonts/family-faces.ts';
import { fontFaceCss } from '../../bundle/fonts/subset.ts';
import type { RenderedDeck } from '../../deck/model/deck.ts';
import type { DiskCache } from '../../files/disk-cache.ts';
import { icon } from '../../pages/icon.ts';
import { speakerPage } from '../../pages/speaker-page.ts';
import type { CompiledPage, Cover, HashedFile } from '../model/compiled.ts';
import { writePage } from '../model/encode.ts';
import type { Pass } from '../model/pass.ts';
import type { DeckForm } from '../model/target.ts';
import { cutFonts } from '../styles/fonts.ts';

/** What the view is made of. */
export interface SpeakerSource {
  readonly deck: RenderedDeck;
  readonly title: string;
  readonly cover: Cover;
  /** The deck's styles for a shadow root. */
  readonly look: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** The deck's `@font-face` rules. */
  readonly fontFaces: string;
  readonly policy: string;
  readonly revision: string;
  /** Names the version of the notes. */
  readonly notes: string;
  readonly client: ClientBundle;
  readonly memory: DiskCache;
  readonly pass: Pass;
  readonly form: DeckForm;
  /** Whether the page is compressed in this pass. */
  readonly encodes: boolean;
}

/** The view's page, and the fonts that it needs in addition to the deck's. */
export interface SpeakerView {
  readonly page: CompiledPage;
  readonly fonts: readonly HashedFile[];
}

/** The family's name in client/styles/speaker.css; it differs from the theme's, whose files have other characters. */
const FAMILY = 'Speaker';

/** Upright text faces of every weight. */
const faces: readonly Face[] = ownFaces.lectern
  .filter(({ role, style }) => role === 'text' && style === 'normal')
  .map((face) => ({ ...face, family: FAMILY }));

/** Letters of European languages and the signs common in notes, so that all decks share one file. */
const characters = [
  ...range(0x20, 0x7e),
  ...range(0xa0, 0x17f),
  ...range(0x2010, 0x2027),
  ...range(0x2030, 0x203a),
  ...range(0x2190, 0x2193),
  0x20ac,
  0x2122,
  0x2212,
  0x2248,
  0x2264,
  0x2265,
].map((code) => String.fromCodePoint(code));

/** Compiles a speaker view. */
export async function compileSpeaker(source: SpeakerSource): Promise<SpeakerView> {
  const { deck, title, cover, look, options, fontFaces, policy, revision, notes, client, form, encodes } =
    source;
  const shared = `${form.toSite}_/`;
  const fonts = await cutFonts(faces, () => characters, source);
  const html = () =>
    speakerPage({
      deck: form.notes ? deck : withoutNotes(deck),
      title,
      fontFaces: fontFaceCss(fonts, shared) + fontFaces,
      styles: client.textOf('client/styles/speaker.css'),
      look,
      width: cover.width,
      height: cover.height,
      margin: cover.margin,
      center: cover.center,
      linear: options.navigationMode === 'linear',
      rtl: options.rtl === true,
      slideNumber: options.slideNumber ? String(options.slideNumber) : undefined,
      script: `${shared}${client.nameOf('client/speaker/main.ts')}`,
      preloads: client.importsOf('client/speaker/main.ts').map((name) => `${shared}${name}`),
      diagrams: deck.features.has('mermaid')
        ? `${shared}${client.nameOf('client/features/diagrams/diagrams.ts')}`
        : undefined,
      icon: `${shared}${icon.name}`,
      revision,
      notes,
    });
  return {
    page: await writePage(html, policy, { encodes, finest: QUALITY }),
    fonts: fonts.map(({ name, bytes }) => ({ name, bytes })),
  };
}

/**
 * Few load this page, and its slides are compressed a second time: brotli's quality 9 takes a tenth of the time of
 * 11.
 */
const QUALITY = 9;

function withoutNotes(deck: RenderedDeck): RenderedDeck {
  const stacks = deck.stacks.map((stack) => ({
    ...stack,
    slides: stack.slides.map((slide) => ({ ...slide, notes: '' })),
  }));
  return { ...deck, stacks };
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
