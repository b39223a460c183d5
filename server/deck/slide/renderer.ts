/**
 * Renders a deck's slides one by one: `start` parses a slide, `finish` serializes it once its place in the deck is
 * known.
 */

import { fillCasts } from '../features/casts/casts.ts';
import { drawDiagrams } from '../features/diagrams/diagrams.ts';
import { diagramLanguage } from '../features/diagrams/syntax.ts';
import { tableFacts, tablesIn } from '../features/layouts/tables.ts';
import { formulasOf } from '../features/math/syntax.ts';
import { attribute, elements } from '../html/tree.ts';
import type { Deck, Resolve, Slide } from '../model/deck.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { directionOfDeck } from '../model/direction.ts';
import type { Fault, Remember } from '../model/drawing.ts';
import type { Feature } from '../model/features.ts';
import { shallow } from '../model/nesting.ts';
import type { Reading } from '../text/reading.ts';
import { type DraftContext, type DraftSlide, draftSlide, warnOf } from './draft.ts';
import { fingerprint, finishSlide } from './finish.ts';
import { type DeckLinks, linksFor, linksOf } from './link-definitions.ts';
import type { Finished, SlideFacts, SlidePlace } from './rendered.ts';
import { noteFeatures } from './stack.ts';
import { isCodeBlock, typesetDeck } from './typeset.ts';

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
        return this.#write(draft, place, resolve);
      },
    };
  }

  #draft(slide: Slide, told: Pick<DraftContext, 'warnings' | 'switches'>): DraftSlide {
    const links = linksFor(slide, this.links);
    const context: DraftContext = { deck: this.#deck, links, reading: this.#reading, ...told };
    this.#reading?.(slide.file, slide.line);
    return shallow(slide, () => draftSlide(slide, context));
  }

  async #write(draft: DraftSlide, place: SlidePlace, resolve: Resolve): Promise<Finished> {
    const warnings: Diagnostic[] = [];
    const features = new Set<Feature>();
    const addresses: Finished['addresses'][number][] = [];
    const characters = { text: new Set<string>(), code: new Set<string>(), math: new Set<string>() };
    const casts = await fillCasts(draft.section, {
      read: this.#read,
      remember: this.#remember,
      warn: (...warning) => warnOf(draft, warnings, ...warning),
      characters: characters.code,
    });
    if (casts > 0) features.add('cast');
    await this.#drawDiagrams(draft, place.id, { warnings, features, characters: characters.text });
    await typesetDeck([draft], {
      dialect: this.#deck.settings.markdown,
      features,
      math: place.math,
      warn: (of, ...warning) => warnOf(of, warnings, ...warning),
    });
    noteFeatures(draft.section, features);
    const noted: Resolve = (reference) => {
      const resolved = resolve(reference);
      addresses.push({ reference, resolved });
      return resolved;
    };
    const { own, ...slide } = shallow(draft.slide, () =>
      finishSlide(draft, {
        ...place,
        direction: directionOfDeck(this.#deck.settings),
        resolve: noted,
        characters,
      }),
    );
    return {
      slide,
      own,
      features: [...features],
      // Sorted, so that slides with the same characters yield equal strings.
      characters: {
        text: [...characters.text].sort().join(''),
        code: [...characters.code].sort().join(''),
        math: [...characters.math].sort().join(''),
      },
      addresses,
      warnings,
    };
  }

  async #drawDiagrams(
    draft: DraftSlide,
    id: string,
    {
      warnings,
      features,
      characters,
    }: {
      readonly warnings: Diagnostic[];
      readonly features: Set<Feature>;
      readonly characters: Set<string>;
    },
  ): Promise<void> {
    if (this.#deck.settings.markdown === '2013') return;
    const blocks = elements(draft.section).filter(
      (element) => isCodeBlock(element) && diagramLanguage(element) !== undefined,
    );
    const { count, parts } = await drawDiagrams(blocks, {
      id,
      characters,
      remember: this.#remember,
      warn: (...warning) => warnOf(draft, warnings, ...warning),
      refuse: (source, fault) => warnings.push(diagnosticOf(draft, source, fault)),
    });
    if (count > 0) features.add('diagram');
    if (parts) features.add('mermaid');
    for (const part of parts ?? []) features.add(`mermaid-${part}`);
  }
}

/** Places a diagram's fault: on its line in the fence if the source is unchanged, else where the text is found. */
function diagnosticOf({ slide, find }: DraftSlide, source: string, fault: Fault): Diagnostic {
  const line = source.split('\n')[fault.line] ?? '';
  const { reason, hint } = fault;
  const what = { file: slide.file, rule: 'diagram', reason, hint } as const;
  if (!slide.source.includes(source)) return { ...what, ...find([line.trim()]) };
  const start = find([source]);
  const indent = line.length - line.trimStart().length + (fault.line === 0 ? start.column : 1);
  return { ...what, file: start.file, line: start.line + fault.line, column: indent };
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
