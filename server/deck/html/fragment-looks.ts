/** What a fragment's classes say of how it looks before its step (reveal.js 6.0.2, css/reveal.scss). */
import { classes, type Element } from './tree.ts';

/** Classes of fragments that are seen before their step. */
const SEEN = /^(?:grow|shrink|fade-out|semi-fade-out|strike|highlight-.+)$/;

/** Classes that win over those. */
const UNSEEN = /^(?:current-visible|fade-in-then-out|fade-in-then-semi-out|custom)$/;

/** Whether a class says that a fragment is seen before its step, and whether one says that it is not, or not for certain. */
export function lookOf(fragment: Element): { readonly isSeen: boolean; readonly isHidden: boolean } {
  const names = classes(fragment);
  return {
    isSeen: names.some((name) => SEEN.test(name)),
    isHidden: names.some((name) => UNSEEN.test(name)),
  };
}
