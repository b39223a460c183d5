/** What Pandoc and Quarto write into the HTML of slides for themselves: names for their styles, and a slide's own attributes once more. */
import {
  attribute,
  classes,
  elements,
  keepClasses,
  type ParentNode,
  removeAttribute,
  setAttribute,
} from '../../../deck/html/tree.ts';

/** Classes that these have styles for, and that say nothing here. */
const NAMES =
  /^(?:subtitle|author|institute|date|caption|uri|email|citation|references|csl-.*|hanging-indent|footnote-ref|line-block|unnumbered|unlisted|header-section-number|toc-section-number)$/;

/** Attributes for programs that read pages aloud or look for sources. */
const ATTRIBUTES = /^(?:data-cites|data-number|data-startfrom|tabindex)$/;

/** Takes the traces out of a slide; `own` are its attributes, and `css` the deck's styles, whose classes stay. */
export function withoutTraces(
  tree: ParentNode,
  own: Readonly<Record<string, string>>,
  isExported: boolean,
  css: string,
): void {
  const heading = elements(tree).find(({ tagName }) => /^h[1-6]$/.test(tagName));
  if (heading && isExported) {
    for (const { name, value } of [...heading.attrs])
      if (/^data-/.test(name) && own[name] === value) removeAttribute(heading, name);
    const ofSlide = new Set((own.class ?? '').split(/\s+/));
    keepClasses(heading, (name) => !ofSlide.has(name));
  }
  for (const element of elements(tree)) {
    if (!isExported) break;
    const names = classes(element);
    if (names.includes('smallcaps') && !css.includes('.smallcaps')) {
      keepClasses(element, (name) => name !== 'smallcaps');
      setAttribute(element, 'style', 'font-variant: small-caps');
    }
    const isNamed = keepClasses(element, (name) => !NAMES.test(name) || css.includes(`.${name}`));
    // The box around what is cited leads nowhere here.
    const isReferences = element.tagName === 'div' && /^ref/.test(attribute(element, 'id') ?? '');
    if (isNamed && isReferences) removeAttribute(element, 'id');
    for (const { name, value } of [...element.attrs])
      if (ATTRIBUTES.test(name) || (name === 'role' && /^(?:doc-|note$)/.test(value)))
        removeAttribute(element, name);
  }
}
