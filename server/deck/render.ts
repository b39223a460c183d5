/** Deck → HTML of its slides, for the audience: rendered, highlighted, typeset, and without anything private. */
import type { DeckRecent } from './deck-recent.ts';
import type { Remember } from './drawing.ts';
import type { Diagnostic } from './error.ts';
import type {
  Deck,
  Feature,
  Reference,
  RenderedDeck,
  RenderedSlide,
  RenderedStack,
  Resolve,
} from './model.ts';
import { collectCharacters } from './render-finish.ts';
import { SlideRenderer } from './render-slides.ts';
import { openStack } from './render-stack.ts';
import { chooseIds, type PreviousDeck, startStacks } from './render-start.ts';
import { type LinedSlide, runningLines } from './running.ts';
import type { SlideSwitches } from './switches.ts';
import { parseHtml } from './tree.ts';

const CHARACTER_KINDS = ['text', 'code', 'math'] as const;

/** What rendering needs from outside. */
export interface RenderOptions {
  /** Turns each address as written into the one to send; as they are where absent. */
  readonly resolve?: Resolve;
  /** The deck as it was rendered before an edit: its slides keep their ids. */
  readonly previous?: PreviousDeck;
  /** What is known of the deck from before an edit; it is kept up to date. */
  readonly recent?: DeckRecent | undefined;
  /** Keeps what is slow to make, from one compilation to the next. */
  readonly remember?: Remember;
  /** Text of a file by path from the deck's folder, undefined where there is none. */
  readonly read?: (path: string) => string | undefined;
}

/**
 * Renders every slide that the audience may see.
 * @throws DeckError where all slides are hidden, or one is nested too deeply to read.
 */
export async function renderDeck(deck: Deck, options: RenderOptions = {}): Promise<RenderedDeck> {
  const warnings: Diagnostic[] = [...deck.warnings];
  const features = new Set<Feature>();
  const renderer = new SlideRenderer(deck, options);
  const switches: SlideSwitches[] = [];
  const stacks = startStacks(deck, renderer, { warnings, switches });
  const ids = chooseIds(stacks, options.previous, warnings);

  const references: Reference[] = [];
  const resolve: Resolve = (reference) => options.resolve?.(reference) ?? reference.url;
  const texts = { text: new Set<string>(), code: new Set<string>(), math: new Set<string>() };
  const rendered: RenderedStack[] = [];
  const lined: LinedSlide[] = [];
  for (const { stack, slides: column } of stacks) {
    const slides: RenderedSlide[] = [];
    for (const work of column) {
      const place = { id: ids[lined.length] ?? '', first: lined.length === 0 };
      const finished =
        renderer.finished(work, place, resolve) ?? (await renderer.finish(work, place, resolve));
      slides.push(finished.slide);
      lined.push(finished);
      for (const warning of finished.warnings) warnings.push(warning);
      for (const { reference } of finished.addresses) references.push(reference);
      for (const feature of finished.features) features.add(feature);
      for (const kind of CHARACTER_KINDS) texts[kind].add(finished.characters[kind]);
    }
    const open = openStack(stack, slides.length, features, (url, kind) => {
      const { file = deck.file, line = 1 } = column[0]?.slide ?? {};
      const reference = { url, kind, file, line, column: 1 };
      references.push(reference);
      return resolve(reference);
    });
    rendered.push({ open, slides });
  }
  const lines = runningLines(lined, {
    settings: deck.settings,
    resolve: (url, kind) => {
      const reference = { url, kind, file: deck.file, line: 1, column: 1 };
      references.push(reference);
      return resolve(reference);
    },
  });
  const isLined = lines.some((line) => line !== '');
  if (isLined) {
    features.add('running');
    for (const line of lines) collectCharacters(parseHtml(line), 'text', texts);
  }
  return {
    name: deck.name,
    settings: deck.settings,
    stacks: isLined ? withLines(rendered, lines) : rendered,
    features,
    references,
    characters: () => ({
      text: distinct(texts.text),
      code: distinct(texts.code),
      math: distinct(texts.math),
    }),
    switches: { deck: deck.settings.check, slides: switches },
    warnings,
  };
}

/** The distinct characters of some texts, sorted. */
function distinct(texts: ReadonlySet<string>): string {
  return [...new Set([...texts].join(''))].sort().join('');
}

/** The columns with each slide's lines at its end. */
function withLines(stacks: readonly RenderedStack[], lines: readonly string[]): RenderedStack[] {
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
