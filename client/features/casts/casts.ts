/**
 * Plays terminal recordings, each a custom element with the part of a video's interface that the live room
 * uses.
 */
import type { Player } from 'asciinema-player';
import type { RevealApi } from 'reveal.js';

/** Milliseconds between two updates of the slider. */
const FOLLOW_EVERY_MS = 200;

/** A recording. Its player is loaded when it is first played; its times are those of the recording. */
export class CastElement extends HTMLElement {
  readonly loop = this.hasAttribute('loop');
  readonly playbackRate = Number(this.getAttribute('speed') ?? 1);
  readonly duration = Number(this.getAttribute('duration') ?? 0);
  readonly seeking = false;
  muted = false;
  paused = true;
  ended = false;
  #player: Promise<Player> | undefined;
  #running: Player | undefined;
  #before = 0;
  #following: ReturnType<typeof setInterval> | undefined;
  readonly #button = document.createElement('button');
  readonly #slider = document.createElement('input');

  connectedCallback(): void {
    // A recording that could not be read has no size.
    if (!this.hasAttribute('cols') || this.querySelector('.cast-controls')) return;
    const controls = document.createElement('span');
    controls.className = 'cast-controls';
    this.#button.type = 'button';
    this.#slider.type = 'range';
    this.#slider.max = String(this.duration);
    this.#slider.step = 'any';
    this.#slider.value = '0';
    this.#slider.setAttribute('aria-label', 'Time');
    controls.append(this.#button, this.#slider);
    this.append(controls);
    this.#button.addEventListener('click', () => this.#toggle());
    this.#slider.addEventListener('input', () => {
      this.currentTime = Number(this.#slider.value);
    });
    this.querySelector('.cast-screen')?.addEventListener('click', () => this.#toggle());
    // reveal.js uses these keys for the deck; on the button the arrow keys stay the deck's, on the slider they
    // are the slider's.
    this.#button.addEventListener('keydown', (event) => {
      if (event.key === ' ' || event.key === 'Enter') event.stopPropagation();
    });
    this.#show();
  }

  get currentTime(): number {
    return this.#running?.getCurrentTime() ?? this.#before;
  }

  set currentTime(time: number) {
    this.#before = Math.max(0, Math.min(time, this.duration));
    this.ended = false;
    const to = this.#before;
    this.#open()
      .then((player) => player.seek(to))
      .then(() => this.#tell('seeked'));
  }

  async play(): Promise<void> {
    // Like a video, it fires no second event: two windows that follow each other would never stop.
    if (!this.paused) return;
    this.paused = false;
    const wasEnded = this.ended;
    this.ended = false;
    // Fired at once: if the player takes long to load, it would no longer count as a user's action.
    this.#tell('play');
    const player = await this.#open();
    if (wasEnded) await player.seek(0);
    if (this.paused) return;
    await player.play();
    // Windows that played meanwhile are ahead.
    this.#tell('seeked');
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.#running?.pause();
    this.#tell('pause');
  }

  #toggle(): void {
    if (this.paused) this.play();
    else this.pause();
  }

  /**
   * Loads the player at the first play; before that, the poster is shown. If loading fails, nothing plays, and
   * the next press tries again.
   */
  #open(): Promise<Player> {
    this.#player ??= this.#create().catch((error) => {
      this.#player = undefined;
      this.pause();
      throw error;
    });
    return this.#player;
  }

  async #create(): Promise<Player> {
    const [{ create }, { default: styles }] = await Promise.all([
      import('asciinema-player'),
      import('asciinema-player/dist/bundle/asciinema-player.css?inline'),
    ]);
    const style = document.createElement('style');
    style.textContent = styles;
    const screen = document.createElement('span');
    screen.className = 'cast-player';
    const idle = this.getAttribute('idle');
    const text = await (await fetch(this.getAttribute('src') ?? '')).text();
    this.querySelector('.cast-screen')?.append(style, screen);
    const player = create({ data: text }, screen, {
      preload: true,
      controls: false,
      theme: 'lectern',
      fit: 'both',
      cols: Number(this.getAttribute('cols')),
      rows: Number(this.getAttribute('rows')),
      speed: this.playbackRate,
      loop: this.loop,
      startAt: Number(this.getAttribute('start') ?? 0),
      terminalFontFamily: getComputedStyle(this.querySelector('samp') ?? this).fontFamily,
      ...(idle === null ? {} : { idleTimeLimit: Number(idle) }),
    });
    player.addEventListener('ended', () => {
      this.paused = true;
      this.ended = true;
      this.#tell('pause');
    });
    this.#running = player;
    return player;
  }

  #tell(type: string): void {
    this.#show();
    this.dispatchEvent(new Event(type));
  }

  #show(): void {
    this.#button.textContent = this.paused ? 'Play' : 'Pause';
    clearInterval(this.#following);
    if (!this.paused) this.#following = setInterval(() => this.#follow(), FOLLOW_EVERY_MS);
    this.#follow();
  }

  #follow(): void {
    if (document.activeElement !== this.#slider || !this.paused)
      this.#slider.value = String(this.currentTime);
  }
}

/** Defines the element, and stops recordings on a slide that is left. */
export function playCasts(reveal: RevealApi): void {
  customElements.define('lectern-cast', CastElement);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const begin = (slide: Element | undefined) => {
    for (const cast of castsOf(slide)) if (cast.hasAttribute('autoplay') && !still) cast.play();
  };
  reveal.on('slidechanged', (event) => {
    const { previousSlide, currentSlide } = event as Event & Record<string, Element | undefined>;
    for (const cast of castsOf(previousSlide)) cast.pause();
    begin(currentSlide);
  });
  begin(reveal.getCurrentSlide());
}

function castsOf(slide: Element | undefined): CastElement[] {
  return [...(slide?.querySelectorAll('lectern-cast') ?? [])].filter((cast) => cast instanceof CastElement);
}
