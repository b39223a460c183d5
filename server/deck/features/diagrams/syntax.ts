/** Recognizes the code blocks that are diagrams, and removes what must not be shown of their sources. */
import { classes, type Element } from '../../html/tree.ts';

/** The languages of diagrams. */
export const DIAGRAM_LANGUAGES = ['mermaid', 'dot', 'graphviz'] as const;

export type DiagramLanguage = (typeof DIAGRAM_LANGUAGES)[number];

/** Returns the language of a code block that is a diagram's source; undefined for all others. */
export function diagramLanguage(code: Element): DiagramLanguage | undefined {
  const words = classes(code).map((name) => name.replace(/^language-/, ''));
  return DIAGRAM_LANGUAGES.find((language) => words.includes(language));
}

/** Mermaid's settings: in a mapping before the diagram, and in directives. */
const MERMAID_SETTINGS = /^\s*---[ \t]*\n[\s\S]*?\n[ \t]*---[ \t]*(?:\n|$)|%%\{[\s\S]*?(?:\}%%|$)/g;

/** Mermaid's comments: whole lines, and the end of a line after a space. */
const MERMAID_COMMENTS = /^[ \t]*(?:%%|#\s).*(?:\n|$)|(?<![ \t])[ \t]+(?:%%|#\s).*$/gm;

/**
 * A comment of the DOT language; or, in a group, a string, in which there are none. A comment that is not closed
 * ends at the end of the text.
 */
const DOT_COMMENTS = /("(?:\\.|[^"\\\n])*")|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))|\/\/.*|^[ \t]*#.*(?:\n|$)/gm;

/**
 * Returns a diagram's source without comments and settings, as words. It removes anything that might be a
 * comment, so the result must not be used for drawing.
 */
export function wordsOfDiagram(language: DiagramLanguage, source: string): string {
  return language === 'mermaid'
    ? source.replace(MERMAID_SETTINGS, '').replace(MERMAID_COMMENTS, '')
    : source.replace(DOT_COMMENTS, (_comment, text: string = '') => text);
}
