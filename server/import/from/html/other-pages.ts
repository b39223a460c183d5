/** Pages of Slidy, S5, Slideous, DZSlides and impress.js: their slides become sections, as reveal.js has them. */
import {
  addClass,
  attribute,
  classes,
  createElement,
  detachNode,
  type Element,
  elements,
  innerHtml,
  isElement,
  isWithin,
  keepClasses,
  outerHtml,
  parsePage,
} from '../../../deck/html/tree.ts';

/** What tells that the slides of a page are boxes. */
const SIGN =
  /<div\b[^>]{0,500}\bid=["']?impress\b|\b(?:slidy|slideous|s5-core|slides)\.(?:min\.)?js\b|w3c_slidy|Slideous|<meta[^>]{0,500}\bcontent=["']S5\b|DZSlides/i;

/** Returns whether a page is one of these. */
export function isOtherPage(page: string): boolean {
  return (
    SIGN.test(page) &&
    /<(?:div|section)\b[^>]{0,500}\bclass=["']?(?:[^"'>]{0,500} )?(?:slide|step)\b|DZSlides/i.test(page)
  );
}

/** Returns such a page as one of reveal.js; any other as it is. */
export function asRevealPage(page: string): string {
  if (!isOtherPage(page) || /<div\b[^>]{0,500}\bclass=["']?reveal\b/i.test(page)) return page;
  const tree = parsePage(page);
  const all = elements(tree);
  for (const element of all) restoreSteps(element);
  const slides = all.filter((element) => isSlide(element) && !isWithin(element, isSlide)).map(sectionOf);
  for (const link of all) if (isOfTool(link)) detachNode(link);
  const head = all.find(({ tagName }) => tagName === 'head');
  return `<!DOCTYPE html>\n<html lang="${languageOf(all)}">${head ? outerHtml(head) : ''}<body><div class="reveal"><div class="slides">
${slides.join('\n')}\n</div></div></body></html>`;
}

/** Returns whether an element loads the styles or scripts of such a tool. */
function isOfTool(element: Element): boolean {
  const address = attribute(element, 'href') ?? attribute(element, 'src') ?? '';
  return /^(?:link|script)$/.test(element.tagName) && /slidy|slideous|\bs5\/|\bimpress\.js$/i.test(address);
}

function languageOf(all: readonly Element[]): string {
  return attribute(all.find(({ tagName }) => tagName === 'html') ?? createElement('html'), 'lang') ?? 'en';
}

function isSlide(element: Element): boolean {
  return element.tagName === 'section' || classes(element).some((name) => /^(?:slide|step)$/.test(name));
}

function sectionOf(slide: Element): string {
  const id = attribute(slide, 'id');
  const names = classes(slide).filter(
    (name) => !/^(?:slide|step|section|titlepage|cover|level\d)$/.test(name),
  );
  const isTitle = classes(slide).some((name) => /^(?:titlepage|cover)$/.test(name));
  const section = createElement('section', {
    ...(isTitle ? { id: 'title-slide' } : id !== undefined && { id }),
    ...(names.length > 0 && { class: names.join(' ') }),
  });
  for (const { name, value } of slide.attrs)
    if (/^data-(?:background|transition|visibility)/.test(name)) section.attrs.push({ name, value });
  return outerHtml(section).replace('</section>', `\n${innerHtml(slide)}\n</section>`);
}

/** What comes step by step in these tools are fragments. */
function restoreSteps(element: Element): void {
  const names = classes(element);
  if (!keepClasses(element, (name) => !/^(?:(?:non-)?incremental|substep)$/.test(name))) return;
  if (names.includes('substep')) addClass(element, 'fragment');
  if (!names.includes('incremental')) return;
  for (const child of element.childNodes) if (isElement(child)) addClass(child, 'fragment');
}
