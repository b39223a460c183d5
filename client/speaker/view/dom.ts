/** Access to the page's elements by id, all of which exist from the start. */

/** Returns the element with this id. @throws where the page is not the one of this script */
export function byId<E extends HTMLElement = HTMLElement>(id: string, kind?: abstract new () => E): E {
  const element = document.getElementById(id);
  if (element instanceof (kind ?? HTMLElement)) return element as E;
  throw new Error(`The speaker view has no #${id}.`);
}

/** Sets an element's text if it differs, so that unchanged text causes no work and is not announced again. */
export function write(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

/** Creates an element with text. */
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
