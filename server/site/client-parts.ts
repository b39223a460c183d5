/** Which parts of the built client only some decks' pages ask for. */

/** By their source, the word in a page's `data-features`. */
const BY_FEATURE: Readonly<Record<string, string>> = {
  'client/casts.ts': 'cast',
  'client/code-lines.ts': 'code-lines',
  'client/diagrams.ts': 'mermaid',
};

/** The part for decks that bring scripts. */
const SCRIPT_PART = 'client/own-script.ts';

/** The part for decks that hold back what has not been shown. */
const HELD_PART = 'client/live/shown.ts';

/** The part for decks that leave browsers a choice of files behind slides. */
const CHOICE_PART = 'client/backgrounds.ts';

/** The words of a page's `data-features`. */
function featuresOf(page: string): string[] {
  return (/ data-features="([^"]*)"/.exec(page)?.[1] ?? '').split(' ');
}

/** Whether a page names scripts of its deck's own. */
function hasScript(page: string): boolean {
  return / data-client="/.test(page);
}

/** Whether a page, or one of its slides, leaves browsers a choice of files behind slides. */
export function hasChoice(page: string): boolean {
  return / data-background-srcset="/.test(page);
}

/** The parts, by their sources, that none of these texts of pages asks for. */
export function unusedParts(
  texts: readonly string[],
  { holdsBack }: { readonly holdsBack: boolean },
): readonly string[] {
  const features = new Set(texts.flatMap(featuresOf));
  return [
    ...Object.keys(BY_FEATURE).filter((source) => !features.has(BY_FEATURE[source] ?? '')),
    ...(texts.some(hasScript) ? [] : [SCRIPT_PART]),
    ...(texts.some(hasChoice) ? [] : [CHOICE_PART]),
    ...(holdsBack ? [] : [HELD_PART]),
  ];
}
