/** The classes with an effect in every deck. */

/** Classes of layouts, helpers and pictures, of reveal.js's helpers, and of its fragments. */
export const KNOWN_CLASSES: ReadonlySet<string> = new Set(
  (
    'title section statement quote full left right columns beside three narrow plain center middle large small soft accent ' +
    'stat agenda compare timeline people end image-caption verdict ' +
    'callout contain cover plate vars fragment fragments stretch notes r-stretch r-fit-text r-stack r-hstack r-vstack r-frame ' +
    'fade-in fade-out fade-up fade-down fade-left fade-right fade-in-then-out fade-in-then-semi-out semi-fade-out grow shrink ' +
    'strike current-visible zoom-in highlight-red highlight-green highlight-blue highlight-current-red ' +
    'highlight-current-green highlight-current-blue'
  ).split(' '),
);
