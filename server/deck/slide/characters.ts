/** Collects the characters that a slide shows, for subsetting fonts. */
import { charactersOfMark } from '../features/stated-figures/mark.ts';
import { classes, isElement, isText, type ParentNode } from '../html/tree.ts';

/** Distinct characters, by the kind of text that they are in. */
export interface CharacterSets {
  readonly text: Set<string>;
  readonly code: Set<string>;
  readonly math: Set<string>;
}

/** Elements around which browsers or themes write quotation marks, and those marks in the languages that have faces here. */
const QUOTES: ReadonlySet<string> = new Set(['q', 'blockquote']);
const QUOTATION_MARKS = '“”‘’„‚«»‹›';

/** Adds the characters that are shown below an element. */
export function collectCharacters(
  parent: ParentNode,
  kind: keyof CharacterSets,
  characters: CharacterSets,
): void {
  for (const node of parent.childNodes) {
    if (isText(node)) for (const character of node.value) characters[kind].add(character);
    if (!isElement(node)) continue;
    const isCode = ['pre', 'code', 'kbd', 'samp', 'tt'].includes(node.tagName);
    const isMath = classes(node).includes('katex');
    if (QUOTES.has(node.tagName)) for (const character of QUOTATION_MARKS) characters[kind].add(character);
    for (const character of charactersOfMark(node)) characters[kind].add(character);
    collectCharacters(node, isMath ? 'math' : isCode ? 'code' : kind, characters);
  }
}
