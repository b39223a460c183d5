/** Marks the figures that a deck states, in a slide's tree. */
import { append, attribute, createElement, createText, type Element } from '../../html/tree.ts';
import { FIGURE_KINDS } from './stated-figures.ts';

/** Creates the mark of the figure that a variable stands for; undefined for other variables. `text` is its own value. */
export function markFigure(variable: string, text: string): Element | undefined {
  for (const { attribute: attr, variables } of FIGURE_KINDS) {
    const name = Object.keys(variables).find((each) => variables[each] === variable);
    if (name === undefined) continue;
    const mark = createElement('span', { [attr]: name });
    append(mark, [createText(text)]);
    return mark;
  }
  return undefined;
}

/** Returns all characters that may come to stand in an element if it is a figure's mark; else none. */
export function charactersOfMark(element: Element): string {
  return FIGURE_KINDS.find((kind) => attribute(element, kind.attribute) !== undefined)?.characters ?? '';
}
