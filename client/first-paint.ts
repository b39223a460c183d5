/**
 * The one inline script of a deck page: shows the slide in the address exactly where reveal.js will put it,
 * before any other script has loaded. It follows the first column.
 *
 * It computes reveal.js 6.0.2's `layout()`, `scrollView.syncPages()`, `backgrounds.sync()` and fitty, for one
 * slide. If reveal.js does not load, or not soon, the other slides follow below. Every page contains this
 * script, so it is kept small.
 */

import { backgroundUrls } from './features/pictures/background-urls.ts';
import { fitContents } from './page/fit-contents.ts';
import { foldedParts, unfold } from './page/later/unfold.ts';
import { fitType, type Shape, withWindowShape } from './page/narrow-window.ts';
import { startsScrolling } from './page/scroll-view.ts';

/** The options of reveal.js that determine a slide's position. */
interface Layout extends Shape {
  readonly margin?: number;
  readonly minScale?: number;
  readonly maxScale?: number;
  readonly center?: boolean;
  readonly disableLayout?: boolean;
  readonly hashOneBasedIndex?: boolean;
  readonly scrollActivationWidth?: number | string | null;
  readonly view?: string | null;
}

/** Milliseconds after which the other slides are shown without reveal.js; on slow 4G it loads within 2000. */
const PATIENCE = 3000;

/** What reveal.js listens to. */
const INPUT = ['keydown', 'pointerdown', 'pointermove', 'pointerup', 'pointercancel'];

const root = document.documentElement;
const { body } = document;
const deck = document.querySelector<HTMLElement>('.reveal');
const options: Layout = JSON.parse(deck?.dataset.options ?? '{}');

const all = <E extends HTMLElement>(within: ParentNode, selector: string): E[] => [
  ...within.querySelectorAll<E>(selector),
];
const index = (text = ''): number =>
  Math.max(Number.parseInt(text, 10) - Number(options.hashOneBasedIndex ?? 0), 0) || 0;

