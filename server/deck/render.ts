/** Deck → HTML of its slides, for the audience: rendered, highlighted, typeset, and without anything private. */
import { DeckError, type Diagnostic } from './error.ts';
import { assignIds } from './ids.ts';
import { linkDefinitions } from './markdown.ts';
import { type FormerSlide, keepIds } from './match-ids.ts';
import type {
  Deck,
  Feature,
  Reference,
  RenderedDeck,
  RenderedStack,
  Resolve,
  Slide,
  Stack,
} from './model.ts';
import { changeAddresses, isMedia } from './references.ts';
import { type DraftContext, type DraftSlide, draftSlide, warnOf } from './render-draft.ts';
import { fingerprint, finishSlide } from './render-finish.ts';
import { removeActive } from './safe.ts';
import { shallow } from './shallow.ts';
import type { SlideSwitches } from './switches.ts';
import {
  addClass,
  attribute,
  createElement,
  type Element,
  elements,
  openTag,
  removeAttribute,
} from './tree.ts';
import { typesetDeck } from './typeset.ts';

/** What rendering needs from outside. */
export interface RenderOptions {
  /** Turns each address as written into the one to send; as they are where absent. */
  readonly resolve?: Resolve;
  /** The deck as it was rendered before an edit: its slides keep their ids. */
  readonly previous?: { readonly stacks: readonly { readonly slides: readonly FormerSlide[] }[] };
}

/** A column of drafts. */
interface DraftStack {
  /** The outer `<section>`, without children. */
  readonly outer: Element;
  readonly drafts: readonly DraftSlide[];
}

/**
 * Renders every slide that the audience may see.
 * @throws DeckError where all slides are hidden, or one is nested too deeply to read.
 */
export async function renderDeck(deck: Deck, options: RenderOptions = {}): Promise<RenderedDeck> {
  const warnings: Diagnostic[] = [...deck.warnings];
  const features = new Set<Feature>();
  const switches: SlideSwitches[] = [];
  const stacks = draftStacks(deck, warnings, switches);
  const drafts = stacks.flatMap((stack) => stack.drafts);
  const ids = chooseIds(stacks, options.previous, warnings);
  await typesetDeck(drafts, {
    dialect: deck.settings.markdown,
    features,
    warn: (draft, ...warning) => warnOf(draft, warnings, ...warning),
  });

  const references: Reference[] = [];
  const resolve: Resolve = (reference) => {
    references.push(reference);
    return options.resolve?.(reference) ?? reference.url;
  };
  const characters = { text: new Set<string>(), code: new Set<string>(), math: new Set<string>() };
  const rendered = stacks.map(({ outer, drafts: column }): RenderedStack => {
    noteFeatures(outer, features);
    const slides = column.map((draft) => {
      noteFeatures(draft.section, features);
      const id = ids.get(draft) ?? '';
      return shallow(draft.slide, () =>
        finishSlide(draft, { id, first: draft === drafts[0], resolve, characters }),
      );
    });
    const { file = deck.file, line = 1 } = column[0]?.slide ?? {};
    changeAddresses(outer, (url, kind) => resolve({ url, kind, file, line, column: 1 }));
    if (slides.length === 1 && outer.attrs.length === 0) return { open: '', slides };
    // reveal.js would add the class only later, and what is painted before would move.
    addClass(outer, 'stack');
    return { open: openTag('section', attributesOf(outer)), slides };
  });
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
    switches: { deck: deck.settings.check, slides: switches },
    warnings,
  };
}

/** Drafts of the slides that are not hidden. */
function draftStacks(deck: Deck, warnings: Diagnostic[], switches: SlideSwitches[]): DraftStack[] {
  const dialect = deck.settings.markdown;
  const context: DraftContext = {
    deck,
    links: dialect === '2013' ? {} : linkDefinitions(definitionsOf(deck)),
    warnings,
    switches,
  };
  const stacks = deck.stacks
    .filter((stack) => stack.attributes['data-visibility'] !== 'hidden')
    .map((stack) => ({
      outer: outerSection(stack),
      drafts: stack.slides
        .map((slide) => shallow(slide, () => draftSlide(slide, context)))
        .filter((draft) => !draft.hidden),
    }))
    .filter((stack) => stack.drafts.length > 0);
  if (stacks.length > 0) return stacks;
  throw new DeckError({
    file: deck.file,
    line: deck.stacks[0]?.slides[0]?.line ?? 1,
    column: 1,
    rule: 'no-slides',
    reason: 'every slide of this deck is hidden',
    hint: 'Take `data-visibility="hidden"` away from at least one slide.',
  });
}

/** An HTML deck's column, without what is private or active. */
function outerSection({ attributes }: Stack): Element {
  const outer = createElement('section', attributes);
  removeAttribute(outer, 'data-notes');
  removeActive(outer, () => {});
  return outer;
}

function attributesOf(element: Element): Record<string, string> {
  return Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));
}

/** An id for each draft; none is that of another element. */
function chooseIds(
  stacks: readonly DraftStack[],
  previous: RenderOptions['previous'],
  warnings: Diagnostic[],
): ReadonlyMap<DraftSlide, string> {
  const drafts = stacks.flatMap((stack) => stack.drafts);
  const former = previous
    ? keepIds(
        previous.stacks.flatMap((stack) => stack.slides),
        drafts.map(({ ownId, content }) => ({
          own: ownId,
          fingerprint: fingerprint(content),
          html: content,
        })),
      )
    : [];
  const others = [...stacks.map(({ outer }) => outer), ...drafts.flatMap(({ section }) => elements(section))]
    .map((element) => attribute(element, 'id'))
    .filter((id) => id !== undefined);
  const sources = drafts.map(({ ownId, heading, content }, i) => ({
    own: ownId,
    former: former[i],
    heading,
    content,
  }));
  const ids = assignIds(sources, others);
  for (const [i, draft] of drafts.entries()) {
    const { ownId } = draft;
    if (ownId === undefined || ids[i] === ownId) continue;
    warnOf(
      draft,
      warnings,
      {
        rule: 'duplicate-id',
        reason: `the id \`${ownId}\` is another slide’s`,
        hint: `It is \`${ids[i]}\` here; choose another.`,
      },
      ownId,
    );
  }
  return new Map(drafts.map((draft, i) => [draft, ids[i] ?? '']));
}

/** The Markdown of slides that define links. */
function definitionsOf(deck: Deck): string {
  return deck.stacks
    .flatMap((stack): readonly Slide[] => stack.slides)
    .filter((slide) => slide.format === 'markdown' && /^ {0,3}\[[^\]\n]+\]:/m.test(slide.source))
    .map((slide) => slide.source)
    .join('\n\n');
}

function noteFeatures(section: Element, features: Set<Feature>): void {
  if (attribute(section, 'data-auto-animate') !== undefined) features.add('auto-animate');
  if ([section, ...elements(section)].some(isMedia)) features.add('media');
}
