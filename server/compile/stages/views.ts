/** Fifth stage: the bytes of the deck's page, of its cover on the index, and of its speaker view. */
import { deckPage, pageParts } from '../../pages/deck-page.ts';
import type { CompileFunctions } from '../functions.ts';
import type { CompiledCover, CompiledPage } from '../model/compiled.ts';
import { writePage } from '../model/encode.ts';
import type { HeldPage } from '../model/held-page.ts';
import type { DeckInput } from '../model/input.ts';
import type { DeckPictures } from '../pictures/deck-pictures.ts';
import { facesOn } from '../styles/own-faces.ts';
import { beforeTalk, heldPage } from '../views/make-held-page.ts';
import { compileSpeaker, type SpeakerView } from '../views/speaker.ts';
import type { Look } from './look.ts';
import type { Page } from './page.ts';

/** All pages and parts of pages that show the deck. */
export interface Views {
  readonly page: CompiledPage;
  /** The page of a deck that withholds what was not shown; else undefined. */
  readonly held: HeldPage | undefined;
  readonly cover: CompiledCover;
  readonly speaker: SpeakerView | undefined;
}

/** Writes a deck's pages, compressed if `input.encodes`. */
export async function makeViews(
  { offered, sized }: DeckPictures,
  { styles, css, fontFaces }: Look,
  { page, notes, hosts, policy, plainPolicy }: Page,
  input: DeckInput,
  { compileCover }: CompileFunctions,
): Promise<Views> {
  const { memory, pass, encodes, form } = input;
  const client = await input.client();
  const { title, options, revision } = page;
  const holdsBack = sized.settings.audience === 'shown-only';
  const cover = await compileCover(holdsBack ? beforeTalk(offered) : offered, {
    styles,
    options,
    hosts: [...hosts.images],
    memory,
    holdsBack,
    encodes,
  });
  const bodies = sized.stacks.flatMap(({ slides }) => slides.map(({ html }) => html));
  const [encoded, speaker] = await Promise.all([
    writePage(() => deckPage(page), policy, { encodes }),
    cover.shown &&
      compileSpeaker({
        deck: offered,
        title,
        options,
        policy: plainPolicy,
        revision,
        notes,
        fontFaces: fontFaces + styles.ownFaces + bodies.map(facesOn).join(''),
        client,
        form,
        memory,
        pass,
        encodes,
        cover: cover.shown,
        look: cover.look,
      }),
  ]);
  const held = holdsBack
    ? heldPage(offered, { home: homeOf(input), parts: pageParts(page), styles: css, policy, revision })
    : undefined;
  return { page: encoded, held, cover, speaker };
}

/** Returns the deck's address; the site's own address where the site is that deck alone. */
function homeOf({ files, form }: DeckInput): string {
  return form.toSite === './' ? '/' : `/${files.name}/`;
}
