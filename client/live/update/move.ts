/** Moves elements without interrupting their playback, where the browser can (Chromium and Firefox). */

/** A parent that moves nodes with their state (https://dom.spec.whatwg.org/#dom-parentnode-movebefore). */
interface Mover {
  moveBefore(node: Node, child: Node | null): void;
}

function canMove(parent: Element): parent is Element & Mover {
  return 'moveBefore' in parent;
}

/** Moves a node before another one of a parent, or to its end. */
export function moveBefore(parent: Element, node: Element, before: Element | null): void {
  if (canMove(parent) && node.isConnected && parent.isConnected) parent.moveBefore(node, before);
  else parent.insertBefore(node, before);
}

/** Moves an element to the place of an equal one, and takes over its attributes, except those of its source. */
export function move(element: Element, place: Element): void {
  const parent = place.parentElement;
  if (!parent) return;
  moveBefore(parent, element, place);
  for (const name of place.getAttributeNames()) {
    const value = place.getAttribute(name) ?? '';
    const isSource = /^(?:data-)?(?:src|srcset|poster|autoplay)$|^loading$/.test(name);
    if (!isSource && element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  place.remove();
}
