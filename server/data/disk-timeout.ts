/** Timeouts for disks. */

/** Milliseconds after which a disk may never answer, such as a network folder whose server is gone. */
export const DISK_TIMEOUT_MS = 2_000;

/**
 * Calls back after `DISK_TIMEOUT_MS`, in two halves: after the machine has slept, answers that came meanwhile
 * are handled in the second. Returns how to cancel.
 */
export function afterTimeout(action: () => void): () => void {
  let timer = setTimeout(() => {
    timer = setTimeout(action, DISK_TIMEOUT_MS / 2);
  }, DISK_TIMEOUT_MS / 2);
  return () => clearTimeout(timer);
}

/** The error of a disk that did not answer in time. The thread that asks it goes on waiting. */
export class DiskTimeoutError extends Error {
  constructor() {
    super(TIMEOUT_REASON);
  }
}

/** Its message. */
export const TIMEOUT_REASON = `it does not answer for ${DISK_TIMEOUT_MS / 1000} seconds`;

/** Awaits a disk's answer. @throws DiskTimeoutError where it does not come in time */
export async function withTimeout<T>(answer: Promise<T>): Promise<T> {
  const late = new DiskTimeoutError();
  const first = await orTimeout(answer, late);
  if (first === late) throw late;
  // Only the answer is not `late`.
  return first as T;
}

/** Awaits a disk's answer, or returns `late` where it does not come in time. */
export function orTimeout<T, L>(answer: Promise<T>, late: L): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const callOff = afterTimeout(() => resolve(late));
    answer.then(resolve, reject).finally(callOff);
  });
}
