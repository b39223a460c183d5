/**
 * How much a load does: `quick` brings a save to the screen, and leaves to `full` what can be delayed: new fonts,
 * compressed pages, the index.
 */
export type Pass = 'quick' | 'full';
