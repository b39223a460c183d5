/** Tells the room what the person at a stage does with a slide's video and audio. */
import type { Connection } from '../room/connection.ts';
import { isMedium, mediaOf } from './media.ts';
import type { RoomContext } from './reveal/role-controller.ts';

/** The slides, and a room that can be told. */
interface Led extends Pick<RoomContext, 'reveal' | 'slides'> {
  readonly connection: Pick<Connection, 'send'>;
}

const EVENTS = ['play', 'pause', 'seeked'];

/** Listens to the slides' media. Answers how to stop. */
export function leadMedia({ reveal, slides, connection }: Led): () => void {
  for (const type of EVENTS) slides.addEventListener(type, tell, true);
  return () => {
    for (const type of EVENTS) slides.removeEventListener(type, tell, true);
  };

  function tell({ target }: Event): void {
    // What starts by itself, or because the room says so, is not the person's.
    if (!isMedium(target) || !navigator.userActivation.isActive) return;
    const slide = reveal.getCurrentSlide();
    const index = mediaOf(slide).indexOf(target);
    if (index === -1 || target.seeking) return;
    connection.send({
      type: 'media',
      slide: slide.id,
      index,
      playing: !target.paused && !target.ended,
      time: target.currentTime,
    });
  }
}
