/** Which options of reveal.js 6 a deck may set, and why not the others. */

/** Options as reveal.js takes them. */
export type RevealOptions = Readonly<Record<string, string | number | boolean | null>>;

/** Those that change only how slides look and move (reveal.js 6.0.2, `js/config.ts`). */
const ALLOWED: ReadonlySet<string> = new Set([
  ...['width', 'height', 'margin', 'minScale', 'maxScale', 'center', 'disableLayout', 'display'],
  ...['controls', 'controlsTutorial', 'controlsLayout', 'controlsBackArrows', 'progress'],
  ...['slideNumber', 'showSlideNumber', 'hash', 'hashOneBasedIndex', 'respondToHashChanges', 'history'],
  ...['jumpToSlide', 'keyboard', 'overview', 'touch', 'loop', 'rtl', 'navigationMode', 'help', 'pause'],
  ...['fragments', 'fragmentInURL', 'autoPlayMedia', 'preloadIframes', 'mouseWheel', 'previewLinks'],
  ...['autoAnimate', 'autoAnimateEasing', 'autoAnimateDuration', 'autoAnimateUnmatched'],
  ...['autoSlide', 'autoSlideStoppable', 'defaultTiming', 'totalTime', 'minimumTimePerSlide'],
  ...['transition', 'transitionSpeed', 'backgroundTransition', 'focusBodyOnPageVisibilityChange'],
  ...['parallaxBackgroundImage', 'parallaxBackgroundSize', 'parallaxBackgroundRepeat'],
  ...['parallaxBackgroundPosition', 'parallaxBackgroundHorizontal', 'parallaxBackgroundVertical'],
  ...['viewDistance', 'mobileViewDistance', 'hideInactiveCursor', 'hideCursorTime', 'sortFragmentsOnSync'],
  ...['view', 'scrollLayout', 'scrollSnap', 'scrollProgress', 'scrollActivationWidth'],
  ...['pdfSeparateFragments', 'pdfMaxPagesPerSlide', 'pdfPageHeightOffset'],
]);

/** What to do instead, for the options that people try. */
export const REFUSED_REVEAL_OPTIONS: Readonly<Record<string, string>> = {
  showNotes: 'Notes never reach the audience.',
  showHiddenSlides: 'Hidden slides never reach the audience.',
  plugins: 'Code, math, notes, search and zoom are built in.',
  dependencies: 'Code, math, notes, search and zoom are built in.',
  shuffle: 'Slides keep their places, so that links to them hold.',
  embedded: 'The deck fills its page.',
  postMessage: 'The page takes no commands from other windows.',
  postMessageEvents: 'The page takes no commands from other windows.',
  multiplex: 'Remove it.',
  markdown: 'Set `separator`, `verticalSeparator` and `notesSeparator` in the front matter.',
};

/** Whether a deck may set this option. */
export function isRevealOption(name: string): boolean {
  return ALLOWED.has(name);
}
