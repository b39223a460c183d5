/**
 * What happens to a slide once its place in the deck is known: the second list, after `STEPS`. A step may be asynchronous: it
 * loads a library, or draws.
 */
import { fillCasts } from '../features/casts/casts.ts';
import { stepCharts } from '../features/charts/chart-steps.ts';
import { drawCharts } from '../features/charts/charts.ts';
import { highlightBlocks } from '../features/code/highlight.ts';
import { drawDiagrams } from '../features/diagrams/diagrams.ts';
import { placeFootnotes, stepFootnotes } from '../features/footnotes/footnotes.ts';
import { markSlide } from '../features/layouts/marks.ts';
import { setFormulas } from '../features/math/set-formulas.ts';
import { hasGround } from '../features/pictures/grounds.ts';
import { changeAddresses } from '../html/addresses.ts';
import { isolateNumbers } from '../html/bidi-numbers.ts';
import type { Warn } from '../html/sanitize.ts';
import { attribute, type Element, elements, setAttribute } from '../html/tree.ts';
import type { Resolve } from '../model/deck.ts';
import { directionOfDeck } from '../model/direction.ts';
import type { Fault, Remember } from '../model/drawing.ts';
import type { Feature } from '../model/features.ts';
import type { DeckSettings } from '../model/settings.ts';
import { createFinder } from '../text/finder.ts';
import { type CharacterSets, collectCharacters } from './characters.ts';
import type { DraftSlide } from './draft.ts';
import type { SlidePlace } from './rendered.ts';
import { deferIframes, deferImages, holdMedia } from './repairs.ts';
import { noteFeatures } from './stack.ts';

/** What the steps work on. */
export interface FinishContext {
  readonly draft: DraftSlide;
  /** The whole `<section>`. */
  readonly section: Element;
  readonly settings: DeckSettings;
  readonly place: SlidePlace;
  readonly resolve: Resolve;
  readonly remember: Remember;
  /** Returns the text of a file by path from the deck's folder; undefined where there is none. */
  readonly read: (path: string) => string | undefined;
  readonly warn: Warn;
  /** Reports a drawing that cannot be made, by its source. */
  readonly refuseDrawing: (rule: 'diagram' | 'chart', source: string, fault: Fault) => void;
  /** Collects the words of what the page must carry. */
  readonly features: Set<Feature>;
  /** Collects the characters that the slide shows, for subsetting fonts. */
  readonly characters: CharacterSets;
}

type FinishingStep = (slide: FinishContext) => void | Promise<void>;

/** All steps, in order. */
export const FINISHING_STEPS: readonly FinishingStep[] = [
  (slide) => fillCasts(slide.section, { ...slide, characters: slide.characters.code }),
  (slide) =>
    slide.settings.markdown === '2013' ? undefined : drawDiagrams(slide.section, diagramContext(slide)),
  (slide) =>
    slide.settings.markdown === '2013' ? undefined : drawCharts(slide.section, chartContext(slide)),
  // After the drawings, which are blocks of code until they are drawn.
  (slide) => highlightBlocks(slide.section, { ...slide, isIn2013: isIn2013(slide) }),
  (slide) => setFormulas(slide.section, { ...slide, math: slide.place.math }),
  ({ section, features }) => noteFeatures(section, features),

  ({ section, place }) => setAttribute(section, 'id', place.id),
  ({ section, place }) => placeFootnotes(section, place.id),
  // After code, which has steps now.
  ({ section }) => stepCharts(section),
  ({ section }) => stepFootnotes(section),
  resolveAddresses,
  ({ section, place }) => holdMedia(section, !place.first),
  ({ section, place }) => (place.first ? undefined : deferImages(section)),
  ({ section }) => deferIframes(section),
  ({ section, settings }) => isolateNumbers(section, directionOfDeck(settings)),
  ({ section, place, settings }) =>
    markSlide(section, {
      isFirst: place.first,
      dense: place.dense,
      layouts: settings.themeFolder?.layouts,
    }),
  ({ section, features }) => {
    if (hasGround(section)) features.add('ground');
  },
  // Last, since the text is complete only now.
  ({ section, characters }) => collectCharacters(section, 'text', characters),
];

function isIn2013({ settings, draft }: FinishContext): boolean {
  return settings.markdown === '2013' && draft.slide.format === 'markdown';
}

function diagramContext({ place, characters, refuseDrawing, ...slide }: FinishContext) {
  const refuse = (source: string, fault: Fault) => refuseDrawing('diagram', source, fault);
  return { ...slide, id: place.id, characters: characters.text, refuse };
}

function chartContext({ section, settings, refuseDrawing, ...slide }: FinishContext) {
  const refuse = (source: string, fault: Fault) => refuseDrawing('chart', source, fault);
  return { ...slide, lang: attribute(section, 'lang') ?? settings.lang, refuse };
}

function resolveAddresses({ section, draft, resolve }: FinishContext): void {
  const { bases, slide } = draft;
  const find = createFinder(slide);
  for (const element of [section, ...elements(section)]) {
    const base = bases.get(element) ?? slide.base;
    const from = base === undefined ? {} : { base };
    changeAddresses(element, (url, kind) =>
      resolve({ url, kind, ...from, ...find([url, url.replaceAll('&', '&amp;')]) }),
    );
  }
}
