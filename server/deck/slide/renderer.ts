/** Renders slides one by one, and knows again those that it has rendered before. */

import { Recent } from '../cache/generations.ts';
import { castPath, fillCasts, isCastAddress } from '../features/casts/casts.ts';
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
import type { SlideSwitches } from '../model/settings.ts';
import type { Reading } from '../text/reading.ts';
import { type DraftContext, type DraftSlide, draftSlide, warnOf } from './draft.ts';
import { fingerprint, finishSlide } from './finish.ts';
import { type DeckLinks, linksFor, linksOf } from './link-definitions.ts';
import {
  aroundSource,
  type Finished,
  type KnownSlide,
  moved,
  reuse,
  type SlideCache,
  type SlideFacts,
  type SlidePlace,
} from './rendered.ts';
import { noteFeatures } from './stack.ts';
import { isCodeBlock, typesetDeck } from './typeset.ts';

/** A slide that is being rendered. */
export interface SlideWork {
  readonly slide: Slide;
  readonly known: KnownSlide;
  /** Absent where it was known. */
  readonly draft: DraftSlide | undefined;
}

/** Whom slides tell what is wrong with them, and what of that is switched off. */
export interface Told {
  readonly warnings: Diagnostic[];
  readonly switches: SlideSwitches[];
}

/** What is known from before, or kept for later. */
export interface Kept {
  readonly recent?: SlideCache | undefined;
  readonly remember?: Remember;
  readonly read?: (path: string) => string | undefined;
  readonly reading?: Reading | undefined;
}

/** Renders the slides of one deck. */
export class SlideRenderer {
  readonly #deck: Deck;
  readonly #links: DeckLinks;
  readonly #known: Recent<KnownSlide>;
  readonly #seen = new Map<string, number>();
  readonly #remember: Remember;
  readonly #read: (path: string) => string | undefined;
  readonly #reading: Reading | undefined;

  constructor(
    deck: Deck,
    { recent, remember = (_key, make) => make(), read = () => undefined, reading }: Kept,
  ) {
    this.#reading = reading;
    this.#remember = remember;
    this.#read = read;
    this.#deck = deck;
    this.#links = linksOf(deck);
    this.#known = recent?.slides(JSON.stringify([deck.settings, [...this.#links]])) ?? new Recent();
  }

  /** The first half: what the deck needs to know before ids are chosen. */
  start(slide: Slide, { warnings, switches }: Told): SlideWork {
    const again = this.#seen.get(slide.source) ?? 0;
    this.#seen.set(slide.source, again + 1);
    let draft: DraftSlide | undefined;
    const make = (): KnownSlide => {
      const told = { warnings: [], switches: [] };
      draft = this.#draft(slide, told);
      return { line: slide.line, facts: factsOf(draft, told) };
    };
    const around = aroundSource(slide, this.#deck);
    const known = this.#known.remember(slide.source, make, again === 0 ? around : `${again} ${around}`);
    const by = slide.line - known.line;
    for (const warning of moved(known.facts.warnings, by)) warnings.push(warning);
    for (const switched of moved(known.facts.switches, by)) switches.push(switched);
    return { slide, known, draft };
  }

  /** The second half, where it was done before: the slide as it was written out. */
  finished({ slide, known }: SlideWork, place: SlidePlace, resolve: Resolve): Finished | undefined {
    const former = reuse(known, slide, place, resolve);
    // What it was made from belongs to what this compilation was made from.
    for (const { reference } of former?.addresses ?? [])
      if (isCastAddress(reference.url)) this.#read(castPath(reference.url));
    return former;
  }

  /** The second half: the slide written out. */
  async finish({ slide, known, draft }: SlideWork, place: SlidePlace, resolve: Resolve): Promise<Finished> {
    this.#reading?.(slide.file, slide.line);
    const result = await this.#write(
      draft ?? this.#draft(slide, { warnings: [], switches: [] }),
      place,
      resolve,
    );
    known.finished = { place, result };
    return result;
  }

  #draft(slide: Slide, told: Told): DraftSlide {
    const links = linksFor(slide, this.#links);
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
      // Sorted, so that slides with the same ones have the same text of them.
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

/** Where in its file a diagram is at fault: in the fence, where the source stands there as it was read. */
function diagnosticOf({ slide, find }: DraftSlide, source: string, fault: Fault): Diagnostic {
  const line = source.split('\n')[fault.line] ?? '';
  const { reason, hint } = fault;
  const what = { file: slide.file, rule: 'diagram', reason, hint } as const;
  if (!slide.source.includes(source)) return { ...what, ...find([line.trim()]) };
  const start = find([source]);
  const indent = line.length - line.trimStart().length + (fault.line === 0 ? start.column : 1);
  return { ...what, file: start.file, line: start.line + fault.line, column: indent };
}

function factsOf(draft: DraftSlide, told: Told): SlideFacts {
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
