/** Renders a deck's slides to HTML for the audience: highlighted, typeset, and without private content. */

import { runningLines } from './features/headers-footers/headers-footers.ts';
import { emptyAgenda, fillAgendas, hasAgenda } from './features/layouts/agenda.ts';
import { denseColumns } from './features/layouts/tables.ts';
import { mathPlaces } from './features/math/deck-formulas.ts';
import { parseHtml } from './html/tree.ts';
import { renderMarkdown } from './markdown/markdown.ts';
import type {
  Deck,
  Reference,
  RenderedDeck,
  RenderedSlide,
  RenderedStack,
  Resolve,
  Stack,
} from './model/deck.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { Feature } from './model/features.ts';
import type { SlideSwitches } from './model/settings.ts';
import { collectCharacters } from './slide/characters.ts';
import type { PreviousDeck } from './slide/match-ids.ts';
import type { Finished, SlidePlace } from './slide/rendered.ts';
import {
  type CreateRenderer,
  type RendererContext,
  SlideRenderer,
  type StartedSlide,
} from './slide/renderer.ts';
import { chooseIds, type StartedStack, startStacks } from './slide/select.ts';
import { openStack } from './slide/stack.ts';

/** What rendering needs from outside. */
export interface RenderOptions extends RendererContext {
  /** Returns the address to send for each address as written; addresses are unchanged if absent. */
  readonly resolve?: Resolve;
  /** The deck as rendered before an edit, whose slide ids are kept. */
  readonly previous?: PreviousDeck;
  readonly createRenderer?: CreateRenderer;
}

/**
 * Renders every slide that the audience may see.
 * @throws DeckError if all slides are hidden, or one is nested too deeply to parse
 */
export async function renderDeck(deck: Deck, options: RenderOptions = {}): Promise<RenderedDeck> {
  const { settings } = deck;
  const warnings: Diagnostic[] = [...deck.warnings];
  const features = new Set<Feature>();
  const references: Reference[] = [];
  const switches: SlideSwitches[] = [];
  const resolve: Resolve = (reference) => options.resolve?.(reference) ?? reference.url;
  const renderer = options.createRenderer?.(deck, options) ?? new SlideRenderer(deck, options);
  const started = startStacks(deck, renderer, { warnings, switches });
  const ids = chooseIds(started, options.previous, warnings);
  const placed = await placeSlides(started, ids, settings);
  const found: Found = { warnings, references, features };
  const { stacks, slides } = await finishStacks(placed, { deck, resolve, found });
  const listed = withAgendas(stacks, slides, settings.audience !== 'shown-only', warnings);
  const lines = runningLines(slides, {
    renderMarkdown,
    settings,
    resolve: (url, kind, written) => {
      const { from: file, line, column } = written ?? { from: deck.file, line: 1, column: 1 };
      const base = file === deck.file ? {} : { base: file };
      const reference = { url, kind, file, line, column, ...base };
      references.push(reference);
      return resolve(reference);
    },
  });
  const isLined = lines.some((line) => line !== '');
  if (isLined) features.add('running');
  return {
    name: deck.name,
    settings,
    stacks: isLined ? withLines(listed, lines) : listed,
    features,
    references,
    characters: () => charactersOf(slides, lines),
    switches: { deck: settings.check, slides: switches },
    warnings,
  };
}

/** A column whose slides know what they have to know of the deck. */
interface PlacedStack {
  readonly stack: Stack;
  readonly slides: readonly { readonly slide: StartedSlide; readonly place: SlidePlace }[];
}

