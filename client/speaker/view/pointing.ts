/** The pointer: a finger or the mouse on the current slide shows a dot on every screen. */
import { byId, make } from './dom.ts';
import type { Preview } from './slide-preview.ts';

/** A point in fractions of the slide's width and height. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Milliseconds between two positions, about the rate of a screen. */
const EVERY_MS = 33;

/** The pointer of this page. */
export class Pointing {
  readonly #preview: Preview;
  readonly #send: (at: Point | undefined) => void;
  readonly #container = byId('current');
  readonly #button = byId('pointer');
  readonly #dot = make('i', '', { class: 'dot', hidden: '' });
  #on = false;
  #waiting: Point | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(preview: Preview, send: (at: Point | undefined) => void) {
    this.#preview = preview;
    this.#send = send;
    this.#container.append(this.#dot);
    this.#container.addEventListener('pointerdown', (event) => this.#move(event));
    this.#container.addEventListener('pointermove', (event) => this.#move(event));
    for (const end of ['pointerleave', 'pointercancel', 'pointerup'] as const) {
      this.#container.addEventListener(end, (event) => {
        if (end !== 'pointerup' || event.pointerType !== 'mouse') this.#leave();
      });
    }
  }

  /** Turns it on or off. */
  toggle(on = !this.#on): void {
    if (on === this.#on) return;
    this.#on = on;
    this.#button.setAttribute('aria-pressed', String(on));
    document.body.classList.toggle('pointing', on);
    if (!on) this.#leave(true);
  }

  /** Shows a dot, whoever points. */
  show(at: Point | undefined): void {
    this.#dot.hidden = at === undefined;
    if (!at) return;
    const frame = this.#container.getBoundingClientRect();
    const slide = this.#preview.box();
    this.#dot.style.left = `${slide.left - frame.left + at.x * slide.width}px`;
    this.#dot.style.top = `${slide.top - frame.top + at.y * slide.height}px`;
  }

  #move({ clientX, clientY, buttons, pointerType }: PointerEvent): void {
    if (!this.#on || (pointerType !== 'mouse' && buttons === 0)) return;
    const { left, top, width, height } = this.#preview.box();
    const at = { x: part(clientX - left, width), y: part(clientY - top, height) };
    this.show(at);
    this.#waiting = at;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#waiting) this.#send(this.#waiting);
    }, EVERY_MS);
  }

  #leave(always = false): void {
    if (!this.#on && !always) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = undefined;
    this.show(undefined);
    this.#send(undefined);
  }
}

function part(of: number, whole: number): number {
  return Math.min(Math.max(of / whole, 0), 1) || 0;
}
