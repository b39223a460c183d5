/** How a fragment looks before its step, by its classes (reveal.js 6.0.2, css/reveal.scss). */
import { classes, type Element } from './tree.ts';

/** Fragment classes that are visible before their step. */
const SEEN = /^(?:grow|shrink|fade-out|semi-fade-out|strike|highlight-.+)$/;

/** Fragment classes that override those. */
const UNSEEN = /^(?:current-visible|fade-in-then-out|fade-in-then-semi-out|custom)$/;

/** Returns whether a class makes a fragment visible before its step, and whether one hides it or might. */
export function lookOf(fragment: Element): { readonly isSeen: boolean; readonly isHidden: boolean } {
  const names = classes(fragment);
  return {
    isSeen: names.some((name) => SEEN.test(name)),
    isHidden: names.some((name) => UNSEEN.test(name)),
  };
}
