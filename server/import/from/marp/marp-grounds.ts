/** Marp's pictures behind a slide: one is its background, one at a side a layout of ours, and several stand on the slide. */
import type { Remarks } from '../../model.ts';
import { besideHeadings, besideWords } from '../../text/beside.ts';
import { type Line, written } from '../../text/lines.ts';
import { pictureText } from '../../text/picture-text.ts';

/** A picture or a colour behind a slide, as written. */
export interface Ground {
  readonly address: string;
  /** What its alternative text says. */
  readonly words: readonly string[];
  readonly whole: string;
  readonly at: number;
}

/** A slide with what was behind it. */
export interface Grounded {
  readonly lines: readonly Line[];
  readonly classes: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

const COLOUR = /^(?:#[\da-f]{3,8}|(?:rgb|hsl)a?\(.*\)|[a-z]+)$/i;

/** A word that says on which side pictures are, with the share of the slide. */
const SIDE = /^(left|right)(?::(.+))?$/;

/** Puts what is behind a slide where our layouts have it. */
export function placeGrounds(lines: readonly Line[], grounds: readonly Ground[], remarks: Remarks): Grounded {
  const colours = grounds.filter(({ address }) => COLOUR.test(address));
  const pictures = grounds.filter((ground) => !colours.includes(ground));
  for (const { at, whole } of colours) remarks.became(at, whole, 'the colour of the background');
  const colour = colours.at(-1)?.address;
  const placed = placePictures(lines, pictures, remarks);
  return {
    ...placed,
    attributes: { ...(colour !== undefined && { 'data-background-color': colour }), ...placed.attributes },
  };
}

function placePictures(lines: readonly Line[], pictures: readonly Ground[], remarks: Remarks): Grounded {
  const [first] = pictures;
  if (!first) return { lines, classes: [], attributes: {} };
  // Where one picture has a side, Marp puts all pictures there.
  const [, side, share] = matchOf(pictures, SIDE) ?? [];
  const half = share === undefined ? '' : `; it has half of the slide, not ${share}`;
  if (pictures.length > 1) return placeSeveral(lines, { pictures, side, half }, remarks);
  const { at, whole, words } = first;
  if (side === undefined) {
    remarks.became(at, whole, 'the picture of the background');
    return { lines, classes: [], attributes: attributesOf(first) };
  }
  remarks.became(at, whole, `\`{.${side}}\` and the picture${half}`);
  const fit = words.some((word) => /^(?:fit|contain)$/.test(word)) ? '{.contain}' : '';
  return { lines: [...lines, ...written(at, '', textOf(first) + fit)], classes: [side], attributes: {} };
}

interface Several {
  readonly pictures: readonly Ground[];
  readonly side: string | undefined;
  readonly half: string;
}

/** Puts several pictures on the slide: in columns, and where there are words in a column beside them, or below. */
function placeSeveral(lines: readonly Line[], { pictures, side, half }: Several, remarks: Remarks): Grounded {
  const { rest } = besideHeadings(lines);
  const isVertical = matchOf(pictures, /^vertical$/) !== undefined;
  const { at, whole } = pictures[0] ?? { at: 1, whole: '' };
  const count = pictures.length;
  if (side !== undefined) remarks.became(at, whole, `a column of ${count} pictures, on the ${side}${half}`);
  else
    remarks.lost(
      at,
      whole,
      `only one picture can be behind a slide; its ${count} stand ${isVertical ? 'below each other' : 'side by side'} on it.`,
    );
  const texts = pictures.flatMap((picture) => written(picture.at, textOf(picture)));
  const below = texts.flatMap((line) => [...written(line.at, ''), line]);
  if (rest.length > 0 && side === undefined && !isVertical) {
    const boxed = [...written(at, '', '<div class="columns">'), ...below, ...written(at, '', '</div>')];
    return { lines: [...lines, ...boxed], classes: [], attributes: {} };
  }
  if (rest.length === 0 && isVertical) return { lines: [...lines, ...below], classes: [], attributes: {} };
  return { lines: besideWords(lines, texts, side), classes: ['columns'], attributes: {} };
}

function attributesOf({ address, words }: Ground): Record<string, string> {
  const fit = words.find((word) => /^(?:fit|contain|auto|\d+%)$/.test(word));
  const opacity = words.map((word) => /^opacity(?::(.+))?$/.exec(word)).find((match) => match !== null);
  return {
    'data-background-image': address,
    ...(fit !== undefined && { 'data-background-size': fit === 'fit' ? 'contain' : fit }),
    ...(opacity && { 'data-background-opacity': shareOf(opacity[1] ?? '0.5') }),
  };
}

function textOf({ address }: Ground): string {
  return pictureText({ alt: '', address, title: '' });
}

/** Returns the last match among the words of pictures. */
function matchOf(pictures: readonly Ground[], pattern: RegExp): RegExpExecArray | undefined {
  const words = pictures.flatMap((picture) => picture.words);
  return words.map((word) => pattern.exec(word)).findLast((match) => match !== null) ?? undefined;
}

function shareOf(value: string): string {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(value)?.[1];
  return percent === undefined ? value : String(Number(percent) / 100);
}
