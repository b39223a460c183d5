/** Updates slides in place: media play on, and visible fragments stay visible. */
import type { RevealApi } from 'reveal.js';
import type { Column } from '../../../server/wire/changes.ts';
import { isScrollView } from '../reveal/place.ts';
import { move, moveBefore } from './move.ts';

/** Classes that reveal.js, the room or a narrow window set on a slide. */
const STATES = ['past', 'present', 'future', 'has-dark-background', 'has-light-background', 'running'];

/** Attributes that they set. */
const STATE = /^(?:class|style|hidden|inert|aria-hidden|data-index-[hv]|data-previous-indexv|data-loaded)$/;

/** Declarations that they set. */
const PLACED = ['top', 'display', '--fit'];

const BACKGROUND = /^data-background/;

/** Elements that would restart or flicker if they were replaced by an equal one. */
const LIVING = 'video, audio, iframe, img';

/** Updates a slide of this page to its new HTML. Returns whether the page has to be laid out again. */
export function putSlide(reveal: RevealApi, id: string, html: string): boolean {
  const slide = slideOf(id);
  const next = parse(html);
  if (!slide || !next) return false;
  const wasPlaced = isPlaced(reveal, slide);
  const shown = shownFragments(slide);
  const hasBackground = copyAttributes(next, slide);
  const scrolled = [...slide.querySelectorAll('pre code')].map(({ scrollTop }) => scrollTop);
  const old = [...slide.childNodes];
  slide.append(...next.childNodes);
  const kept = keepLiving(old, slide);
  for (const node of old) if (!kept.has(node)) node.remove();
  slide.querySelectorAll('pre code').forEach((code, index) => {
    code.scrollTop = scrolled[index] ?? 0;
  });
  if (hasBackground) reveal.syncSlide(slide);
  else reveal.syncFragments(slide);
  showFragments(slide, shown);
  const isApart = isScrollView(reveal) || reveal.isOverview();
  const isSeen = isApart || slide === reveal.getCurrentSlide();
  if (isSeen) reveal.loadSlide(slide);
  return isSeen && (isApart || wasPlaced || isPlaced(reveal, slide));
}

/** Returns whether reveal.js's layout depends on a slide's contents: it is centred, or something stretches. */
export function isPlaced(reveal: RevealApi, slide: Element): boolean {
  const stretches = slide.querySelector(':scope > .stretch, :scope > .r-stretch') !== null;
  return stretches || slide.matches('.center') || reveal.getConfig().center === true;
}

/** Arranges slides in columns; existing slides are kept with everything in them. */
export function arrangeColumns(
  slides: HTMLElement,
  columns: readonly Column[],
  html: Readonly<Record<string, string>>,
): void {
  const used = new Set<Element>();
  const wanted = columns.map(([open, ids]) => {
    const own = ids.map((id) => slideOf(id) ?? parse(html[id] ?? '')).filter((slide) => slide !== undefined);
    const [first] = own;
    if (open === '') return first;
    const outer = own
      .map(({ parentElement }) => parentElement)
      .find((parent) => parent?.matches('section') && !used.has(parent));
    const next = parse(`${open}</section>`);
    const column = outer ?? next;
    if (!column) return undefined;
    used.add(column);
    if (next && outer) copyAttributes(next, outer);
    // reveal.js expects its slides in a connected column.
    if (!column.isConnected) slides.append(column);
    line(column, own);
    return column;
  });
  line(
    slides,
    wanted.filter((column) => column !== undefined),
  );
}

/** Makes these the sections of a parent, in this order. */
function line(parent: Element, wanted: readonly Element[]): void {
  const staying = new Set(wanted);
  const sections = () => [...parent.children].filter((child) => child.matches('section'));
  wanted.forEach((section, index) => {
    const here = sections()[index];
    if (here !== section) moveBefore(parent, section, here ?? null);
  });
  for (const section of sections()) if (!staying.has(section)) section.remove();
}

function slideOf(id: string): HTMLElement | undefined {
  const element = document.getElementById(id);
  return element?.matches('.slides section') ? element : undefined;
}

