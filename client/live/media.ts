/** Synchronises video and audio with the presenter's. */
import type { MediaMessage } from '../../server/wire/protocol.ts';
import type { Connection } from '../room/connection.ts';
import type { Bar } from './bar.ts';
import type { RoomContext } from './reveal/role-controller.ts';

/** Seconds of difference that nobody notices; the rest is network and decoding. */
const DRIFT = 0.3;

/** Milliseconds between two seeks, since seeking takes a while itself. */
const SEEK_EVERY_MS = 2_000;

/** The room whose media are followed. */
type FollowedRoom = Pick<RoomContext, 'reveal'> & { readonly connection: Pick<Connection, 'now'> };

/** The part of a media element that is used: a video, an audio, or a terminal recording whose module has loaded. */
export type Medium = HTMLElement &
  Pick<
    HTMLMediaElement,
    | 'currentTime'
    | 'duration'
    | 'ended'
    | 'loop'
    | 'muted'
    | 'paused'
    | 'play'
    | 'pause'
    | 'playbackRate'
    | 'seeking'
  >;

/** Returns whether an element can play: recordings can once their module has loaded. */
export function isMedium(element: EventTarget | null | undefined): element is Medium {
  return element instanceof HTMLElement && 'currentTime' in element;
}

/** Returns the media of a slide, in document order, including recordings that cannot play yet. */
export function mediaOf(slide: Element): Element[] {
  return [...slide.querySelectorAll('video, audio, lectern-cast')];
}

/** Follows the presenter's media, with a button for browsers that require a tap for sound. */
export class MediaFollower {
  readonly #reveal: RoomContext['reveal'];
  readonly #connection: Pick<Connection, 'now'>;
  readonly #sound: HTMLButtonElement;
  readonly #told = new Map<Medium, MediaMessage>();
  readonly #muted = new Set<Medium>();
  readonly #seekedAt = new WeakMap<Medium, number>();
  #last: MediaMessage | undefined;
  /** A message about a recording that cannot play yet. */
  #early: MediaMessage | undefined;

  constructor({ reveal, connection }: FollowedRoom, bar: Bar) {
    this.#reveal = reveal;
    this.#connection = connection;
    this.#sound = bar.addButton('live-sound', () => this.#unmute());
    this.#sound.textContent = 'Tap for sound';
    reveal.on('slidechanged', () => this.release());
  }

  /** @param now whether to play it, or only to store it until the viewer resumes */
  apply(message: MediaMessage, now = true): void {
    this.#last = message;
    this.#early = undefined;
    if (!now) return;
    const slide = this.#reveal.getCurrentSlide();
    const medium = slide.id === message.slide ? mediaOf(slide)[message.index] : undefined;
    if (!isMedium(medium)) {
      if (medium) this.#takeLater(medium.localName, message);
      return;
    }
    if (!this.#told.has(medium))
      for (const type of ['playing', 'timeupdate']) medium.addEventListener(type, this.#correct);
    this.#told.set(medium, message);
    this.#seekedAt.delete(medium);
    this.#seek(medium, message);
    if (message.playing) this.#play(medium);
    else medium.pause();
  }

  /** Drops messages about other slides than this one. */
  keepFor(slide: string): void {
    if (this.#last?.slide !== slide) this.#last = undefined;
  }

  /** Leaves the media to the viewer. */
  release(): void {
    for (const medium of this.#told.keys())
      for (const type of ['playing', 'timeupdate']) medium.removeEventListener(type, this.#correct);
    for (const medium of this.#muted) medium.muted = false;
    this.#told.clear();
    this.#muted.clear();
    this.#early = undefined;
    this.#sound.hidden = true;
  }

  /** Applies the last message again. */
  resume(): void {
    if (this.#last) this.apply(this.#last);
  }

  #unmute(): void {
    for (const medium of this.#muted) {
      medium.muted = false;
      // An iPhone that saves power has refused it without sound, too. This is the tap that it waits for.
      if (this.#told.get(medium)?.playing) medium.play().catch(() => {});
    }
    this.#muted.clear();
    this.#sound.hidden = true;
  }

  /** Applies the message once the element's module has loaded, unless another message has come. */
  #takeLater(name: string, message: MediaMessage): void {
    this.#early = message;
    customElements.whenDefined(name).then(() => {
      if (this.#early === message) this.apply(message);
    });
  }

  readonly #correct = ({ target }: Event): void => {
    const message = isMedium(target) ? this.#told.get(target) : undefined;
    if (message?.playing && isMedium(target) && !target.ended) this.#seek(target, message);
  };

  #seek(medium: Medium, { playing, time, at }: MediaMessage): void {
    const passed = playing ? (Math.max(0, this.#connection.now() - at) / 1000) * medium.playbackRate : 0;
    const length = medium.duration || Number.POSITIVE_INFINITY;
    const wanted =
      medium.loop && length < Number.POSITIVE_INFINITY
        ? (time + passed) % length
        : Math.min(time + passed, length);
    const now = performance.now();
    const apart = Math.abs(medium.currentTime - wanted);
    // The end of a loop shows something else than its start, though both are the same time.
    if (apart < DRIFT || (playing && medium.loop && length - apart < DRIFT)) return;
    if (now - (this.#seekedAt.get(medium) ?? Number.NEGATIVE_INFINITY) < SEEK_EVERY_MS) return;
    this.#seekedAt.set(medium, now);
    medium.currentTime = wanted;
  }

  #play(medium: Medium): void {
    medium.play().catch((error: unknown) => {
      const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
      if (!isRefused || !this.#told.get(medium)?.playing) return;
      medium.muted = true;
      this.#muted.add(medium);
      this.#sound.hidden = false;
      medium.play().catch(() => {});
    });
  }
}
