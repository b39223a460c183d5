/** How long anyone waits for a disk. */

/** A disk that takes longer, in milliseconds, may never answer: a network folder whose server is gone, for instance. */
export const PATIENCE_MS = 2_000;

/**
 * Calls back after `PATIENCE_MS`, in two halves: after the machine has slept, what came meanwhile is heard in the second.
 * Answers how to call it off.
 */
export function afterPatience(action: () => void): () => void {
  let timer = setTimeout(() => {
    timer = setTimeout(action, PATIENCE_MS / 2);
  }, PATIENCE_MS / 2);
  return () => clearTimeout(timer);
}

/** A disk did not answer in time. Whatever thread asks it goes on waiting. */
export class SilentDisk extends Error {
  constructor() {
    super(SILENT);
  }
}

/** What is said of it. */
export const SILENT = `it does not answer for ${PATIENCE_MS / 1000} seconds`;

/** What a disk answers. @throws SilentDisk where it does not in time */
export async function soon<T>(answer: Promise<T>): Promise<T> {
  const late = new SilentDisk();
  const first = await inTime(answer, late);
  if (first === late) throw late;
  // Only the answer is not `late`.
  return first as T;
}

/** What a disk answers, or `late` where it does not in time. */
export function inTime<T, L>(answer: Promise<T>, late: L): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const callOff = afterPatience(() => resolve(late));
    answer.then(resolve, reject).finally(callOff);
  });
}
