/** Reads the deck from the page's templates: slides and notes, inert until shown. */
import { formatOf, type NumberedSlide, type NumberFormat, slideNumbers } from '../../page/slide-numbers.ts';
import { countSteps, stepsOf } from './fragment-steps.ts';
import type { Outline, OutlineSlide } from './outline.ts';

/** A slide with what the speaker view shows of it. */
export interface DeckSlide extends OutlineSlide, NumberedSlide {
  readonly title: string;
  /** Its slide number. */
  readonly number: string;
  /**
   * Returns a copy of its `<section>`, within one for its stack if it has one, and with placeholders for its
   * neighbours.
   */
  copy(): DocumentFragment;
  /** Returns a copy of its notes; `data-step` is the step at which a part of them is to be said. */
  notes(): HTMLElement;
}

/** A deck in the speaker view. */
export interface SpeakerDeck {
  readonly title: string;
  readonly revision: string;
  /** Revision of the notes. */
  readonly notes: string;
  /** Planned duration in milliseconds. */
  readonly duration: number | undefined;
  readonly linear: boolean;
  readonly rtl: boolean;
  readonly slides: readonly DeckSlide[] & Outline;
  /** Format of slide numbers. */
  readonly format: NumberFormat;
  /** Number of counted slides. */
  readonly total: number;
  /** The deck's styles for a shadow root. */
  readonly look: string;
  /** Address of the script that draws diagrams in the browser; undefined where it is not needed. */
  readonly diagrams: string | undefined;
  readonly lang: string;
  readonly dir: string;
  /** Size of a slide in pixels, and reveal.js's margin. */
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly center: boolean;
}

/** Reads the deck from the speaker view's page, this one or one that was fetched later. */
export function readDeck(page: Document): SpeakerDeck {
  const facts = page.body.dataset;
  const slides = template(page, 'slides');
  const notes = new Map(
    [...template(page, 'notes-of-slides').content.children].map((article) => [
      article instanceof HTMLElement ? (article.dataset.slide ?? '') : '',
      article,
    ]),
  );
  const columns = [...slides.content.children];
  const format = formatOf(facts.slideNumber, columns.length);
  const read = columns.flatMap((column, h) =>
    slidesOf(column).map((slide, v) => readSlide(slide, { h, v, lang: slides.lang }, notes.get(slide.id))),
  );
  const numbers = slideNumbers(read, format);
  for (const [i, slide] of read.entries()) slide.number = numbers[i] ?? '';
  const minutes = Number.parseFloat(facts.duration ?? '');
  return {
    title: facts.title ?? '',
    revision: facts.revision ?? '',
    notes: facts.notes ?? '',
    duration: minutes > 0 ? minutes * 60_000 : undefined,
    linear: facts.linear !== undefined,
    rtl: facts.rtl !== undefined,
    slides: read,
    format,
    total: read.filter(({ counts }) => counts).length,
    look: template(page, 'look').content.textContent ?? '',
    diagrams: facts.diagrams,
    lang: slides.lang,
    dir: slides.dir,
    width: Number(facts.width),
    height: Number(facts.height),
    margin: Number(facts.margin),
    center: facts.center !== undefined,
  };
}

/** Reads a slide. Its steps are counted on demand, since a deck may have a thousand slides. */
function readSlide(
  section: Element,
  { lang, ...place }: { readonly h: number; readonly v: number; readonly lang: string },
  article: Element | undefined,
): Omit<DeckSlide, 'number'> & { number: string } {
  let steps: number | undefined;
  return {
    ...place,
    id: section.id,
    number: '',
    isInStack: section.parentElement?.closest('section') != null,
    counts: section.getAttribute('data-visibility') !== 'uncounted',
    title: article?.getAttribute('data-title') || section.id,
    get steps() {
      steps ??= countSteps(section);
      return steps;
    },
    copy() {
      const slide = cloneHere(section, true);
      const outer = section.parentElement?.closest('section');
      if (!outer) return withNeighbours(slide, section);
      const stack = cloneHere(outer, false);
      stack.append(withNeighbours(slide, section));
      return withNeighbours(stack, outer);
    },
    notes() {
      const notes = article ? cloneHere(article, true) : document.createElement('article');
      notes.lang = section.getAttribute('lang') ?? lang;
      const order = stepsOf(section);
      for (const part of notes.querySelectorAll<HTMLElement>('[data-fragment]')) {
        part.dataset.step = String(order[Number(part.dataset.fragment)] ?? -1);
      }
      return notes;
    },
  };
}

/** Adds placeholders, since themes style first and last slides, and those that follow another. */
function withNeighbours(copy: HTMLElement, original: Element): DocumentFragment {
  const around = document.createDocumentFragment();
  const neighbour = () => {
    const section = document.createElement('section');
    section.style.setProperty('display', 'none', 'important');
    return section;
  };
  if (original.previousElementSibling) around.append(neighbour());
  around.append(copy);
  if (original.nextElementSibling) around.append(neighbour());
  return around;
}

function slidesOf(column: Element): Element[] {
  const inner = [...column.children].filter(({ tagName }) => tagName === 'SECTION');
  return inner.length > 0 ? inner : [column];
}

/** Returns a copy that belongs to this document. */
function cloneHere(element: Element, deep: boolean): HTMLElement {
  const copy = element.cloneNode(deep);
  if (copy instanceof HTMLElement || isHtml(copy)) return copy;
  throw new Error('A slide is an HTML element.');
}

/**
 * Returns whether a node is an HTML element. Elements of templates belong to a document without a window, whose
 * classes may be different objects.
 */
function isHtml(node: Node): node is HTMLElement {
  return node instanceof Element && node.namespaceURI === 'http://www.w3.org/1999/xhtml';
}

function template(page: Document, id: string): HTMLTemplateElement {
  const element = page.getElementById(id);
  if (element instanceof HTMLTemplateElement) return element;
  throw new Error(`The speaker view has no #${id}.`);
}
