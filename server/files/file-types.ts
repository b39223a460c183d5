/** What a file is by its ending: its content type, and whether it may be public without being named. */
import { mimes } from 'mrmime';

/** Pictures, media, fonts and the like: public when they lie in a deck's folder. */
const PUBLIC =
  /\.(?:png|jpe?g|gif|webp|avif|apng|svg|ico|bmp|jxl|mp4|m4v|webm|ogv|mov|mp3|m4a|ogg|oga|opus|wav|flac|aac|vtt|woff2?|ttf|otf|pdf|cast)$/i;

/** Sources and settings: never public, not even when a deck names them. */
const SOURCE =
  /(?:^|\/)(?:site\.ya?ml|presenter-key\.json|reveal-md\.json5?|reveal\.json5?|package(?:-lock)?\.json)$|\.(?:md|markdown|pem|key|crt|p12)$/i;

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

/** Whether a file beside a deck is public without being named; `path` is relative to the deck. */
export function isPublic(path: string): boolean {
  return PUBLIC.test(path) && !isPrivate(path);
}

/** Whether a file stays private even when a deck names it. */
export function isPrivate(path: string): boolean {
  return SOURCE.test(path) || isHidden(path);
}

/** Whether a file, or a folder that it is in, is one that systems hide. */
export function isHidden(path: string): boolean {
  return /(?:^|\/)\./.test(path);
}

/** Content type by ending, with UTF-8 for text. */
export function contentType(path: string): string {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const type = TYPES[ending] ?? 'application/octet-stream';
  const isText = /^text\/|javascript|json|xml|x-asciicast/.test(type);
  return isText ? `${type}; charset=utf-8` : type;
}

/** Whether a browser may run scripts in a file of this type that it opens by itself. */
export function isActive(type: string): boolean {
  return /html|svg|xml/.test(type);
}

/** Whether compressing a type is worth it; pictures and fonts are compressed already. */
export function isCompressible(type: string): boolean {
  return /^text\/|javascript|json|xml|x-asciicast|wasm|font\/(?:ttf|otf)/.test(type);
}
