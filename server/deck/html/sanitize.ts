/** Takes out of a slide's tree what must not run or reach the audience: scripts, handlers, notes; each with a warning. */
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

/** Called with what is wrong, and words that stand where it is in the source, those most likely found first. */
export type Warn = (finding: Finding, ...near: readonly string[]) => void;

/** Elements that would run code, change the page's base or fetch for the whole page. */
const DROPPED: ReadonlySet<string> = new Set('script base meta link embed frame frameset'.split(' '));

/** Plugins' elements, of which only what they hold for browsers without the plugin remains. */
const PLUGINS: ReadonlySet<string> = new Set(['object', 'applet']);

/** Elements that browsers of today never show. */
const OBSOLETE: ReadonlySet<string> = new Set(['noembed', 'noframes', 'title']);

/** Elements whose text browsers take for no HTML, some of them to the end of the page. */
const LITERAL: ReadonlySet<string> = new Set(
  'plaintext xmp iframe noembed noframes noscript style script'.split(' '),
);

/** Attributes that hold an address which may run as a script. */
const ADDRESSES: ReadonlySet<string> = new Set(
  'href src action formaction data-src data-preview-link data-background-iframe'.split(' '),
);

/** Attributes by which an SVG animation gives such an address to its parent, one or several with `;` between. */
const ANIMATED: ReadonlySet<string> = new Set('values from to by'.split(' '));

const HTML = 'http://www.w3.org/1999/xhtml';

const INSTEAD = 'Put it into an HTML page beside the deck and show that with `<iframe src="page.html">`.';

/** Removes scripts, event handlers and `javascript:` addresses. The page's policy would refuse them anyway. */
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
 * Lets nothing that a slide shows as it was written end anything but itself, when a browser reads it. In a drawing or a
 * formula, such elements have no meaning, but for style sheets.
 */
function containText(element: Element): void {
  const { tagName, namespaceURI } = element;
  if (!LITERAL.has(tagName)) return;
  if (namespaceURI !== HTML && tagName !== 'style') detachNode(element);
  else if (tagName === 'plaintext' || tagName === 'xmp') rename(element, 'pre');
  // With scripts, what is in it is text for a browser; in values of attributes, too.
  else if (tagName === 'noscript')
    for (const { attrs } of elements(element))
      for (const attr of attrs) attr.value = attr.value.replaceAll('<', '');
}

/** parse5's nodes are plain objects; a tag's name is all that tells one block from another. */
function rename(element: Element, tag: string): void {
  element.tagName = tag;
  element.nodeName = tag;
}

/** Whether a browser would take an address for a script: it ignores blanks before and line ends within. */
function runs(address: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers strip exactly these (URL Standard, 4.4).
  return /^[\u0000- ]*(?:javascript|vbscript):/i.test(address.replace(/[\t\n\r]/g, ''));
}

/** reveal.js takes every `<section>` for a slide, so those inside a slide become plain blocks. Footnotes have one of ours. */
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

/** Tells pictures whose alternative text is missing, which a screen reader would replace by the file's name. */
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
