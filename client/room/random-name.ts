/** Random names of pages and of runs. */

/** Returns a unique name of 96 random bits. It must not be stored: copies of a tab would share it. */
export function randomName(): string {
  // `crypto.randomUUID` exists in secure contexts only.
  return [...crypto.getRandomValues(new Uint32Array(3))].map((word) => word.toString(36)).join('-');
}
