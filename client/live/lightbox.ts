/**
 * Synchronises reveal.js's lightbox: the stage sends what it shows, and pages open and close it as the room
 * says.
 */
import type { RevealApi } from 'reveal.js';
import type { Preview } from '../../server/wire/protocol.ts';
import type { Connection } from '../room/connection.ts';
import type { RoomContext } from './reveal/role-controller.ts';

/** Methods of reveal.js that its types lack. */
interface Lightbox extends RevealApi {
  previewIframe(address: string): void;
  previewImage(address: string, fit?: string): void;
  previewVideo(address: string, fit?: string): void;
}

/** The content of a lightbox, as in reveal.js's `getState`. */
interface Content {
  readonly previewIframe?: string | undefined;
  readonly previewImage?: string | undefined;
  readonly previewVideo?: string | undefined;
  readonly previewFit?: string | undefined;
}

const OPEN_EVENTS = ['previewiframe', 'previewimage', 'previewvideo'];
const MOVE_EVENTS = ['slidechanged', 'fragmentshown', 'fragmenthidden'];

/** reveal.js's default for the fit. */
const FIT = 'scale-down';

/** A page's lightbox, as far as the room controls it. */
export class SlideLightbox {
  readonly #reveal: Lightbox;
  /** Whether the room opened it; what a viewer has opened alone is left alone. */
  isShared = false;

  constructor(reveal: RevealApi) {
    // `previewImage` and the others exist in 6.0.2.
    this.#reveal = reveal as Lightbox;
    cancelLoadOnClose(reveal);
  }

  /** Shows what the room's lightbox shows, or closes it. */
  apply({ slide, index }: Preview): void {
    const reveal = this.#reveal;
    const current = reveal.getCurrentSlide();
    const content = slide === current.id ? contentsOf(reveal, current)[index] : undefined;
    if (!content) {
      if (this.isShared && shown(reveal)) reveal.hidePreview();
      this.isShared = false;
      return;
    }
    this.isShared = true;
    if (isSame(content, shown(reveal))) return;
    const { previewIframe, previewImage, previewVideo, previewFit } = content;
    if (previewIframe !== undefined) reveal.previewIframe(previewIframe);
    if (previewImage !== undefined) reveal.previewImage(previewImage, previewFit);
    if (previewVideo !== undefined) reveal.previewVideo(previewVideo, previewFit);
  }
}

/** Cancels loading when the lightbox is closed: reveal.js 6.0.2 would fail when the file arrives. */
function cancelLoadOnClose(reveal: RevealApi): void {
  let media: HTMLImageElement | HTMLVideoElement | null = null;
  for (const type of OPEN_EVENTS) {
    reveal.on(type, () => {
      media = document.querySelector<HTMLImageElement | HTMLVideoElement>('.r-overlay :is(img, video)');
    });
  }
  reveal.on('closeoverlay', () => {
    media?.removeAttribute('src');
    if (media instanceof HTMLVideoElement) media.load();
    media = null;
  });
}

/** The slides, and a connection to send to. */
interface Led extends Pick<RoomContext, 'reveal'> {
  readonly connection: Pick<Connection, 'send'>;
}

/** Sends what the presenter opens and closes, and applies what others do. A step closes it. */
export function shareLightbox({ reveal, connection }: Led) {
  const lightbox = new SlideLightbox(reveal);
  let told: Preview = { type: 'preview' };
  let isDue = false;
  const close = (): void => reveal.hidePreview();
  for (const type of [...OPEN_EVENTS, 'closeoverlay']) reveal.on(type, tell);
  for (const type of MOVE_EVENTS) reveal.on(type, close);
  return {
    apply(message: Preview): void {
      told = message;
      lightbox.apply(message);
      // What was opened while the room was disconnected.
      tell();
    },
    stop(): void {
      for (const type of [...OPEN_EVENTS, 'closeoverlay']) reveal.off(type, tell);
      for (const type of MOVE_EVENTS) reveal.off(type, close);
    },
  };

  /** Sends the final state: opening one lightbox closes another before. */
  function tell(): void {
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      const next = currentPreview(reveal);
      if ((next.slide === told.slide && next.index === told.index) || !connection.send(next)) return;
      told = next;
      lightbox.isShared = next.slide !== undefined;
    });
  }
}

/** Returns what this page shows, as a message. */
function currentPreview(reveal: RevealApi): Preview {
  const slide = reveal.getCurrentSlide();
  const content = shown(reveal);
  const index = content ? contentsOf(reveal, slide).findIndex((each) => isSame(each, content)) : -1;
  return index === -1 ? { type: 'preview' } : { type: 'preview', slide: slide.id, index };
}

/** Returns the content of the lightbox; undefined where it is closed, or shows the help. */
function shown(reveal: RevealApi): Content | undefined {
  const { previewIframe, previewImage, previewVideo, previewFit } = reveal.getState();
  const content = { previewIframe, previewImage, previewVideo, previewFit };
  return Object.values(content).some((value) => value !== undefined) ? content : undefined;
}

function isSame(one: Content, other: Content | undefined): boolean {
  return (
    one.previewIframe === other?.previewIframe &&
    one.previewImage === other?.previewImage &&
    one.previewVideo === other?.previewVideo &&
    (one.previewFit ?? FIT) === (other?.previewFit ?? FIT)
  );
}

/** Returns what the elements of a slide open, in document order, as in reveal.js's `onSlidesClicked` (6.0.2). */
function contentsOf(reveal: RevealApi, slide: HTMLElement): Content[] {
  const link = reveal.getConfig().previewLinks
    ? 'a[href]:not([data-preview-link=false]), [data-preview-link]:not(a, [data-preview-link=false])'
    : '[data-preview-link]:not([data-preview-link=false])';
  const openers = slide.querySelectorAll<HTMLElement>(`${link}, [data-preview-image], [data-preview-video]`);
  return [...openers].map((opener) => {
    const { previewLink = '', previewImage, previewVideo, previewFit } = opener.dataset;
    const own = opener.getAttribute('src') ?? undefined;
    if (opener.matches(link))
      return {
        previewIframe: previewLink.startsWith('http')
          ? previewLink
          : (opener.getAttribute('href') ?? undefined),
      };
    if (previewImage !== undefined) return { previewImage: previewImage || own, previewFit };
    const source = opener.querySelector('source')?.getAttribute('src') ?? undefined;
    return { previewVideo: previewVideo || own || source, previewFit };
  });
}
