/**
 * Renders a deck's slides one by one: `start` parses a slide, `finish` serializes it once its place in the deck is
 * known.
 */

import { tableFacts, tablesIn } from '../features/layouts/tables.ts';
import { formulasOf } from '../features/math/syntax.ts';
import { attribute, elements } from '../html/tree.ts';
import type { Deck, Resolve, Slide } from '../model/deck.ts';
import type { Remember } from '../model/drawing.ts';
import { shallow } from '../model/nesting.ts';
import type { Reading } from '../text/reading.ts';
import { type DraftContext, type DraftSlide, draftSlide } from './draft.ts';
import { fingerprint, finishSlide } from './finish.ts';
import { type DeckLinks, linksFor, linksOf } from './link-definitions.ts';
import type { Finished, SlideFacts, SlidePlace } from './rendered.ts';

/** A slide that was parsed but not yet serialized. */
export interface StartedSlide {
  readonly slide: Slide;
  readonly facts: SlideFacts;
  /** Serializes it for its place in the deck; may be called once. `resolve` is called for each address on the slide. */
  readonly finish: (place: SlidePlace, resolve: Resolve) => Finished | Promise<Finished>;
}

/** Starts the rendering of slides of one deck. */
export interface Renderer {
  readonly start: (slide: Slide) => StartedSlide;
}

/** What a renderer needs from outside. */
export interface RendererContext {
  /** Returns the value stored for a key, or stores what `make` returns. */
  readonly remember?: Remember;
  /** Returns the text of a file by its path from the deck's folder; undefined if it cannot be read. */
  readonly read?: (path: string) => string | undefined;
  readonly reading?: Reading | undefined;
}

/** Creates a renderer for a deck. */
export type CreateRenderer = (deck: Deck, context: RendererContext) => Renderer;

/** Renders the slides of one deck. */
export class SlideRenderer implements Renderer {
  /** The link definitions that its slides share. */
  readonly links: DeckLinks;
  readonly #deck: Deck;
  readonly #remember: Remember;
  readonly #read: (path: string) => string | undefined;
  readonly #reading: Reading | undefined;

  constructor(
    deck: Deck,
    { remember = (_key, make) => make(), read = () => undefined, reading }: RendererContext = {},
  ) {
    this.#reading = reading;
    this.#remember = remember;
    this.#read = read;
    this.#deck = deck;
    this.links = linksOf(deck);
  }

  /** Parses a slide, and returns what the deck needs to know of it before ids are chosen. */
  start(slide: Slide): StartedSlide & { readonly draft: DraftSlide } {
    const told = { warnings: [], switches: [] };
    const draft = this.#draft(slide, told);
    return {
      slide,
      draft,
      facts: factsOf(draft, told),
      finish: (place, resolve) => {
        this.#reading?.(slide.file, slide.line);
        return finishSlide(draft, {
          settings: this.#deck.settings,
          place,
          resolve,
          remember: this.#remember,
          read: this.#read,
        });
      },
    };
  }

  #draft(slide: Slide, told: Pick<DraftContext, 'warnings' | 'switches'>): DraftSlide {
    const links = linksFor(slide, this.links);
    const context: DraftContext = { deck: this.#deck, links, reading: this.#reading, ...told };
    this.#reading?.(slide.file, slide.line);
    return shallow(slide, () => draftSlide(slide, context));
  }
}

function factsOf(draft: DraftSlide, told: Pick<SlideFacts, 'warnings' | 'switches'>): SlideFacts {
  const { ownId, heading, hidden, content, section } = draft;
  const ids = elements(section)
    .map((element) => attribute(element, 'id'))
    .filter((id) => id !== undefined);
  const tables = tablesIn(section).map(tableFacts);
  const formulas = formulasOf(section);
  return {
    ownId,
    heading,
    hidden,
    content,
    fingerprint: fingerprint(content),
    formulas,
    ids,
    tables,
    ...told,
  };
}
