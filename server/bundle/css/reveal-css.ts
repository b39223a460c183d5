/**
 * Parts reveal.css: what every deck needs is in the deck's script; what opens over a deck (help, previews, the field for
 * a slide's number) comes with the extras, by `reveal.css?later&inline`; and what no deck of ours shows is left out.
 */
import type { Plugin } from 'vite';

/** A rule, without the `@media` or `@supports` around it, and its selectors. */
const RULE = /(?<=^|[{}])([^{}@]+)\{[^{}]*\}/g;

/**
 * What opens over a deck, but for a play button, which stands on a slide; and an empty text in italics, which has browsers
 * load their face: no first slide without italics has to wait for it.
 */
const LATER = /^\.r-overlay(?!-button)|^\.reveal(?:\.has-\w+-background)? \.jump-to-slide|^\.reveal:after$/;

/**
 * Notes, which no page of the audience has; links that roll and zooming, which need scripts that no page has; and rules
 * for right-to-left decks, some of which override the direction of a slide or heading and the browser's typeface: what
 * such decks need is in styles/rtl.css and styles/direction.css.
 */
const NEVER = /\.speaker-notes|\.show-notes|^\.reveal\.rtl\b|^\.(?:reveal \.roll|zoomed)\b/;

/** Rules for right-to-left decks. */
const RIGHT_TO_LEFT = /^\.reveal\.rtl\b/;

/** reveal.js creates an element for notes all the same. */
const NO_NOTES = '.reveal .speaker-notes{display:none}';

/** The image of a spinner, a tenth of the deck's script: styles/extras.css draws another. */
const SPINNER = /url\(["']?data:image\/gif[^)]*\)/;

/** What all of a background changes by. */
const BACKGROUND_TRANSITION = /\.slide-background\{[^}]*transition:all \.8s[^;}]*/;

/**
 * Has the visibility of backgrounds change at one end of their transition: for a transition of visibility, the browser's
 * main thread would run in each of its frames, a third of what a step costs.
 */
function changeVisibilityOnce(css: string): string {
  return css
    .replace(BACKGROUND_TRANSITION, '$&,visibility 0s .8s')
    .replace('.slide-background.present{', '$&transition-delay:0s;');
}

/** Returns whether all selectors of a rule are of a kind. */
function areAll(selectors: string, kind: RegExp): boolean {
  return selectors.split(',').every((selector) => kind.test(selector.trim()));
}

/** Returns all of reveal.css but its rules for right-to-left decks, for which ours have styles of their own. */
export function withoutRightToLeft(css: string): string {
  return css.replace(RULE, (rule: string, selectors: string) =>
    areAll(selectors, RIGHT_TO_LEFT) ? '' : rule,
  );
}

/** Returns the rules of reveal.css that a deck needs from the beginning, and those for later. */
export function partRevealCss(css: string): { readonly first: string; readonly later: string } {
  const later: string[] = [];
  const first = changeVisibilityOnce(css)
    .replace(SPINNER, 'none')
    .replace(RULE, (rule: string, selectors: string) => {
      if (areAll(selectors, NEVER)) return '';
      if (!areAll(selectors, LATER)) return rule;
      later.push(rule);
      return '';
    });
  return { first: first + NO_NOTES, later: later.join('') };
}

/** Gives each import of reveal.css its part. */
export function revealCss(): Plugin {
  return {
    name: 'lectern:reveal-css',
    enforce: 'pre',
    transform: {
      filter: { id: /reveal\.js\/dist\/reveal\.css/ },
      handler: (code, id) => ({
        code: partRevealCss(code)[/[?&]later\b/.test(id) ? 'later' : 'first'],
        map: null,
      }),
    },
  };
}
