/** Font faces that stand on slides: in a browser they are the whole page's, but in a shadow root nobody's. */
import { fontFacesOf } from '../../bundle/css/scope.ts';
import { elements, parseHtml, textOf } from '../../deck/html/tree.ts';

/** The `@font-face` rules in styles that a slide has; empty where it has none. */
export function facesOn(html: string): string {
  if (!/@font-face/i.test(html)) return '';
  return elements(parseHtml(html))
    .filter(({ tagName }) => tagName === 'style')
    .map((style) => fontFacesOf(textOf(style)))
    .join('');
}
