/** A name that nothing else has: of a page, or of a run of its room. */

/** Makes one, random: copies of a tab would share one that is kept. */
export function randomName(): string {
  // `crypto.randomUUID` is for secure contexts only.
  return [...crypto.getRandomValues(new Uint32Array(3))].map((word) => word.toString(36)).join('-');
}
