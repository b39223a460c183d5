/** A page's CSS for use inside a shadow root, where covers of decks keep their themes apart. */
import { type Selector, type SelectorComponent, transform } from 'lightningcss';
import { cssOptions } from './minify.ts';

/** What stands for the whole page: in a shadow root that is its host. */
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

/** Classes that reveal.js puts on the page in states which no cover has. */
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

/** `html.x body .y` → `:host(.x) .y`; the selector itself when it does not name the page. */
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
 * The same CSS for a shadow root: what it says of `:root`, `html`, `body` and reveal.js's viewport goes to the host, and
 * what concerns only whole pages (`@page`, print, view transitions, reveal.js's print and scroll views) goes away. Font
 * faces go, too: they work in the document only, for which `fontFacesOf` has them.
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
      // Not the whole rule: some declarations do not survive the way to JavaScript and back.
      Selector: (selector) => (isPageState(selector) ? [] : scopeSelector(selector)),
    },
  });
  return code.toString();
}

/** What a font face may stand in. */
const AROUND_FACES = new Set(['font-face', 'media', 'supports', 'layer-block']);

/** The font faces of some CSS, for the document around shadow roots; empty where it has none. */
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
