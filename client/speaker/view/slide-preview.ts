/** Previews of slides as they really look: each in a shadow root with the deck's styles, and without animation. */

import { backgroundUrls } from '../../features/pictures/background-urls.ts';
import { choose } from '../../features/pictures/choose-backgrounds.ts';
import { fitContents } from '../../page/fit-contents.ts';
import { applyStep } from '../talk/fragment-steps.ts';
import type { DeckSlide, SpeakerDeck } from '../talk/speaker-deck.ts';
import { byId } from './dom.ts';
import { firstFrame, makeInert, setStill } from './make-inert.ts';
import previewStyles from './preview.css?inline';
import { drawDiagrams } from './preview-diagrams.ts';

/** An element in which a slide is shown. */
export class Preview {
  readonly #container: HTMLElement;
  readonly #host = document.createElement('div');
  readonly #root: ShadowRoot;
  #deck: SpeakerDeck | undefined;
  #slide: DeckSlide | undefined;
  #section: HTMLElement | undefined;
  #f = -1;

  constructor(id: string) {
    this.#container = byId(id);
    this.#host.inert = true;
    this.#host.setAttribute('aria-hidden', 'true');
    this.#root = this.#host.attachShadow({ mode: 'open' });
    this.#container.prepend(this.#host);
  }

