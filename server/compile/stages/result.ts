/** Last stage: what is published of the deck, what is kept for later loads, and what its author is told. */
import { resolve } from 'node:path';
import { isSwitchedOn } from '../../deck/settings/switches.ts';
import { encodingDiagnostic } from '../../files/decode-text.ts';
import { contentHash } from '../../files/hash.ts';
import { displayPath } from '../../files/paths.ts';
import { type DeckPage, featureWords, optionsText } from '../../pages/deck-page.ts';
import { codeFrameOf, distinct, nothingAt } from '../addresses/told.ts';
import type { FailedDeck, GoodDeck, SourcePlace } from '../model/compiled.ts';
import { contentOf, type DeckContent } from '../model/content.ts';
import { factsOf } from '../model/facts.ts';
import type { DeckInput } from '../model/input.ts';
import type { PreviousCompilation } from '../model/previous.ts';
import type { DeckPictures } from '../pictures/deck-pictures.ts';
import type { Look } from './look.ts';
import type { Page } from './page.ts';
import type { Slides } from './slides.ts';
import type { Views } from './views.ts';

/** A compiled deck, and what later compilations need of it. */
export interface Compilation {
  readonly deck: Omit<GoodDeck, 'reads' | 'opened'> | FailedDeck;
  /** What the next compilation reuses. */
  readonly previous: PreviousCompilation | undefined;
  /** The content of its page, in parts; undefined for a held deck. */
  readonly content: DeckContent | undefined;
  /** Returns where a slide's source begins; undefined for an unknown id. */
  readonly placeOf: (slide: string) => SourcePlace | undefined;
}

/** The results of the stages. */
export interface Made {
  readonly slides: Slides;
  readonly pictures: DeckPictures;
  readonly look: Look;
  readonly page: Page;
  readonly views: Views;
}

/** Combines the results of the stages. */
export function makeResult(made: Made, input: DeckInput): Compilation {
  const { sized } = made.pictures;
  const slides = sized.stacks.flatMap((stack) => stack.slides);
  return {
    previous: { stacks: sized.stacks, fonts: made.look.fonts },
    placeOf(id) {
      const slide = slides.find((each) => each.id === id);
      return slide && { file: resolve(input.root, slide.file), line: slide.line };
    },
    content: contentFor(made),
    deck: { ...published(made), ...told(made, input), ...uses(made) },
  };
}

/** Returns the content by which open pages are updated; undefined for a held deck. */
function contentFor({ pictures: { sized }, page: { page, plainPolicy } }: Made) {
  if (sized.settings.audience === 'shown-only') return undefined;
  return contentOf(sized, {
    revision: page.revision,
    around: aroundOf(page),
    frame: `${plainPolicy} ${page.script}`,
  });
}

/** Returns the parts of a page around its slides. */
function aroundOf(page: DeckPage): DeckContent['around'] {
  const { deck, title, fontFaces, styles, client = '' } = page;
  const { lang, dir = '' } = deck.settings;
  return {
    lang,
    dir,
    title,
    fontFaces,
    styles,
    client,
    options: optionsText(page),
    features: featureWords(page),
  };
}

function published({ pictures: { sized }, look, page: { page, notes }, views }: Made) {
  const { cover, speaker, held } = views;
  const facts = factsOf(sized.name, { ...sized.settings, title: page.title });
  const slides = sized.stacks.reduce((sum, stack) => sum + stack.slides.length, 0);
  return {
    facts,
    slides,
    shelf: contentHash(JSON.stringify([facts, slides, cover.shown])),
    page: views.page,
    held,
    speaker: speaker?.page,
    revision: page.revision,
    notes,
    audience: sized.settings.audience,
    cover: cover.shown,
    assets: [
      ...look.fonts.map(({ name, bytes }) => ({ name, bytes })),
      cover.styles,
      ...(look.script?.files ?? []),
      ...(speaker?.fonts ?? []),
    ],
    packages: [...look.packages],
  };
}

/** Returns the author's diagnostics, without those of rules that are switched off. */
function told({ slides: { addresses, warnings }, pictures: { sized } }: Made, input: DeckInput) {
  const misreadTexts = [...input.misreadLines].map(([file, line]) =>
    encodingDiagnostic(displayPath(input.root, file), line),
  );
  const diagnostics = distinct([...misreadTexts, ...sized.warnings, ...warnings]).filter((diagnostic) =>
    isSwitchedOn(diagnostic, sized.switches),
  );
  return {
    check: sized.switches.deck,
    outside: addresses.outside
      .map((reference) => ({ address: reference.address, diagnostic: nothingAt(reference) }))
      .filter(({ diagnostic }) => isSwitchedOn(diagnostic, sized.switches))
      .map((outside) => ({ ...outside, warning: codeFrameOf(outside.diagnostic, input) })),
    warnings: diagnostics.map((diagnostic) => codeFrameOf(diagnostic, input)),
    error: undefined,
    diagnostics,
  };
}

/** Returns the files that the deck depends on, by which a later load detects that it is stale. */
function uses({ slides: { addresses, included, awaited }, pictures, look }: Made) {
  return {
    named: [...addresses.named],
    missing: [...addresses.missing],
    borrowed: [...look.borrowed],
    ...pictures.facts,
    pictures: [...pictures.facts.pictures, ...look.styles.looked],
    included: [...included],
    awaited: [...awaited],
  };
}
