/** Which parts of the built client only some decks' pages ask for. */

/** By their source, the word in a page's `data-features`. */
export const BY_FEATURE: Readonly<Record<string, string>> = {
  'client/casts.ts': 'cast',
  'client/code-lines.ts': 'code-lines',
  'client/diagrams.ts': 'mermaid',
};

/** The part for decks that bring scripts. */
export const SCRIPT_PART = 'client/own-script.ts';

/** The part for decks that hold back what has not been shown. */
export const HELD_PART = 'client/live/shown.ts';

/** The words of a page's `data-features`. */
export function featuresOf(page: string): string[] {
  return (/ data-features="([^"]*)"/.exec(page)?.[1] ?? '').split(' ');
}

/** Whether a page names scripts of its deck's own. */
export function hasScript(page: string): boolean {
  return / data-client="/.test(page);
}
