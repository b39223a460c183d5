/** Pages that a browser saved while reveal.js showed them: they become as they were before it ran. */
import {
  append,
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
  parsePage,
  removeAttribute,
  removeDeclarations,
  replaceNode,
  setAttribute,
  textOf,
} from '../../../../deck/html/tree.ts';
import { REVEAL_THEMES } from '../../nearest-theme.ts';
import { restoreCode } from './saved-code.ts';
import { restoreFragments } from './saved-fragments.ts';

/** What reveal.js and its plug-ins put around the slides. Its notes are those of the slides once more. */
const AROUND =
  /^(?:backgrounds|progress|controls|slide-number|speaker-notes|pause-overlay|aria-status|playback|scrollbar|r-overlay|overlay|slide-background|scroll-snap-point)$/;

/** The boxes that slides stand in where a page is scrolled or printed. */
const PAGES = /^(?:pdf-page|scroll-page(?:-sticky|-content)?)$/;

/** What reveal.js writes into the styles of slides. */
const PLACES = /(?:^|;)\s*(?:display|left|top|width|height|min-height|z-index|transform)\s*:[^;]*/g;

/** What reveal.js calls slides while it shows them. */
const SHOWN = /^(?:present|past|future|stack|has-(?:dark|light)-background|enabled)$/;

/** Returns a page's text as it was before reveal.js ran; others but for their numbered code as they are. */
export function restored(page: string): string {
  const wasShown = /\bclass="reveal\b[^"]{0,500}\bready\b/.test(page);
  const isNumbered = page.includes('class="hljs-ln"');
  if (!wasShown && !isNumbered) return page;
  const tree = parsePage(page);
  const reveal = elements(tree).find((element) => {
    const names = classes(element);
    return names.includes('reveal') && names.includes('ready');
  });
  const slides = reveal && elements(reveal).find((element) => classes(element).includes('slides'));
  if (!slides) {
    if (!isNumbered) return page;
    // Our own export has its code numbered without any script.
    for (const element of elements(tree)) if (element.tagName === 'pre') restoreCode(element);
    return `<!DOCTYPE html>\n${innerHtml(tree)}`;
  }
  for (const element of elements(tree)) {
    if (isWritten(element) && !isWithin(element, (above) => above === slides)) detachNode(element);
    else if (element.tagName === 'link') restoreLink(element);
  }
  for (const element of elements(slides)) if (element.tagName === 'section') restoreSection(element);
  for (const element of elements(slides)) restoreElement(element);
  leavePages(slides);
  return `<!DOCTYPE html>\n${innerHtml(tree)}`;
}

function isWritten(element: Element): boolean {
  if (element.tagName === 'style')
    return (
      textOf(element).includes('[data-auto-animate-target=') ||
      /^\s*@page\s*\{[^}]*\}\s*$/.test(textOf(element))
    );
  return classes(element).some((name) => AROUND.test(name));
}

/** Gives style sheets that a browser saved the addresses by which themes are known. */
function restoreLink(link: Element): void {
  const name = /_files\/([\w-]+)\.css$/.exec(attribute(link, 'href') ?? '')?.[1];
  if (name === undefined) return;
  if (REVEAL_THEMES.has(name)) setAttribute(link, 'href', `dist/theme/${name}.css`);
  else if (/^re(?:veal|set)$/.test(name)) setAttribute(link, 'href', `dist/${name}.css`);
  else if (/^(?:monokai|zenburn)$/.test(name)) setAttribute(link, 'href', `plugin/highlight/${name}.css`);
}

function restoreSection(section: Element): void {
  keepClasses(section, (name) => !SHOWN.test(name));
  removeDeclarations(section, PLACES);
  // Its Markdown has become HTML.
  if (removeAttribute(section, 'data-markdown-parsed') !== undefined)
    removeAttribute(section, 'data-markdown');
  if (/^(?:pending|running)$/.test(attribute(section, 'data-auto-animate') ?? ''))
    setAttribute(section, 'data-auto-animate', '');
  removeAttribute(section, 'data-previous-indexv');
  const ground = attribute(section, 'data-background');
  if (ground !== undefined && attribute(section, 'data-background-image') === ground)
    removeAttribute(section, 'data-background-image');
  restoreFragments(section);
}

function restoreElement(element: Element): void {
  const names = classes(element);
  if (element.tagName === 'pre') restoreCode(element);
  if (names.some((name) => /^(?:r-)?fit-text$/.test(name)))
    removeDeclarations(element, /(?:^|;)\s*(?:white-space|display|font-size)\s*:[^;]*/g);
  if (names.some((name) => /^(?:r-)?stretch$/.test(name)))
    removeDeclarations(element, /(?:^|;)\s*(?:width|height|max-height)\s*:[^;]*/g);
  for (const name of ['data-lazy-loaded', 'data-auto-animate-target', 'data-paused-by-reveal'])
    removeAttribute(element, name);
}

/** Takes slides out of the pages they were laid on, one of each, and puts those of a stack below each other. */
function leavePages(slides: Element): void {
  const isPage = (element: Element) => classes(element).some((name) => PAGES.test(name));
  let before: { readonly html: string; readonly column: string; readonly stack: Element } | undefined;
  for (const page of slides.childNodes.filter(isElement).filter(isPage)) {
    const kept: Element[] = [];
    for (const section of elements(page).filter(
      ({ tagName, parentNode }) =>
        tagName === 'section' && parentNode !== null && isElement(parentNode) && isPage(parentNode),
    )) {
      const column = attribute(section, 'data-index-h') ?? '';
      const html = innerHtml(section);
      // In print, a slide has a page for each of its steps.
      if (before?.html === html && before.column === column && column === '') continue;
      if (before && column !== '' && before.column === column) append(before.stack, [section]);
      else {
        const stack = column === '' ? section : createElement('section');
        if (stack !== section) append(stack, [section]);
        kept.push(stack);
        before = { html, column, stack };
      }
    }
    replaceNode(page, kept);
  }
  // What is left of stacks is empty.
  for (const section of slides.childNodes.filter(isElement)) {
    const isLeft = section.attrs.every(({ name }) => !name.startsWith('data-'));
    if (section.tagName === 'section' && isLeft && innerHtml(section).trim() === '') detachNode(section);
  }
}
