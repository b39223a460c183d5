/**
 * Removes what must not run in a slide: scripts, event handlers and the like; each with a warning.
 * Also reports pictures without alternative text.
 */
import type { Finding } from '../model/diagnostic.ts';
import {
  attribute,
  classes,
  detachNode,
  type Element,
  elements,
  removeAttribute,
  replaceNode,
} from './tree.ts';

/** Reports a finding. `near` holds strings of the source that show its place, the most likely one first. */
export type Warn = (finding: Finding, ...near: readonly string[]) => void;

/** Elements that would run code, change the page's base or fetch for the whole page. */
const DROPPED: ReadonlySet<string> = new Set('script base meta link embed frame frameset'.split(' '));

/** Elements of plugins, which are replaced by their fallback content. */
const PLUGINS: ReadonlySet<string> = new Set(['object', 'applet']);

/** Elements that current browsers never show. */
const OBSOLETE: ReadonlySet<string> = new Set(['noembed', 'noframes', 'title']);

/** Elements whose content browsers parse as text, not as HTML; for some, up to the end of the page. */
const LITERAL: ReadonlySet<string> = new Set(
  'plaintext xmp iframe noembed noframes noscript style script'.split(' '),
);

/** Attributes that hold an address which may be a script. */
const ADDRESSES: ReadonlySet<string> = new Set(
  'href src action formaction data-src data-preview-link data-background-iframe'.split(' '),
);

/** Attributes by which an SVG animation sets such an address on its parent: one value, or several separated by `;`. */
const ANIMATED: ReadonlySet<string> = new Set('values from to by'.split(' '));

const HTML = 'http://www.w3.org/1999/xhtml';

const INSTEAD = 'Put it into an HTML page beside the deck and show that with `<iframe src="page.html">`.';

/**
 * Removes scripts, event handlers and `javascript:` addresses. The page's Content-Security-Policy would
 * refuse them anyway.
 */
export function removeActive(section: Element, warn: Warn): void {
  for (const element of [section, ...elements(section)]) {
    containText(element);
    if (OBSOLETE.has(element.tagName) && element.namespaceURI === HTML) detachNode(element);
    if (DROPPED.has(element.tagName) || PLUGINS.has(element.tagName)) {
      replaceNode(element, PLUGINS.has(element.tagName) ? [...element.childNodes] : []);
      warn(
        {
          rule: 'active-content',
          reason: `<${element.tagName}> does not work in a deck`,
          hint: element.tagName === 'link' ? 'Name style sheets with `css:` in the front matter.' : INSTEAD,
        },
        `<${element.tagName}`,
      );
      continue;
    }
    for (const { name, value } of [...element.attrs]) {
      const leads =
        (ADDRESSES.has(name) && runs(value)) || (ANIMATED.has(name) && value.split(';').some(runs));
      if (!name.startsWith('on') && name !== 'srcdoc' && !leads) continue;
      removeAttribute(element, name);
      warn(
        {
          rule: 'active-content',
          reason: `\`${name}\` of <${element.tagName}> would run a script; it is left out`,
          hint: INSTEAD,
        },
        `${name}="${value}"`,
        value,
      );
    }
  }
}

/**
 * Ensures that no element with literal content can close anything but itself when a browser parses it. Inside SVG
 * and MathML such elements have no meaning, except for style sheets, so they are removed there.
 */
function containText(element: Element): void {
  const { tagName, namespaceURI } = element;
  if (!LITERAL.has(tagName)) return;
  if (namespaceURI !== HTML && tagName !== 'style') detachNode(element);
  else if (tagName === 'plaintext' || tagName === 'xmp') rename(element, 'pre');
  // A browser that runs scripts parses the content as text, values of attributes included.
  else if (tagName === 'noscript')
    for (const { attrs } of elements(element))
      for (const attr of attrs) attr.value = attr.value.replaceAll('<', '');
}

/** Changes an element's tag name in place: parse5's nodes are plain objects. */
function rename(element: Element, tag: string): void {
  element.tagName = tag;
  element.nodeName = tag;
}

/**
 * Returns whether a browser would run an address as a script; it ignores leading spaces and control characters,
 * and line ends within.
 */
function runs(address: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers strip exactly these (URL Standard, 4.4).
  return /^[\u0000- ]*(?:javascript|vbscript):/i.test(address.replace(/[\t\n\r]/g, ''));
}

/**
 * Turns `<section>` elements inside a slide into `<div>`, because reveal.js takes every `<section>` for a slide.
 * The footnotes' own one causes no warning.
 */
export function renameSections(section: Element, warn: Warn): void {
  for (const element of elements(section)) {
    if (element.tagName !== 'section') continue;
    rename(element, 'div');
    if (classes(element).includes('footnotes')) continue;
    const reason = 'a <section> inside of a slide begins no slide of its own';
    const hint = 'Part slides with `---` and `----`, or write <div> for a block of this slide.';
    warn({ rule: 'nested-section', reason, hint }, '<section');
  }
}

/** Warns of pictures without alternative text, for which a screen reader would read the file's name. */
export function tellImagesWithoutText(section: Element, warn: Warn): void {
  for (const image of elements(section)) {
    if (image.tagName !== 'img' || attribute(image, 'aria-hidden') !== undefined) continue;
    if (attribute(image, 'alt') !== undefined) continue;
    const address = attribute(image, 'src') ?? attribute(image, 'data-src') ?? '';
    const reason = `the picture ${address} has no alternative text`;
    const hint = 'Write what it shows: `![A graph of boot times](boot.png)`; `alt=""` if it only decorates.';
    warn({ rule: 'alt-text', reason, hint }, address);
  }
}
