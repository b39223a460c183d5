/** The page's own elements, by id: all of them are there from the start. */

/** The element with this id. Throws where the page is not the one that this script is for. */
export function byId<E extends HTMLElement = HTMLElement>(id: string, kind?: abstract new () => E): E {
  const element = document.getElementById(id);
  if (element instanceof (kind ?? HTMLElement)) return element as E;
  throw new Error(`The speaker view has no #${id}.`);
}

/** Writes a text where it is another one: what stays the same causes no work and is not announced again. */
export function write(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

/** A new element with text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  text = '',
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