function parse(html: string): HTMLElement | undefined {
  const template = document.createElement('template');
  template.innerHTML = html;
  return document.importNode(template.content, true).querySelector<HTMLElement>('section') ?? undefined;
}

/** Copies a section's attributes, except its state. Returns whether its background has changed. */
function copyAttributes(from: HTMLElement, to: HTMLElement): boolean {
  keepChoice(from, to);
  let hasBackground = false;
  const put = (name: string, value: string | null): void => {
    if (to.getAttribute(name) === value) return;
    hasBackground ||= BACKGROUND.test(name);
    if (value === null) to.removeAttribute(name);
    else to.setAttribute(name, value);
  };
  const names = new Set([...from.getAttributeNames(), ...to.getAttributeNames()]);
  for (const name of names) if (!STATE.test(name)) put(name, from.getAttribute(name));
  const states = [...to.classList].filter((name) => STATES.includes(name));
  put('class', [...new Set([...from.classList, ...states])].join(' ') || null);
  const placed = PLACED.map((name) => [name, to.style.getPropertyValue(name)] as const);
  put('style', from.getAttribute('style'));
  for (const [name, value] of placed) if (value) to.style.setProperty(name, value);
  return hasBackground;
}

/**
 * Keeps the chosen file of a section's background while its picture stays the same; a save sends the picture's
 * own address.
 */
function keepChoice({ dataset: next }: HTMLElement, { dataset: here }: HTMLElement): void {
  const { backgroundOwn, backgroundImage, backgroundPreview } = here;
  const isSame =
    backgroundOwn === (next.backgroundImage ?? next.background)?.trim() &&
    (['backgroundSize', 'backgroundRepeat'] as const).every((name) => next[name] === here[name]);
  if (backgroundOwn === undefined || backgroundImage === undefined || !isSame) return;
  if (next.backgroundImage === undefined) delete next.background;
  Object.assign(next, { backgroundOwn, backgroundImage });
  if (backgroundPreview === undefined) return;
  next.backgroundPreview = backgroundPreview;
  next.backgroundGradient ??= backgroundPreview;
}

/** Moves media from old nodes to where equal ones are now. Returns the moved elements. */
function keepLiving(old: readonly Node[], slide: HTMLElement): ReadonlySet<Node> {
  const kept = new Set<Node>();
  const living = old.flatMap((node) =>
    node instanceof Element
      ? [...(node.matches(LIVING) ? [node] : []), ...node.querySelectorAll(LIVING)]
      : [],
  );
  for (const next of [...slide.querySelectorAll(LIVING)].filter((each) => !living.includes(each))) {
    const at = living.findIndex((each) => sourceOf(each) === sourceOf(next));
    const [here] = at === -1 ? [] : living.splice(at, 1);
    if (!here) continue;
    move(here, next);
    kept.add(here);
  }
  return kept;
}

/** Returns what an element shows; reveal.js loads `data-src` later. */
function sourceOf(element: Element): string {
  const of = (each: Element) =>
    ['src', 'srcset', 'poster'].map((name) => each.getAttribute(name) ?? each.getAttribute(`data-${name}`));
  return JSON.stringify([element.tagName, of(element), [...element.querySelectorAll('source')].map(of)]);
}

/** Returns the last visible fragment; undefined where all are visible. */
function shownFragments(slide: Element): number | undefined {
  const all = [...slide.querySelectorAll<HTMLElement>('.fragment')];
  const shown = all.filter(({ classList }) => classList.contains('visible'));
  if (all.length > 0 && shown.length === all.length && !slide.matches('.present')) return undefined;
  return Math.max(-1, ...shown.map(({ dataset }) => Number(dataset.fragmentIndex)));
}

function showFragments(slide: Element, last = Number.POSITIVE_INFINITY): void {
  for (const fragment of slide.querySelectorAll<HTMLElement>('.fragment')) {
    const index = Number(fragment.dataset.fragmentIndex);
    fragment.classList.toggle('visible', index <= last);
    fragment.classList.toggle('current-fragment', index === last);
  }
}