/** Gives each slide its place in the deck: its id, the tables that are dense wherever they stand, and its equations' numbers. */
async function placeSlides(
  stacks: readonly StartedStack[],
  ids: readonly string[],
  { audience, macros = {} }: Deck['settings'],
): Promise<PlacedStack[]> {
  const facts = stacks.flatMap(({ slides }) => slides.map((slide) => slide.facts));
  const dense = denseColumns(
    facts.map(({ tables }) => tables),
    audience === 'shown-only',
  );
  const math = await mathPlaces(
    facts.map(({ formulas }) => formulas),
    macros,
  );
  let i = 0;
  const placeNext = (): SlidePlace => {
    const at = i++;
    return { id: ids[at] ?? '', first: at === 0, dense: dense[at] ?? new Set(), math: math[at] };
  };
  return stacks.map(({ stack, slides }) => ({
    stack,
    slides: slides.map((slide) => ({ slide, place: placeNext() })),
  }));
}

/** What is found out about a deck while its slides are finished. */
interface Found {
  readonly warnings: Diagnostic[];
  readonly references: Reference[];
  readonly features: Set<Feature>;
}

/** Finishes the slides one by one. Returns them in their columns, and in a row with what else is known of each. */
async function finishStacks(
  placed: readonly PlacedStack[],
  { deck, resolve, found }: { readonly deck: Deck; readonly resolve: Resolve; readonly found: Found },
): Promise<{ readonly stacks: RenderedStack[]; readonly slides: Finished[] }> {
  const { warnings, references, features } = found;
  const stacks: RenderedStack[] = [];
  const all: Finished[] = [];
  for (const { stack, slides: column } of placed) {
    const slides: RenderedSlide[] = [];
    for (const { slide, place } of column) {
      const finished = await slide.finish(place, resolve);
      slides.push(finished.slide);
      all.push(finished);
      for (const warning of finished.warnings) warnings.push(warning);
      for (const { reference } of finished.addresses) references.push(reference);
      for (const feature of finished.features) features.add(feature);
    }
    const open = openStack(stack, slides.length, features, (url, kind) => {
      const { file = deck.file, line = 1 } = column[0]?.slide.slide ?? {};
      const reference = { url, kind, file, line, column: 1 };
      references.push(reference);
      return resolve(reference);
    });
    stacks.push({ open, slides });
  }
  return { stacks, slides: all };
}

/** Collects the distinct characters of slides and of their headers and footers. */
function charactersOf(slides: readonly Finished[], lines: readonly string[]): Finished['characters'] {
  const running = { text: new Set<string>(), code: new Set<string>(), math: new Set<string>() };
  for (const line of lines) if (line !== '') collectCharacters(parseHtml(line), 'text', running);
  const all = (kind: 'text' | 'code' | 'math') => {
    const texts = new Set(slides.map(({ characters }) => characters[kind]));
    return [...new Set([...texts, ...running[kind]].join(''))].sort().join('');
  };
  return { text: all('text'), code: all('code'), math: all('math') };
}

/** Returns the columns with the deck's sections in its agendas. */
function withAgendas(
  stacks: readonly RenderedStack[],
  all: readonly Finished[],
  open: boolean,
  warnings: Diagnostic[],
): readonly RenderedStack[] {
  const agendas = all.filter(({ slide }) => hasAgenda(slide.html));
  if (agendas.length === 0) return stacks;
  const slides = all.map(({ slide, own }) => ({ ...slide, kind: own.kind }));
  const finding = emptyAgenda(slides);
  if (finding)
    for (const { slide } of agendas)
      warnings.push({ file: slide.file, line: slide.line, column: 1, ...finding });
  const next = fillAgendas(slides, open).values();
  return stacks.map(({ open: tag, slides }) => ({
    open: tag,
    slides: slides.map((slide) => ({ ...slide, html: next.next().value ?? slide.html })),
  }));
}

/** Returns the columns with each slide's header and footer appended to the slide. */
function withLines(stacks: readonly RenderedStack[], lines: readonly string[]): readonly RenderedStack[] {
  const next = lines.values();
  return stacks.map(({ open, slides }) => ({
    open,
    slides: slides.map((slide) => {
      const line: string = next.next().value ?? '';
      return line === ''
        ? slide
        : { ...slide, html: slide.html.replace(/<\/section>$/, () => `${line}</section>`) };
    }),
  }));
}
