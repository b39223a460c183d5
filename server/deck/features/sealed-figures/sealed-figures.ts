/**
 * Numbers about a sealed file that a deck may show: marked when the deck is compiled, with the deck's own value
 * as text, and filled in when it is sealed.
 */
import { append, createElement, createText, type Element } from '../../html/tree.ts';

/** The variables that a deck declares for figures, by the names in their marks. */
const VARIABLES = { size: 'sealed-size', parts: 'sealed-parts', digest: 'sealed-digest' } as const;

/** The name of a figure. */
export type FigureName = keyof typeof VARIABLES;

/** Figures as they are shown. */
export type Figures = Readonly<Record<FigureName, string>>;

/** The attribute of a mark that holds the figure's name. */
export const FIGURE_ATTRIBUTE = 'data-sealed';

/** All characters that figures consist of: fonts must include them before any figure is known. */
export const FIGURE_CHARACTERS = '0123456789abcdef, ';

const MARKED = new RegExp(`(<span ${FIGURE_ATTRIBUTE}="([a-z]+)">)[^<]*(</span>)`, 'g');

/** Returns the figure that a variable stands for; undefined for other variables. */
export function figureOf(variable: string): FigureName | undefined {
  return names.find((name) => VARIABLES[name] === variable);
}

/** Creates the mark of a figure. `text` is shown if the deck is not sealed. */
export function markFigure(name: FigureName, text: string): Element {
  const mark = createElement('span', { [FIGURE_ATTRIBUTE]: name });
  append(mark, [createText(text)]);
  return mark;
}

/** Returns whether HTML contains the mark of a figure. */
export function hasFigures(html: string): boolean {
  return html.includes(`<span ${FIGURE_ATTRIBUTE}="`);
}

/** Replaces the texts of all marks in HTML by the figures. */
export function fillFigures(html: string, figures: Figures): string {
  return html.replace(MARKED, (mark, open: string, name: string, close: string) => {
    const known = names.find((each) => each === name);
    return known ? `${open}${figures[known]}${close}` : mark;
  });
}

// `Object.keys` returns `string[]`, although the keys are known.
const names = Object.keys(VARIABLES) as FigureName[];
