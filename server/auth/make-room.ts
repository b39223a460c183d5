/** Keeps what is remembered of strangers within bounds. */

/** Forgets the oldest entry of a map or set where it has so many that another one would be too many. */
export function makeRoom<Key>(remembered: Map<Key, unknown> | Set<Key>, most: number): void {
  // Looking for the oldest is slow where many were deleted, and is done only when it has to be.
  if (remembered.size < most) return;
  const oldest = remembered.keys().next();
  if (!oldest.done) remembered.delete(oldest.value);
}
