/** Classifies files by their extension: content type, and whether they may be public without being referenced. */
import { mimes } from 'mrmime';

/** Pictures, media, fonts and the like: public in a deck's folder. */
const PUBLIC =
  /\.(?:png|jpe?g|gif|webp|avif|apng|svg|ico|bmp|jxl|mp4|m4v|webm|ogv|mov|mp3|m4a|ogg|oga|opus|wav|flac|aac|vtt|woff2?|ttf|otf|pdf|cast)$/i;

/** Sources and settings: never public, even when a deck refers to them. */
const SOURCE =
  /(?:^|\/)(?:site\.ya?ml|presenter-key\.json|reveal-md\.json5?|reveal\.json5?|package(?:-lock)?\.json)$|\.(?:md|markdown|pem|key|crt|p12)$/i;

/** Handouts with the speaker's notes, as `lectern pdf` and the speaker view name them; a browser may add a number. */
const NOTES = /(?:^|[-_ /])notes(?: ?\(\d+\))?\.pdf$/i;

const TYPES: Readonly<Record<string, string>> = {
  ...mimes,
  cast: 'application/x-asciicast',
  ico: 'image/x-icon',
  ogg: 'audio/ogg',
  vtt: 'text/vtt',
  m4a: 'audio/mp4',
  flac: 'audio/flac',
  opus: 'audio/ogg',
  jxl: 'image/jxl',
};

/** Returns whether a file beside a deck is public without being referenced; `path` is relative to the deck. */
export function isPublic(path: string): boolean {
  return PUBLIC.test(path) && !isPrivate(path);
}

/** Returns whether a file is a handout with notes, which only a deck that refers to it makes public. */
export function hasNotes(path: string): boolean {
  return NOTES.test(path);
}

/** Returns whether a file stays private even when a deck refers to it. */
export function isPrivate(path: string): boolean {
  return SOURCE.test(path) || isHidden(path);
}

/** Returns whether a file or one of its folders is hidden. */
export function isHidden(path: string): boolean {
  return /(?:^|\/)\./.test(path);
}

/** Returns the content type by extension, with UTF-8 for text. */
export function contentType(path: string): string {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const type = TYPES[ending] ?? 'application/octet-stream';
  const isText = /^text\/|javascript|json|xml|x-asciicast/.test(type);
  return isText ? `${type}; charset=utf-8` : type;
}

/** Returns whether a browser may run scripts in a file of this type when it is opened directly. */
export function isActive(type: string): boolean {
  return /html|svg|xml/.test(type);
}

/** Returns whether a type is worth compressing; pictures and fonts are compressed already. */
export function isCompressible(type: string): boolean {
  return /^text\/|javascript|json|xml|x-asciicast|wasm|font\/(?:ttf|otf)/.test(type);
}

/** Returns whether a relative path leads into an installed package, whose files are no deck's own. */
export function isInPackage(path: string): boolean {
  return /(?:^|[\\/])node_modules[\\/]/.test(path);
}
