/** Fourth stage: the content of the deck's page, the names of its versions, and its Content-Security-Policy. */
import { shortHash } from '../../files/hash.ts';
import { contentPolicy, type Hosts } from '../../pages/content-policy.ts';
import type { DeckPage } from '../../pages/deck-page.ts';
import { icon } from '../../pages/icon.ts';
import type { CompileFunctions } from '../functions.ts';
import type { DeckInput } from '../model/input.ts';
import type { DeckPictures } from '../pictures/deck-pictures.ts';
import { revealOptions } from '../styles/reveal-config.ts';
import { anyHosts, titleBeforeTalk } from '../views/make-held-page.ts';
import type { Look } from './look.ts';
import type { Slides } from './slides.ts';

/** A page that is ready to be written. */
export interface Page {
  readonly page: DeckPage;
  /** Names the version of the notes and titles, which only presenters get. */
  readonly notes: string;
  readonly hosts: Hosts;
  /** The page's Content-Security-Policy. */
  readonly policy: string;
  /** The policy of the same page without a choice of pictures, which open pages and the speaker view do not need. */
  readonly plainPolicy: string;
}

/** Gathers the content of a deck's page. */
export async function makePage(
  { addresses }: Slides,
  { sized, offered, leavesChoice }: DeckPictures,
  { styles, script, css, fontFaces }: Look,
  { files, client: built, form }: DeckInput,
  { hash }: CompileFunctions,
): Promise<Page> {
  const client = await built();
  const { settings, stacks, features } = sized;
  const slides = stacks.flatMap((stack) => stack.slides);
  const holdsBack = settings.audience === 'shown-only';
  const title = settings.title ?? (holdsBack ? titleBeforeTalk(sized) : slides[0]?.title) ?? files.name;
  const options = revealOptions(sized, styles);
  const toShared = `${form.toSite}_/`;
  const inline = (source: string) => client.textOf(source).trim();
  const painter = inline('client/first-paint.ts');
  const firstPaint = leavesChoice ? `${inline('client/early-backgrounds.ts')}\n${painter}` : painter;

  // Smaller versions of pictures do not change the revision: open pages have their pictures already.
  const { lang, dir = '' } = settings;
  const opens = stacks.map(({ open }) => open);
  const around = JSON.stringify([lang, dir, title, options, opens, ...(script ? [script.entry] : [])]);
  const bodies = slides.map(({ html }) => html);
  const revision = shortHash([...bodies, css, fontFaces, around], hash);
  const titles = slides.map((slide) => slide.title).join('\0');
  const notes = shortHash([titles, ...slides.map((slide) => slide.notes)], hash);

  const { image, media, frame } = addresses.hosts;
  const named = { images: image, media, frames: frame };
  const hosts = holdsBack ? anyHosts(named) : named;
  const policyFor = (text: string) =>
    contentPolicy(text, hosts, { wasm: features.has('cast') || script?.wasm === true });
  return {
    page: {
      deck: offered,
      title,
      fontFaces,
      styles: css,
      firstPaint,
      options,
      revision,
      script: `${toShared}${client.nameOf('client/deck.ts')}`,
      preloads: client.importsOf('client/deck.ts').map((name) => `${toShared}${name}`),
      ...(script ? { client: `${toShared}${script.entry}` } : {}),
      icon: `${toShared}${icon.name}`,
      colorScheme: styles.colorScheme,
      isKept: !holdsBack,
    },
    notes,
    hosts,
    policy: policyFor(firstPaint),
    plainPolicy: policyFor(painter),
  };
}
