/** Deck → HTML of its slides, for the audience: rendered, highlighted, typeset, and without anything private. */

import type { Diagnostic } from './error.ts';
import { assignIds } from './ids.ts';
import { linkDefinitions } from './markdown.ts';
import type {
  Deck,
  Feature,
  Reference,
  RenderedDeck,
  RenderedSlide,
  RenderedStack,
  Resolve,
  Slide,
} from './model.ts';
import { type DraftSlide, draftSlide, type Typesetters } from './render-draft.ts';
import { finishSlide } from './render-finish.ts';
import { openTag } from './tree.ts';

/** What rendering needs from outside. */
export interface RenderOptions {
  /** Turns each address as written into the one to send; as they are where absent. */
  readonly resolve?: Resolve;
}

/** Renders every slide that the audience may see. */
export async function renderDeck(deck: Deck, options: RenderOptions = {}): Promise<RenderedDeck> {
  const warnings: Diagnostic[] = [...deck.warnings];
  const features = new Set<Feature>();
  const references: Reference[] = [];
  const context = {
    deck,
    links: deck.settings.markdown === '2013' ? {} : linkDefinitions(allMarkdown(deck)),
    typesetters: await loadTypesetters(deck),
    features,
    warnings,
  };
  const stacks = deck.stacks
    .filter((stack) => stack.attributes['data-visibility'] !== 'hidden')
    .map((stack) => ({
      attributes: stack.attributes,
      drafts: stack.slides.map((slide) => draftSlide(slide, context)).filter((draft) => !draft.hidden),
    }))
    .filter((stack) => stack.drafts.length > 0);

  const drafts = stacks.flatMap((stack) => stack.drafts);
  const ids = assignIds(
    drafts.map((draft) => ({ own: draft.ownId, heading: draft.heading, content: draft.slide.source })),
  );
  const resolve: Resolve = (reference) => {
    references.push(reference);
    return options.resolve?.(reference) ?? reference.url;
  };
  const characters = { text: new Set<string>(), code: new Set<string>(), math: new Set<string>() };
  let index = 0;
  const finish = (draft: DraftSlide): RenderedSlide => {
    const id = ids[index] ?? '';
    return finishSlide(draft, { id, first: index++ === 0, file: deck.file, resolve, characters });
  };
  const rendered: RenderedStack[] = stacks.map(({ attributes, drafts: column }) => ({
    open: column.length > 1 ? openTag('section', columnAttributes(attributes)) : '',
    slides: column.map(finish),
  }));
  return {
    name: deck.name,
    settings: deck.settings,
    stacks: rendered,
    features,
    references,
    characters: {
      text: [...characters.text].sort().join(''),
      code: [...characters.code].sort().join(''),
      math: [...characters.math].sort().join(''),
    },
    warnings,
  };
}

/** A column's attributes, without what is private or active, and with the class that reveal.js would add only later. */
function columnAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(attributes).filter(([name]) => name !== 'data-notes' && !name.startsWith('on'));
  return { ...Object.fromEntries(kept), class: [attributes.class, 'stack'].filter(Boolean).join(' ') };
}

function allSlides(deck: Deck): readonly Slide[] {
  return deck.stacks.flatMap((stack) => stack.slides);
}

function allMarkdown(deck: Deck): string {
  return allSlides(deck)
    .filter((slide) => slide.format === 'markdown' && /^ {0,3}\[[^\]]+\]:/m.test(slide.source))
    .map((slide) => slide.source)
    .join('\n\n');
}

/** Loads the highlighter and KaTeX only for decks that have code or math. */
async function loadTypesetters(deck: Deck): Promise<Typesetters> {
  const text = allSlides(deck)
    .map((slide) => slide.source)
    .join('\n');
  const code = /```|~~~|<code|^(?: {4}|\t)/m.test(text) ? await import('./code.ts') : undefined;
  const math = /\$|\\\(|\\\[|```math/.test(text) ? await import('./math.ts') : undefined;
  return { ...(code ? { code } : {}), ...(math ? { math } : {}) };
}
