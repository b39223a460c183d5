/** Takes out of a slide's tree what must not run or reach the audience: scripts, handlers, notes; each with a warning. */
import {
  attribute,
  classes,
  detachNode,
  type Element,
  elements,
  innerHtml,
  type ParentNode,
  removeAttribute,
} from './tree.ts';

/** Called with a reason and a remedy. */
export type Warn = (reason: string, hint: string) => void;

/** Elements that would run code, change the page's base or fetch for the whole page. */
const DROPPED: ReadonlySet<string> = new Set([
  'script',
  'base',
  'meta',
  'link',
  'object',
  'embed',
  'applet',
  'title',
]);

/** Attributes that hold an address which may run as a script. */
const ADDRESSES: ReadonlySet<string> = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'xlink:href',
  'data-src',
  'srcdoc',
]);

/** Removes scripts, event handlers and `javascript:` addresses. The page's policy would refuse them anyway. */
export function removeActive(root: ParentNode, warn: Warn): void {
  for (const element of [...elements(root)]) {
    if (DROPPED.has(element.tagName)) {
      detachNode(element);
      warn(
        `<${element.tagName}> does not work in a deck`,
        element.tagName === 'link'
          ? 'Name style sheets with `css:` in the front matter.'
          : 'Put it into an HTML page beside the deck and show that with `<iframe src="page.html">`.',
      );
      continue;
    }
    for (const { name, value } of [...element.attrs]) {
      const handler = name.startsWith('on');
      const script = ADDRESSES.has(name) && /^[\s\u0000-\u001f]*(?:javascript|vbscript):/i.test(value);
      if (!handler && !script && name !== 'srcdoc') continue;
      removeAttribute(element, name);
      warn(
        `the script in \`${name}\` of <${element.tagName}> does not run`,
        'Put it into an HTML page beside the deck and show that with `<iframe src="page.html">`.',
      );
    }
  }
}

/** Takes the speaker notes out of a slide's tree: `<aside class="notes">` and `data-notes`. @returns their HTML. */
export function takeNotes(root: ParentNode): string {
  const notes: string[] = [];
  for (const element of [...elements(root)]) {
    const written = removeAttribute(element, 'data-notes');
    if (written) notes.push(written);
    if (element.tagName === 'aside' && classes(element).includes('notes')) {
      notes.push(innerHtml(element).trim());
      detachNode(element);
    }
  }
  return notes.join('\n');
}

/** reveal.js takes every `<section>` for a slide, so those inside a slide become plain blocks. */
export function renameSections(root: ParentNode): void {
  for (const element of elements(root)) {
    if (element.tagName !== 'section') continue;
    // parse5's nodes are plain objects; a tag's name is the element's type when it is written out.
    (element as { tagName: string; nodeName: string }).tagName = 'div';
    element.nodeName = 'div';
  }
}

/** Alternative text that is missing, which a screen reader would replace by the file's name. */
export function imagesWithoutText(root: ParentNode): Element[] {
  return [...elements(root)].filter(
    (element) =>
      element.tagName === 'img' &&
      attribute(element, 'alt') === undefined &&
      attribute(element, 'aria-hidden') === undefined,
  );
}
