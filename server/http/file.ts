/** Streams a part of a file. */
import type { FileHandle } from 'node:fs/promises';
import type { Range } from './range.ts';

/** Large enough for few reads, small enough that a thousand slow viewers take little memory. */
const CHUNK = 64 * 1024;

/** What became of the file since the site was loaded. */
export type Gone = 'missing' | 'changed';

/** Opens a file that had `size` bytes when the site was loaded. */
export async function openFile(path: string, size: number): Promise<FileHandle | Gone> {
  // Not at the top: a start without a request for a film need not load it.
  const { open } = await import('node:fs/promises');
  let handle: FileHandle;
  try {
    handle = await open(path);
  } catch {
    return 'missing';
  }
  try {
    const stats = await handle.stat();
    if (stats.isFile() && stats.size === size) return handle;
    await handle.close();
    return 'changed';
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * The bytes of a range as a stream that closes the file at its end, or when the client goes away.
 * `broken` is told of a file that ends early or cannot be read further: the length is promised by then.
 */
export function streamFile(
  handle: FileHandle,
  range: Range,
  broken: (error: Error) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = range.first;
  let cancelled = false;
  const finish = (controller: ReadableStreamDefaultController, error?: unknown) => {
    if (cancelled) return;
    if (error !== undefined) broken(error instanceof Error ? error : new Error(String(error)));
    controller.close();
    return handle.close();
  };
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const left = range.last + 1 - position;
        if (left <= 0) return finish(controller);
        try {
          const length = Math.min(CHUNK, left);
          const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, position);
          if (cancelled) return;
          if (bytesRead === 0) return finish(controller, new Error('The file became shorter.'));
          position += bytesRead;
          controller.enqueue(buffer.subarray(0, bytesRead));
        } catch (error) {
          return finish(controller, error);
        }
      },
      // The client may go away while a read is under way; closing waits for that.
      cancel() {
        cancelled = true;
        return handle.close();
      },
    },
    { highWaterMark: 0 },
  );
}
