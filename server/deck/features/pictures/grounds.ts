/** Finds slides on which a picture may lie below what reveal.js adds to them. */
import { attribute, type Element, elements } from '../../html/tree.ts';

const BACKGROUNDS = ['data-background', 'data-background-image', 'data-background-video'];

/** Returns whether a slide has a picture, a film or a background that may reach under reveal.js's arrows. */
export function hasGround(section: Element): boolean {
  return (
    BACKGROUNDS.some((name) => attribute(section, name) !== undefined) ||
    elements(section).some((element) => attribute(element, 'data-fill') !== undefined)
  );
}
