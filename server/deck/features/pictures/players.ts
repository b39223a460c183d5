/** Films and sounds in the place of pictures: `![What it shows](tide.webm){autoplay loop muted poster=tide.jpg}`. */
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

/** What browsers play, by the end of an address. */
const FILM = /\.(?:webm|mp4|m4v|mov|ogv|mkv|avi)(?:[?#]|$)/i;
const SOUND = /\.(?:mp3|m4a|aac|ogg|oga|opus|wav|flac|weba)(?:[?#]|$)/i;

/** Attributes that braces hold as a word alone; braces of other elements do not know them. */
export const PLAYER_SWITCHES: ReadonlySet<string> = new Set(
  'autoplay loop muted controls playsinline'.split(' '),
);

/** Makes pictures whose address is a film's or a sound's into players, named by their alternative text. */
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
    // Nothing is to be pressed where it plays by itself; but a sound without its player cannot be stopped.
    if (tag === 'audio' || attribute(player, 'autoplay') === undefined) setAttribute(player, 'controls', '');
    replaceNode(image, [player]);
  }
}

/** Attributes of a slide that hold a picture, or a colour. */
const BACKGROUNDS = ['data-background-image', 'data-background'];

/** Makes a picture behind a slide whose address is a film's into a film, for which reveal.js has another attribute. */
export function markFilmBehind(section: Element): void {
  for (const name of BACKGROUNDS) {
    const address = attribute(section, name)?.trim() ?? '';
    if (!FILM.test(address) || address.includes(',')) continue;
    removeAttribute(section, name);
    setAttribute(section, 'data-background-video', address);
  }
}

/** Takes the switches out of the braces right behind an element; other words are left to whoever reads braces. */
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
