/** Videos and sounds in picture syntax: `![What it shows](tide.webm){autoplay loop muted poster=tide.jpg}`. */
import {
  attribute,
  createElement,
  type Element,
  elements,
  isText,
  removeAttribute,
  replaceNode,
  setAttribute,
} from '../../html/tree.ts';

/** Addresses of files that browsers play, by extension. */
const FILM = /\.(?:webm|mp4|m4v|mov|ogv|mkv|avi)(?:[?#]|$)/i;
const SOUND = /\.(?:mp3|m4a|aac|ogg|oga|opus|wav|flac|weba)(?:[?#]|$)/i;

/** Boolean attributes that braces may contain as a bare word; those of other elements may not. */
export const PLAYER_SWITCHES: ReadonlySet<string> = new Set(
  'autoplay loop muted controls playsinline'.split(' '),
);

/** Replaces pictures whose address is a video's or a sound's by players, labelled with their alternative text. */
export function markPlayers(section: Element): void {
  for (const image of elements(section)) {
    const address = attribute(image, 'src') ?? '';
    const tag = FILM.test(address) ? 'video' : SOUND.test(address) ? 'audio' : undefined;
    if (image.tagName !== 'img' || tag === undefined) continue;
    const player = createElement(tag);
    for (const { name, value } of image.attrs)
      if (name === 'alt') setAttribute(player, 'aria-label', value || address);
      else setAttribute(player, name, value);
    for (const name of takeSwitches(image)) setAttribute(player, name, '');
    // A video that plays automatically needs no controls; a sound without controls could not be stopped.
    if (tag === 'audio' || attribute(player, 'autoplay') === undefined) setAttribute(player, 'controls', '');
    replaceNode(image, [player]);
  }
}

/** Attributes of a slide that hold a picture's address, or a colour. */
const BACKGROUNDS = ['data-background-image', 'data-background'];

/** Moves a background picture whose address is a video's to reveal.js's attribute for videos. */
export function markFilmBehind(section: Element): void {
  for (const name of BACKGROUNDS) {
    const address = attribute(section, name)?.trim() ?? '';
    if (!FILM.test(address) || address.includes(',')) continue;
    removeAttribute(section, name);
    setAttribute(section, 'data-background-video', address);
  }
}

/**
 * Removes the boolean attributes from the braces that directly follow an element and returns them; other words stay.
 */
function takeSwitches(element: Element): string[] {
  const siblings = element.parentNode?.childNodes ?? [];
  const next = siblings[siblings.indexOf(element) + 1];
  const written = next && isText(next) ? /^\{([^{}]*)\}/.exec(next.value) : null;
  if (!next || !isText(next) || !written) return [];
  const words = (written[1] ?? '').split(/\s+/).filter((word) => word !== '');
  const others = words.filter((word) => !PLAYER_SWITCHES.has(word));
  const rest = next.value.slice(written[0].length);
  if (others.length < words.length) next.value = others.length === 0 ? rest : `{${others.join(' ')}}${rest}`;
  return words.filter((word) => PLAYER_SWITCHES.has(word));
}
