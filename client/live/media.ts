/** Synchronises video and audio with the presenter's. */
import type { MediaMessage } from '../../server/wire/protocol.ts';
import type { Connection } from '../room/connection.ts';
import type { Bar } from './bar.ts';
import type { RoomContext } from './reveal/role-controller.ts';

/** Seconds of difference that nobody notices; the rest is network and decoding. */
const DRIFT = 0.3;

/** Milliseconds between two seeks, since seeking takes a while itself. */
const SEEK_EVERY_MS = 2_000;

/** Follows the presenter's media. */
export interface MediaFollower {
  /** @param now whether to play it, or only to store it until the viewer resumes */
  apply(message: MediaMessage, now?: boolean): void;
  /** Drops messages about other slides than this one. */
  keepFor(slide: string): void;
  /** Leaves the media to the viewer. */
  release(): void;
  /** Applies the last message again. */
  resume(): void;
}

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

/** Creates the follower, with a button for browsers that require a tap for sound. */
export function followMedia(
  { reveal, connection }: Pick<RoomContext, 'reveal'> & { readonly connection: Pick<Connection, 'now'> },
  bar: Bar,
): MediaFollower {
  const told = new Map<Medium, MediaMessage>();
  const muted = new Set<Medium>();
  const seekedAt = new WeakMap<Medium, number>();
  let last: MediaMessage | undefined;
  /** A message about a recording that cannot play yet. */
  let early: MediaMessage | undefined;
  const sound = bar.addButton('live-sound', () => {
    for (const medium of muted) {
      medium.muted = false;
      // An iPhone that saves power has refused it without sound, too. This is the tap that it waits for.
      if (told.get(medium)?.playing) medium.play().catch(() => {});
    }
    muted.clear();
    sound.hidden = true;
  });
  sound.textContent = 'Tap for sound';
  reveal.on('slidechanged', release);

  function apply(message: MediaMessage, now = true): void {
    last = message;
    early = undefined;
    if (!now) return;
    const slide = reveal.getCurrentSlide();
    const medium = slide.id === message.slide ? mediaOf(slide)[message.index] : undefined;
    if (!isMedium(medium)) {
      if (medium) takeLater(medium.localName, message);
      return;
    }
    if (!told.has(medium))
      for (const type of ['playing', 'timeupdate']) medium.addEventListener(type, correct);
    told.set(medium, message);
    seekedAt.delete(medium);
    seek(medium, message);
    if (message.playing) play(medium);
    else medium.pause();
  }

  /** Applies the message once the element's module has loaded, unless another message has come. */
  function takeLater(name: string, message: MediaMessage): void {
    early = message;
    customElements.whenDefined(name).then(() => {
      if (early === message) apply(message);
    });
  }

  function correct({ target }: Event): void {
    const message = isMedium(target) ? told.get(target) : undefined;
    if (message?.playing && isMedium(target) && !target.ended) seek(target, message);
  }

  function seek(medium: Medium, { playing, time, at }: MediaMessage): void {
    const passed = playing ? (Math.max(0, connection.now() - at) / 1000) * medium.playbackRate : 0;
    const length = medium.duration || Number.POSITIVE_INFINITY;
    const wanted =
      medium.loop && length < Number.POSITIVE_INFINITY
        ? (time + passed) % length
        : Math.min(time + passed, length);
    const now = performance.now();
    const apart = Math.abs(medium.currentTime - wanted);
    // The end of a loop shows something else than its start, though both are the same time.
    if (apart < DRIFT || (playing && medium.loop && length - apart < DRIFT)) return;
    if (now - (seekedAt.get(medium) ?? Number.NEGATIVE_INFINITY) < SEEK_EVERY_MS) return;
    seekedAt.set(medium, now);
    medium.currentTime = wanted;
  }

  function play(medium: Medium): void {
    medium.play().catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'NotAllowedError') || !told.get(medium)?.playing)
        return;
      medium.muted = true;
      muted.add(medium);
      sound.hidden = false;
      medium.play().catch(() => {});
    });
  }

  function release(): void {
    for (const medium of told.keys()) {
      for (const type of ['playing', 'timeupdate']) medium.removeEventListener(type, correct);
    }
    for (const medium of muted) medium.muted = false;
    told.clear();
    muted.clear();
    early = undefined;
    sound.hidden = true;
  }

  function keepFor(slide: string): void {
    if (last?.slide !== slide) last = undefined;
  }

  return { apply, keepFor, release, resume: () => last && apply(last) };
}