/** Id, or column and row, and number of visible fragments, as in reveal.js's `getIndicesFromHash`. */
const parts = location.hash.replace(/^#\/?/, '').split('/');
const isName = /\D/.test(parts[0] ?? '');

/** Returns the slide in the address, of the later ones, too; undefined while it is not parsed. */
function named(): HTMLElement | undefined {
  for (const part of foldedParts(document)) {
    const slide = find();
    if (slide) return slide;
    unfold(part);
  }
  return find();
}

function find(): HTMLElement | undefined {
  if (isName)
    return (
      document.getElementById(decodeURIComponent(parts[0] ?? ''))?.closest<HTMLElement>('section') ??
      undefined
    );
  const column = all(document, '.slides>section')[index(parts[0])];
  return column && (all(column, 'section')[index(parts[1])] ?? column);
}

/** Positions the slide. Styles for the whole page are in one style element, which deck.ts removes. */
function paint(slide: HTMLElement): void {
  const { margin = 0.04, center = true, ...shape } = deck ? withWindowShape(deck, options) : options;
  const room = [innerWidth * (1 - margin), innerHeight * (1 - margin)] as const;
  const size = (value: number | string, of: number): number =>
    /%$/.test(`${value}`) ? (Number.parseFloat(`${value}`) / 100) * of : Number(value);
  const width = size(shape.width ?? 960, room[0]);
  const height = size(shape.height ?? 700, room[1]);
  const fit = Math.max(Math.min(room[0] / width, room[1] / height), options.minScale ?? 0.2);
  const scale = Math.round(Math.min(fit, options.maxScale ?? 2) * 100) / 100;

  slide.parentElement?.closest('section')?.classList.add('present', 'stack');
  slide.classList.add('present');
  root.classList.add('painted');
  const style = document.createElement('style');
  style.id = 'first-paint';
  style.textContent = `.reveal .slides{width:${width}px;height:${height}px}${backdrop(slide)}`;
  document.head.append(style);
  if (slide.matches('[data-background-color],[data-background]')) contrast(slide);
  all(slide, '.fragment').forEach((fragment, order) => {
    const shown = isName ? parts[1] : parts[2];
    if (Number(fragment.dataset.fragmentIndex ?? order) <= Number(shown ?? -1))
      fragment.classList.add('visible');
  });

  fitContents(slide, width, height);
  if (deck?.classList.contains('narrow')) fitType([slide]);

  const spare = (height - slide.scrollHeight) / 2;
  const top =
    (startsScrolling(options) && center && spare) ||
    (center || slide.matches('.center') ? Math.max(spare, 0) : 0);
  const placed = scale === 1 ? '' : `inset:50% auto auto 50%;transform:translate(-50%,-50%)scale(${scale})`;
  style.textContent += `.reveal .slides{${placed}}.reveal .slides .present:not(.stack){top:${top}px}`;

  // The other slides wait below the first screen, at their natural size, until they are needed.
  style.textContent += `.settled .slides::before{height:${(innerHeight / scale + height) / 2}px}.settled .slides section:not(.present){zoom:${1 / scale}}`;
  const stop = keepInput();
  const settle = (): void => {
    if (root.matches('.reveal-ready')) return;
    root.classList.add('settled');
    // From now on, keys and fingers scroll.
    stop();
  };
  addEventListener('load', settle);
  setTimeout(settle, PATIENCE);
}

/**
 * Keeps what is pressed and swiped until reveal.js is ready, and has it happen then, in order. Returns what ends
 * that.
 */
function keepInput(): () => void {
  const kept: Event[] = [];
  const over = new AbortController();
  const { signal } = over;
  const keep = (event: Event): void => {
    kept.push(event);
    // reveal.js listens some time before it is ready.
    if (root.matches('.reveal-ready')) event.stopImmediatePropagation();
  };
  for (const type of INPUT) addEventListener(type, keep, { capture: true, passive: true, signal });
  const replay = (): void => {
    over.abort();
    for (const event of kept) event.target?.dispatchEvent(event);
  };
  addEventListener('lectern:started', replay, { signal });
  return () => over.abort();
}

/**
 * Returns the style of the slide's background, which the body shows until reveal.js has created an element for
 * it.
 */
function backdrop(slide: HTMLElement): string {
  const data = { ...slide.parentElement?.dataset, ...slide.dataset };
  const either = data.background ?? '';
  const isImage = /^(http|file|\/\/)|\.(svg|png|jpe?g|gif|bmp|webp)([?#\s]|$)/i.test(either);
  const image = data.backgroundOpacity ? '' : (data.backgroundImage ?? (isImage ? either : ''));
  const images = [image && backgroundUrls(image), data.backgroundGradient].filter(Boolean);
  const rules = [
    either && !isImage && `background:${either}`,
    data.backgroundColor && `background-color:${data.backgroundColor}`,
    images[0] &&
      `background-image:${images};background-attachment:fixed;background-position:${data.backgroundPosition ?? '50%'};background-size:${data.backgroundSize ?? 'cover'};background-repeat:${data.backgroundRepeat ?? 'no-repeat'}`,
  ];
  return `body.reveal-viewport{${rules.filter(Boolean).join(';')}}`;
}

/** Marks slide and deck as light or dark, by reveal.js's `colorBrightness`. */
function contrast(slide: HTMLElement): void {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (
    getComputedStyle(body).backgroundColor.match(/[\d.]+/g) ?? []
  ).map(Number);
  if (alpha === 0) return;
  const shade =
    red * 299 + green * 587 + blue * 114 < 128_000 ? 'has-dark-background' : 'has-light-background';
  slide.classList.add(shade);
  deck?.classList.add(shade);
}

/** Paints now, or, when the address names a slide further down, as soon as the page is parsed. */
function start(): void {
  if (options.disableLayout || /print/.test(location.search)) return;
  deck?.classList.toggle('center', options.center ?? true);
  const slide = named();
  if (slide) {
    paint(slide);
    return;
  }
  root.classList.add('waiting');
  // Modules run after `interactive` and before DOMContentLoaded.
  addEventListener('readystatechange', late, true);
}

function late(): void {
  removeEventListener('readystatechange', late, true);
  root.classList.remove('waiting');
  const slide = named() ?? document.querySelector<HTMLElement>('.slides section:not(.stack)');
  if (slide) paint(slide);
}

// Without reveal.js, all slides can be read.
addEventListener('load', () => {
  if (!root.matches('.reveal-ready')) foldedParts(document).forEach(unfold);
});
start();
