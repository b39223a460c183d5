/** Bounds what is remembered about clients. */

/** Deletes the oldest entry of a map or set that is full. */
export function dropOldest<Key>(remembered: Map<Key, unknown> | Set<Key>, most: number): void {
  // Finding the oldest is slow where many were deleted, so it is done only when necessary.
  if (remembered.size < most) return;
  const oldest = remembered.keys().next();
  if (!oldest.done) remembered.delete(oldest.value);
}
