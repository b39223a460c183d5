/** Sends values as server-sent events: the newest when the reader is ready, and a heartbeat. */

/**
 * Milliseconds between heartbeats: proxies close what is silent for a minute, and Node notices a lost client
 * only by writing.
 */
const BEAT_MS = 15_000;

/** Unread heartbeats in a row after which the client is gone. */
const MISSED_BEATS = 4;

/** A comment, which no listener sees (HTML standard, 9.2.6). */
const BEAT = ': still here\n\n';

/**
 * Creates a stream of the values that `listen` passes on, as JSON. Each is a whole state, so a slow reader
 * skips all but the newest, and nothing queues. `listen` returns how to stop.
 */
export function eventStream<News>(listen: (tell: (news: News) => void) => () => void): ReadableStream {
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
