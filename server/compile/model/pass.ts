/**
 * How much is done: `quick` brings a save to the screen, and leaves for a full pass what nobody waits for: new fonts, encoded
 * pages, the index.
 */
export type Pass = 'quick' | 'full';
