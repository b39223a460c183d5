/** Streams parts of files. */
import type { FileHandle } from 'node:fs/promises';
import type { Range } from './range.ts';

/**
 * Bytes read at a time: large enough for few reads, small enough that a thousand slow clients take little
 * memory.
 */
const CHUNK = 64 * 1024;

/** What happened to a file since the site was loaded. */
export type Gone = 'missing' | 'changed';

/** Opens a file that had `size` bytes when the site was loaded. */
export async function openFile(path: string, size: number): Promise<FileHandle | Gone> {
  // Imported here, since a start without a request for media need not load it.
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
 * Streams a range of a file, and closes the file at the end or when the client disconnects. `broken` is called
 * when the file ends early or cannot be read: the length has been promised by then.
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
      // The client may disconnect during a read; closing waits for that.
      cancel() {
        cancelled = true;
        return handle.close();
      },
    },
    { highWaterMark: 0 },
  );
}
