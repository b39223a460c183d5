/**
 * Picture syntax beyond CommonMark, as other tools have it: spaces in the address, a size after it (`=300x200`)
 * or in the alternative text (`|300`), and `![[…]]`.
 */
import type { TokenizerAndRendererExtension, Tokens } from 'marked';
import { openTag } from '../../html/escape.ts';

/** Extensions of pictures, videos, sounds and recordings; an address with spaces must end in one of them. */
const SHOWN = 'png|apng|jpe?g|gif|svg|webp|avif|mp4|m4v|webm|ogv|mov|mp3|m4a|ogg|oga|opus|wav|flac|aac|cast';

const ADDRESS = String.raw`(?:<([^<>\n]+)>|((?:[^()<>\n]|\([^()\n]*\))+?\.(?:${SHOWN}))|([^\s<>()]+))`;
const SIZE = String.raw`(?:[ \t]+=(\d+%?)?x(\d+%?)?)?`;
const TITLE = String.raw`(?:[ \t]+(?:"([^"\n]*)"|'([^'\n]*)'))?`;
const PICTURE = new RegExp(
  String.raw`^!\[((?:\\.|\[[^[\]\n]*\]|[^[\]\\\n])*)\]\([ \t]*${ADDRESS}${SIZE}${TITLE}[ \t]*\)`,
  'i',
);

/** Obsidian's embedded files. */
const EMBED = new RegExp(String.raw`^!\[\[([^[\]|\n]+\.(?:${SHOWN}))(?:\|([^[\]\n]*))?\]\]`, 'i');

/** Alternative text with a size at its end. */
const SIZED = /^(.*)\|(\d+)(?:x(\d+))?$/;

/** The maximum length of a picture's syntax, in characters. */
const LONGEST = 1000;

interface Found {
  readonly raw: string;
  readonly address: string;
  readonly alt: string;
  readonly title?: string | undefined;
  readonly width?: string | undefined;
  readonly height?: string | undefined;
}

function pictureAt(source: string): Found | undefined {
  const near = source.slice(0, LONGEST);
  const [embed, file = '', words = ''] = EMBED.exec(near) ?? [];
  if (embed !== undefined) return { raw: embed, address: file, ...sized(`|${words}`) };
  const match = PICTURE.exec(near);
  if (!match) return undefined;
  const [raw, written = '', angled, spaced, bare, width, height, double, single] = match;
  const address = (angled ?? spaced ?? bare ?? '').trim();
  const own = sized(written);
  // Anything that is a picture in CommonMark is left to marked.
  const isLoose = width ?? height ?? own.width ?? (angled === undefined && /\s/.test(address));
  if (!isLoose) return undefined;
  return {
    raw,
    address,
    alt: own.alt,
    title: double ?? single,
    width: width ?? own.width,
    height: height ?? own.height,
  };
}

function sized(words: string): Pick<Found, 'alt' | 'width' | 'height'> {
  const size = SIZED.exec(words);
  const text = (size?.[1] ?? words).replace(/^\|/, '').replace(/\\(.)/g, '$1');
  return { alt: text, width: size?.[2], height: size?.[3] };
}

function encode(address: string): string {
  try {
    return encodeURI(address).replaceAll('%25', '%');
  } catch {
    return address;
  }
}

/** A marked extension for such pictures. */
export const loosePictures: TokenizerAndRendererExtension = {
  name: 'loosePicture',
  level: 'inline',
  tokenizer(source) {
    const picture = source.startsWith('![') ? pictureAt(source) : undefined;
    return picture && { type: 'loosePicture', ...picture };
  },
  renderer({ address, alt, title, width, height }: Tokens.Generic) {
    const optional = Object.entries({ title, width, height }).filter(([, value]) => value !== undefined);
    return openTag('img', { src: encode(address), alt, ...Object.fromEntries(optional) });
  },
};
