/** Sends what the presenter does with video and audio at a stage. */
import type { Connection } from '../room/connection.ts';
import { isMedium, mediaOf } from './media.ts';
import type { RoomContext } from './reveal/role-controller.ts';

/** The slides, and a connection to send to. */
interface Led extends Pick<RoomContext, 'reveal' | 'slides'> {
  readonly connection: Pick<Connection, 'send'>;
}

const EVENTS = ['play', 'pause', 'seeked'];

/** Listens to the slides' media. Returns how to stop. */
export function leadMedia({ reveal, slides, connection }: Led): () => void {
  for (const type of EVENTS) slides.addEventListener(type, tell, true);
  return () => {
    for (const type of EVENTS) slides.removeEventListener(type, tell, true);
  };

  function tell({ target }: Event): void {
    // Media that start by themselves, or because of the room, are not the presenter's action.
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
