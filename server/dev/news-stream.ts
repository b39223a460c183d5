/** The news as an event stream: the newest when its reader can take it, and a sign of life now and then. */

/** Milliseconds between signs of life: proxies close what is silent for a minute, and Node notices who is gone by writing. */
const BEAT_MS = 15_000;

/** Beats that a reader may leave unread in a row; then nobody is there. */
const MISSED_BEATS = 4;

/** A comment, which no listener hears (HTML standard, 9.2.6). */
const BEAT = ': still here\n\n';

/**
 * A stream of what `listen` is told, as JSON. What is told is whole each time, so that a reader who is behind misses all but
 * the newest, and nothing queues. `listen` answers how to stop.
 */
export function newsStream<News>(listen: (tell: (news: News) => void) => () => void): ReadableStream {
  const encoder = new TextEncoder();
  let newest: News | undefined;
  let missed = 0;
  let stop = (): void => {};
  return new ReadableStream({
    start(controller) {
      const leave = listen((news) => {
        newest = news;
        send(controller);
      });
      const beat = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) {
          missed = 0;
          controller.enqueue(encoder.encode(BEAT));
        } else if (++missed >= MISSED_BEATS) {
          stop();
          controller.error(new Error('Nobody reads the news any more.'));
        }
      }, BEAT_MS);
      beat.unref();
      stop = () => {
        clearInterval(beat);
        leave();
      };
    },
    pull: send,
    cancel: () => stop(),
  });

  function send(controller: ReadableStreamDefaultController): void {
    if (newest === undefined || (controller.desiredSize ?? 0) <= 0) return;
    controller.enqueue(encoder.encode(`data: ${JSON.stringify(newest)}\n\n`));
    newest = undefined;
  }
}
