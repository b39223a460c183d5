/** A deck's first slide as a cover: its addresses made relative to the index, its background taken to the whole cover. */
import { changeAddresses, isRemote } from '../deck/references.ts';
import { attribute, classes, elements, innerHtml, parseHtml, removeAttribute } from '../deck/tree.ts';
import type { Cover } from './compiled.ts';

/** What a cover is made from. */
export interface CoverSource extends Omit<Cover, 'background' | 'contrast'> {
  /** The deck's address, which the slide's own addresses are relative to. */
  readonly deck: string;
}

/** Makes the cover of a deck. */
export function coverOf({ deck, html, ...rest }: CoverSource): Cover {
  const home = `http://cover.invalid/${encodeURIComponent(deck)}/`;
  const toIndex = (url: string) =>
    url.startsWith('#') || isRemote(url)
      ? url
      : new URL(url, home).href.replace('http://cover.invalid/', './');
  const root = parseHtml(html);
  for (const element of elements(root)) {
    changeAddresses(element, toIndex);
    // The same id may stand on several covers, and nothing on a cover is ever linked to.
    removeAttribute(element, 'id');
    if (attribute(element, 'loading') === undefined && element.tagName === 'img')
      element.attrs.push({ name: 'loading', value: 'lazy' });
  }
  const section = [...elements(root)][0];
  const image = section && attribute(section, 'data-background-image');
  const parts = [
    image ? `url("${image.replaceAll('"', '%22')}") center/cover no-repeat` : '',
    section && !image ? (attribute(section, 'data-background-gradient') ?? '') : '',
    section ? (attribute(section, 'data-background-color') ?? '') : '',
  ];
  const contrast = section
    ? classes(section).filter((name) => /^has-(?:dark|light)-background$/.test(name))
    : [];
  return {
    ...rest,
    html: innerHtml(root),
    background: parts.filter((part) => part !== '').join(' '),
    contrast: contrast.join(' '),
  };
}
