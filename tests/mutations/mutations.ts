/** All mutations. */
import { BROWSER } from './faults/browser.ts';
import { DECKS } from './faults/decks.ts';
import { SERVING } from './faults/serving.ts';
import type { Mutation } from './mutation.ts';

/** In the order of the rooms; those for browsers last. */
export const MUTATIONS: readonly Mutation[] = [...DECKS, ...SERVING, ...BROWSER];
