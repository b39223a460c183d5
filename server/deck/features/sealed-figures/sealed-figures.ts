/**
 * Figures of a sealed file that a deck may state: marked when the deck is compiled, with what it declares for them as their
 * text, and filled in by whoever seals it.
 */
import { append, createElement, createText, type Element } from '../../html/tree.ts';

/** The variables that a deck declares for them, by what the mark is called. */
const VARIABLES = { size: 'sealed-size', parts: 'sealed-parts', digest: 'sealed-digest' } as const;

/** What a sealed file's figure is of. */
export type FigureName = keyof typeof VARIABLES;

/** Figures as they are shown. */
export type Figures = Readonly<Record<FigureName, string>>;

/** Names the figure in the HTML. */
export const FIGURE_ATTRIBUTE = 'data-sealed';

/** Every character of which figures are made: fonts have them though nothing shows them yet. */
export const FIGURE_CHARACTERS = '0123456789abcdef, ';

const MARKED = new RegExp(`(<span ${FIGURE_ATTRIBUTE}="([a-z]+)">)[^<]*(</span>)`, 'g');

/** The figure that a variable stands for. */
export function figureOf(variable: string): FigureName | undefined {
  return names.find((name) => VARIABLES[name] === variable);
}

/** A figure's place. `text` is what stands there where the deck is not sealed. */
export function markFigure(name: FigureName, text: string): Element {
  const mark = createElement('span', { [FIGURE_ATTRIBUTE]: name });
  append(mark, [createText(text)]);
  return mark;
}

/** Whether something in HTML is marked as a figure. */
export function hasFigures(html: string): boolean {
  return html.includes(`<span ${FIGURE_ATTRIBUTE}="`);
}

/** HTML with figures in their places. */
export function fillFigures(html: string, figures: Figures): string {
  return html.replace(MARKED, (mark, open: string, name: string, close: string) => {
    const known = names.find((each) => each === name);
    return known ? `${open}${figures[known]}${close}` : mark;
  });
}

// The keys of an object are of no narrower type.
const names = Object.keys(VARIABLES) as FigureName[];
