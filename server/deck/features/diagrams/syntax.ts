/** The source of a diagram: which block of code is one, and what of it may be shown where it is not drawn. */
import { classes, type Element } from '../../html/tree.ts';

/** What diagrams are written in. */
export const DIAGRAM_LANGUAGES = ['mermaid', 'dot', 'graphviz'] as const;

export type DiagramLanguage = (typeof DIAGRAM_LANGUAGES)[number];

/** The language of a block of code that is a diagram's source; undefined for all others. */
export function diagramLanguage(code: Element): DiagramLanguage | undefined {
  const words = classes(code).map((name) => name.replace(/^language-/, ''));
  return DIAGRAM_LANGUAGES.find((language) => words.includes(language));
}

/** Mermaid's settings: in a mapping before the diagram, and in directives. */
const MERMAID_SETTINGS = /^\s*---[ \t]*\n[\s\S]*?\n[ \t]*---[ \t]*(?:\n|$)|%%\{[\s\S]*?(?:\}%%|$)/g;

/** Mermaid's comments: lines of their own, and what stands behind a blank at the end of one. */
const MERMAID_COMMENTS = /^[ \t]*(?:%%|#\s).*(?:\n|$)|(?<![ \t])[ \t]+(?:%%|#\s).*$/gm;

/** Comments of the DOT language, or a string, which holds none. One that is not closed ends with its line. */
const DOT_COMMENTS = /("(?:\\.|[^"\\\n])*")|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))|\/\/.*|^[ \t]*#.*(?:\n|$)/gm;

/**
 * A diagram's source in words: without its comments and settings. Where it is not certain whether something is a comment, it
 * is taken for one, so this is nothing to draw from.
 */
export function wordsOfDiagram(language: DiagramLanguage, source: string): string {
  return language === 'mermaid'
    ? source.replace(MERMAID_SETTINGS, '').replace(MERMAID_COMMENTS, '')
    : source.replace(DOT_COMMENTS, (_comment, text: string = '') => text);
}
