/** Rewrites a page's CSS for a shadow root, in which each deck's cover keeps its own theme. */
import { type Selector, type SelectorComponent, transform } from 'lightningcss';
import { cssOptions } from './minify.ts';

/** Returns whether a selector names the whole page, which in a shadow root is the host. */
function isPage(component: SelectorComponent): boolean {
  switch (component.type) {
    case 'type':
      return component.name === 'html' || component.name === 'body';
    case 'class':
      return component.name === 'reveal-viewport';
    case 'pseudo-class':
      return component.kind === 'root';
    default:
      return false;
  }
}

/** Classes that reveal.js sets on the page in states that covers never have. */
const PAGE_STATES = new Set(['print-pdf', 'reveal-print', 'reveal-scroll', 'reveal-full-page']);

function isPageState(selector: Selector): boolean {
  return selector.some((part) => part.type === 'class' && PAGE_STATES.has(part.name));
}

function splitCompounds(selector: Selector): { compound: Selector; before: SelectorComponent | undefined }[] {
  const compounds: { compound: Selector; before: SelectorComponent | undefined }[] = [
    { compound: [], before: undefined },
  ];
  for (const component of selector) {
    if (component.type === 'combinator') compounds.push({ compound: [], before: component });
    else compounds.at(-1)?.compound.push(component);
  }
  return compounds;
}

/** Rewrites a selector: `html.x body .y` → `:host(.x) .y`; unchanged when it does not name the page. */
function scopeSelector(selector: Selector): Selector {
  const compounds = splitCompounds(selector);
  const last = compounds.findLastIndex(({ compound }) => compound.some(isPage));
  if (last === -1) return selector;
  const conditions = compounds
    .slice(0, last + 1)
    .flatMap(({ compound }) => compound.filter((component) => !isPage(component)));
  const host: SelectorComponent = {
    type: 'pseudo-class',
    kind: 'host',
    selectors: conditions.length === 0 ? null : conditions,
  };
  const rest = compounds
    .slice(last + 1)
    .flatMap(({ compound, before }) => (before === undefined ? compound : [before, ...compound]));
  return [host, ...rest];
}

/**
 * Rewrites CSS for a shadow root: rules for `:root`, `html`, `body` and reveal.js's viewport apply to the host;
 * those for whole pages (`@page`, print, view transitions, reveal.js's print and scroll views) are dropped. So
 * are font faces, which work in the document only; `fontFacesOf` returns them.
 */
export function scopeToHost(css: string): string {
  const { code } = transform({
    ...cssOptions,
    filename: 'scoped.css',
    code: Buffer.from(css),
    visitor: {
      Rule: {
        page: () => [],
        'font-face': () => [],
        'view-transition': () => [],
        media: (rule) => {
          const queries = rule.value.query.mediaQueries;
          return queries.every(({ mediaType, qualifier }) => mediaType === 'print' && qualifier !== 'not')
            ? []
            : undefined;
        },
        style: (rule) => (rule.value.selectors.every(isPageState) ? [] : undefined),
      },
      // Only the selectors, since some declarations do not survive the conversion to JavaScript and back.
      Selector: (selector) => (isPageState(selector) ? [] : scopeSelector(selector)),
    },
  });
  return code.toString();
}

/** Rules that may contain font faces. */
const AROUND_FACES = new Set(['font-face', 'media', 'supports', 'layer-block']);

/** Returns the font faces of CSS, for the document around shadow roots; empty where there are none. */
export function fontFacesOf(css: string): string {
  if (!/@font-face/i.test(css)) return '';
  const { code } = transform({
    ...cssOptions,
    filename: 'faces.css',
    code: Buffer.from(css),
    visitor: { Rule: ({ type }) => (AROUND_FACES.has(type) ? undefined : []) },
  });
  return code.toString();
}
