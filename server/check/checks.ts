/** What is looked for in each deck beyond what compiling it tells: one line for each rule. */
import type { Check } from './model.ts';

export const checks: readonly Check[] = [];