  /** Shows a slide at a step, or nothing. Another step of the same slide is applied in place. */
  show(deck: SpeakerDeck, slide: DeckSlide | undefined, f: number): void {
    if (deck === this.#deck && slide === this.#slide && f === this.#f) return;
    if (deck !== this.#deck) this.#dress(deck);
    if (slide !== this.#slide || deck !== this.#deck) this.#put(deck, slide);
    this.#deck = deck;
    this.#slide = slide;
    this.#f = f;
    if (this.#section) applyStep(this.#section, f);
    this.#showLines();
  }

  /** Returns the slide's area on the page. */
  box(): DOMRect {
    return (this.#root.querySelector('.slides') ?? this.#host).getBoundingClientRect();
  }

  #dress(deck: SpeakerDeck): void {
    const { style } = this.#host;
    style.setProperty('--w', String(deck.width));
    style.setProperty('--h', String(deck.height));
    style.setProperty('--m', String(deck.margin));
    this.#container.style.setProperty('--ratio', `${deck.width} / ${deck.height}`);
    this.#host.lang = deck.lang;
    this.#host.dir = deck.dir;
    this.#root.adoptedStyleSheets = [previewStyles, deck.look].map(sheetOf);
  }

  #put(deck: SpeakerDeck, slide: DeckSlide | undefined): void {
    this.#section = undefined;
    this.#root.replaceChildren();
    this.#container.classList.toggle('empty', slide === undefined);
    if (!slide) return;
    const copy = slide.copy();
    makeInert(copy);
    const reveal = document.createElement('div');
    const slides = document.createElement('div');
    reveal.className = deck.center ? 'reveal center' : 'reveal';
    slides.className = 'slides';
    slides.append(copy);
    reveal.append(slides);
    const section = [...slides.querySelectorAll('section')].find(({ id }) => id === slide.id);
    if (!section) return;
    section.classList.add('present');
    paintBackground(reveal, section, this.#container.clientWidth || innerWidth);
    this.#root.append(reveal);
    if (section.matches('[data-background-color], [data-background]')) markContrast(reveal, section);
    this.#section = section;
    fitContents(section, deck.width, deck.height);
    drawDiagrams(this.#root, deck.diagrams);
    void drawOwnCodes(this.#root);
  }

  /** Scrolls long code to the lines of its step. */
  #showLines(): void {
    for (const code of this.#section?.querySelectorAll<HTMLElement>('pre > code[data-line-numbers]') ?? []) {
      const lines = code.querySelectorAll<HTMLElement>('.highlight-line');
      const [first, last] = [lines[0], lines[lines.length - 1]];
      if (!first || !last) continue;
      const middle = (first.offsetTop + last.offsetTop + last.offsetHeight) / 2;
      code.scrollTop = Math.min(middle - code.clientHeight / 2, first.offsetTop);
    }
  }
}

/** Previews whose QR codes are drawn already. */
const coded = new WeakSet<ShadowRoot>();

/** Loads the script for the first code that leads to the deck itself. */
async function drawOwnCodes(root: ShadowRoot): Promise<void> {
  if (coded.has(root) || !root.querySelector('[data-qr=""]')) return;
  coded.add(root);
  (await import('../../features/qr-codes/qr-codes.ts')).drawCodes(root);
}

const sheets = new Map<string, CSSStyleSheet>();

/** Returns a style sheet, which all previews with the same styles share. */
function sheetOf(css: string): CSSStyleSheet {
  const known = sheets.get(css);
  if (known) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.set(css, sheet);
  return sheet;
}

/**
 * Paints the background as reveal.js would, except for web pages; of a picture, the file for this width, of a
 * video its first frame.
 */
function paintBackground(reveal: HTMLElement, section: HTMLElement, width: number): void {
  const data: DOMStringMap = { ...section.parentElement?.dataset, ...section.dataset };
  const hasOwn = section.matches('[data-background], [data-background-image]');
  const choice = (hasOwn ? section.dataset : data).backgroundSrcset;
  const either = data.background ?? '';
  const isImage = /^(https?:|\/\/)|\.(svg|png|jpe?g|gif|bmp|webp|avif)([?#\s]|$)/i.test(either);
  const image = data.backgroundImage ?? (isImage ? either : '');
  const { style } = reveal;
  if (either && !isImage) style.background = either;
  if (data.backgroundColor) style.backgroundColor = data.backgroundColor;
  if (image && !data.backgroundOpacity) {
    const own = backgroundUrls(image);
    style.backgroundImage = own;
    const chosen = choice ? choose(choice, width) : '';
    const format = /\.(avif|webp)$/.exec(chosen)?.[1];
    // Browsers without image-set() ignore it.
    if (format) style.backgroundImage = `image-set(url("${chosen}") type("image/${format}"),${own} 1x)`;
    style.backgroundPosition = data.backgroundPosition ?? '50%';
    style.backgroundSize = data.backgroundSize ?? 'cover';
    style.backgroundRepeat = data.backgroundRepeat ?? 'no-repeat';
  } else if (data.backgroundGradient) style.backgroundImage = data.backgroundGradient;
  const { backgroundVideo } = section.dataset;
  if (backgroundVideo && !image) reveal.prepend(filmBehind(backgroundVideo, data));
}

/** Returns the video behind a slide as reveal.js lays it out, at its start. */
function filmBehind(
  addresses: string,
  { backgroundSize, backgroundOpacity }: DOMStringMap,
): HTMLVideoElement {
  const film = document.createElement('video');
  for (const address of addresses.split(',')) {
    const source = document.createElement('source');
    source.src = firstFrame(address.trim());
    film.append(source);
  }
  setStill(film);
  const fit = backgroundSize === 'contain' ? 'contain' : 'cover';
  film.style.cssText = `position:absolute;inset:0;width:100%;height:100%;max-width:none;max-height:none;object-fit:${fit};opacity:${Number(backgroundOpacity ?? 1)};background:none`;
  return film;
}

/** Marks the background as dark or light, by reveal.js's `colorBrightness`. */
function markContrast(reveal: HTMLElement, section: HTMLElement): void {
  const color = getComputedStyle(reveal).backgroundColor.match(/[\d.]+/g) ?? [];
  const [red = 0, green = 0, blue = 0, alpha = 1] = color.map(Number);
  if (alpha === 0) return;
  const isDark = red * 299 + green * 587 + blue * 114 < 128_000;
  for (const { classList } of [reveal, section]) {
    classList.add(isDark ? 'has-dark-background' : 'has-light-background');
  }
}
