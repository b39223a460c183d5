/** Extracts `@font-face` rules from slides: in a document they apply to the whole page, in a shadow root not at all. */
import { fontFacesOf } from '../../bundle/css/scope.ts';
import { elements, parseHtml, textOf } from '../../deck/html/tree.ts';

/** Returns the `@font-face` rules in a slide's `<style>` elements; empty where there are none. */
export function facesOn(html: string): string {
  if (!/@font-face/i.test(html)) return '';
  return elements(parseHtml(html))
    .filter(({ tagName }) => tagName === 'style')
    .map((style) => fontFacesOf(textOf(style)))
    .join('');
}
