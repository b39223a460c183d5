/** Finds which features of HTML a page uses, by the names that MDN's data has for them, and takes its styles and scripts out. */
import {
  attribute,
  descendants,
  type Element,
  isElement,
  isText,
  parsePage,
} from '../../../server/deck/html/tree.ts';
import { entryAt } from './support.ts';

/** What a page is made of. */
export interface ReadPage {
  readonly features: ReadonlySet<string>;
  readonly styleSheets: readonly string[];
  /** The values of `style` attributes. */
  readonly declarations: readonly string[];
  readonly scripts: readonly string[];
}

/** Reads a page, templates included. */
export function readPage(html: string): ReadPage {
  const elements = descendants(parsePage(html)).filter((node) => isElement(node));
  const textsOf = (tag: string) => elements.filter(({ tagName }) => tagName === tag).map(contentOf);
  return {
    features: new Set(elements.flatMap(featuresOf)),
    styleSheets: textsOf('style'),
    declarations: elements.flatMap((element) => attribute(element, 'style') ?? []),
    scripts: textsOf('script'),
  };
}

function contentOf(element: Element): string {
  return element.childNodes.map((node) => (isText(node) ? node.value : '')).join('');
}

/** Returns an element's name, its attributes, and those of their values that the data names. */
function featuresOf({ tagName, attrs }: Element): string[] {
  const own = `html.elements.${tagName}`;
  const paths = attrs.flatMap(({ name, value }) => [
    `html.global_attributes.${name}`,
    `${own}.${name}`,
    ...value.split(/\s+/).map((word) => `${own}.${name}.${word}`),
  ]);
  return [own, ...paths].filter((path) => entryAt(path)?.__compat);
}
