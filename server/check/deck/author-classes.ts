/** Classes of the author's own: where they are written, and in which styles they may be named. */
import type { CheckedDeck, DeckFolder } from './checked-deck.ts';

/** Returns all styles of a deck, as written: those that it names, those in its folder, and those on its slides. */
export function stylesIn({ text, settings, styles, folder }: CheckedDeck): string {
  return [
    styles.css,
    ...stylesOf(settings.css, folder),
    text.match(/<style[\s\S]*?<\/style>/gi)?.join('\n') ?? '',
  ].join('\n');
}

/** Returns whether a class is written in braces. */
export function isInBraces(name: string, source: string): boolean {
  return new RegExp(String.raw`\{[^{}\n]*\.${name}(?![\w-])[^{}\n]*\}`).test(source);
}

/** Returns the deck's own style sheets, in its folder or as its settings name them. */
function stylesOf(css: CheckedDeck['settings']['css'], folder: DeckFolder): string[] {
  const paths = new Set([
    ...folder.paths.filter((path) => path.endsWith('.css')),
    ...css.map(({ href }) => href),
  ]);
  return [...paths].map((path) => {
    const bytes = folder.bytes(path, 0, folder.size(path) ?? 0);
    return bytes ? new TextDecoder().decode(bytes) : '';
  });
}
