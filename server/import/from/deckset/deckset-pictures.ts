/** Deckset's pictures: among words, at a side or behind the slide, as words before them say. */
import { besideWords } from '../../text/beside.ts';
import { type Line, written } from '../../text/lines.ts';
import { type Picture, pictureText, withLinePictures } from '../../text/picture-text.ts';

/** Writes angle brackets around addresses of pictures with blanks. */
export function withAngles(text: string): string {
  return text.replace(/(!\[[^\]]*\]\()\s*([^()<>"'\s]+(?: +[^()<>"'\s]+)+)\s*\)/g, '$1<$2>)');
}

/** The pictures of a slide that do not stand among its words, as we write them. */
export interface Pictures {
  readonly behind: {
    readonly picture: string;
    readonly address: string;
    readonly words: readonly string[];
  }[];
  readonly left: string[];
  readonly right: string[];
}

/** What Deckset's words before a picture say. */
const PICTURE_WORD =
  /^(?:inline|fit|fill|left|right|original|filtered|corner-radius\(.*\)|autoplay|loop|mute|hide|\d+%)$/;

/** Returns what stands in the place of a picture; one at a side or behind the slide is put aside. */
export function takePicture(picture: Picture, { behind, left, right }: Pictures): string {
  const words = picture.alt.split(/\s+/).filter((word) => word !== '');
  const alt = words.filter((word) => !PICTURE_WORD.test(word)).join(' ');
  const size = words.find((word) => /^\d+%$/.test(word));
  const isFilm = /\.(?:mp4|webm|mov|m4v|mp3|m4a|ogg)$/i.test(picture.address);
  const switches = words
    .filter((word) => /^(?:autoplay|loop)$/.test(word))
    .concat(words.includes('mute') ? ['muted'] : []);
  const side = words.includes('inline') ? undefined : words.find((word) => /^(?:left|right)$/.test(word));
  if (side !== undefined) {
    const fit = words.includes('fit') && !isFilm ? ['.contain'] : [];
    (side === 'left' ? left : right).push(pictureText({ ...picture, alt }, [...switches, ...fit]));
    return '';
  }
  if (words.includes('inline') || isFilm) {
    // More than all of the slide's width is more of a small picture's own.
    const width = size === undefined || Number.parseInt(size, 10) > 100 ? [] : [`style="width: ${size}"`];
    return pictureText({ ...picture, alt }, [...switches, ...width]);
  }
  behind.push({ picture: pictureText({ ...picture, alt }), address: picture.address, words });
  return '';
}

/** Returns a footer, where pictures are as high as its line. */
export function footerOf(text: string): string {
  return withLinePictures(text.replace(/[{}]/g, ''), (word) => PICTURE_WORD.test(word));
}

/** Places the pictures that were put aside: one has a layout, several share the slide's width. */
export function placePictures(lines: readonly Line[], { behind, left, right }: Pictures, at: number) {
  const classes: string[] = [];
  const attributes: Record<string, string> = {};
  const [ground] = behind;
  if (ground && behind.length === 1) {
    attributes['data-background-image'] = ground.address;
    if (ground.words.includes('fit')) attributes['data-background-size'] = 'contain';
    // Deckset darkens what is behind words.
    if (!ground.words.includes('original')) classes.push('dark');
  }
  const several = behind.length > 1 ? behind.map(({ picture }) => picture) : [];
  const row =
    several.length === 0
      ? []
      : [
          '',
          '<div class="columns">',
          ...several.flatMap((picture) => ['', '<div>', '', picture, '', '</div>']),
          '',
          '</div>',
        ];
  const words = [...lines, ...written(at, ...row)];
  const beside = [...left, ...right].flatMap((picture) => ['', picture]);
  if (left.length + right.length < 2) {
    if (beside.length > 0) classes.push(left.length > 0 ? 'left' : 'right');
    return { classes, attributes, lines: [...words, ...written(at, ...beside)] };
  }
  classes.push('columns');
  if (left.length === 0 || right.length === 0) {
    const side = left.length > 0 ? 'left' : 'right';
    return { classes, attributes, lines: besideWords(words, written(at, ...left, ...right), side) };
  }
  const [before, after] = [left, right].map((side) => side.flatMap((each) => ['', each]));
  const columns = written(at, ...(before ?? []), '', '***', '', ...(after ?? []));
  return { classes, attributes, lines: [...words, ...columns] };
}
