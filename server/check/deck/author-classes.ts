/** Classes of the author's own: where they are written, and in which styles they may be named. */
import { classes, type Element, elements, isInside } from '../../deck/html/tree.ts';
import { literally } from '../../deck/text/pattern.ts';
import type { CheckedDeck, CheckedSlide, DeckFolder } from './checked-deck.ts';
import { LITERAL } from './known-classes.ts';

/** Returns each class of a slide and of what is on it, but for what shows its text as it is. */
export function classUses({ section }: Pick<CheckedSlide, 'section'>): { element: Element; name: string }[] {
  return [section, ...elements(section)]
    .filter((element) => !isInside(element, LITERAL) && !LITERAL.has(element.tagName))
    .flatMap((element) => classes(element).map((name) => ({ element, name })));
}

/** Returns all styles of a deck, as written: those that it names, those in its folder, and those on its slides. */
export function stylesIn({ text, settings, styles, folder }: CheckedDeck): string {
  return [
    styles.css,
    ...stylesOf(settings.css, folder),
    text.match(/<style[\s\S]*?<\/style>/gi)?.join('\n') ?? '',
  ].join('\n');
}

/** Returns the regular expression that finds a class where it is written with its point. */
export function writtenClass(name: string): string {
  return String.raw`\.${literally(name)}(?![\w-])`;
}

/** Returns whether a class is written in braces. */
export function isInBraces(name: string, source: string): boolean {
  return new RegExp(String.raw`\{[^{}\n]*${writtenClass(name)}[^{}\n]*\}`).test(source);
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
