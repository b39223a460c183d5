/** Video and audio of the slide as the presenter plays them. */
import type { MediaMessage } from '../../server/wire/protocol.ts';
import type { Connection } from '../room/connection.ts';
import type { Bar } from './bar.ts';
import type { RoomContext } from './reveal/role-controller.ts';

/** Apart by less, in seconds, nobody notices; the rest is network and decoding. */
const DRIFT = 0.3;

/** Seeking takes a while itself: not more often, in milliseconds. */
const SEEK_EVERY_MS = 2_000;

/** Follows the presenter's media. */
export interface MediaFollower {
  /** @param now whether to play it, or only to know it for when the reader resumes */
  apply(message: MediaMessage, now?: boolean): void;
  /** The room is at this slide: what was told of another is over. */
  keepFor(slide: string): void;
  /** Leaves the media to the reader. */
  release(): void;
  /** Takes up what was told last. */
  resume(): void;
}

/** What the room needs of a medium: a video, a sound, or a terminal recording once its part of the page has loaded. */
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

/** Whether an element plays: recordings do only once their part of the page has loaded. */
export function isMedium(element: EventTarget | null | undefined): element is Medium {
  return element instanceof HTMLElement && 'currentTime' in element;
}

/** The media of a slide, in document order, among them recordings that do not play yet. */
export function mediaOf(slide: Element): Element[] {
  return [...slide.querySelectorAll('video, audio, lectern-cast')];
}

/** Creates the follower, with a button for browsers that play sound only for those who ask. */
export function followMedia(
  { reveal, connection }: Pick<RoomContext, 'reveal'> & { readonly connection: Pick<Connection, 'now'> },
  bar: Bar,
): MediaFollower {
  const told = new Map<Medium, MediaMessage>();
  const muted = new Set<Medium>();
  const seekedAt = new WeakMap<Medium, number>();
  let last: MediaMessage | undefined;
  /** Told of a recording before it plays. */
  let early: MediaMessage | undefined;
  const sound = bar.addButton('live-sound', () => {
    for (const medium of muted) medium.muted = false;
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

  /** Takes it once there is what plays such elements, unless something else has come by then. */
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
    // What stands at the end of a loop shows something else than at its beginning.
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
