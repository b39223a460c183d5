/** Pictures in Markdown, `![alt](address "title")`, read and written. */

/** A picture as written. */
export interface Picture {
  readonly alt: string;
  readonly address: string;
  /** With its quotation marks; empty for none. */
  readonly title: string;
}

const PICTURE =
  /!\[((?:[^[\]\\]|\\.|\[[^\]]*\])*)\]\(\s*(<[^>\n]*>|(?:[^()\s\\]|\\.|\([^()\s]*\))*)(?:\s+("[^"]*"|'[^']*'))?\s*\)/g;

/** Rewrites the pictures of a text; `after` is what follows the picture. */
export function mapPictures(
  text: string,
  rewrite: (picture: Picture, whole: string, after: string) => string,
): string {
  return text.replace(
    PICTURE,
    (whole: string, alt: string, address: string, title: string | undefined, at: number) =>
      rewrite(
        { alt, address: address.replace(/^<|>$/g, ''), title: title ?? '' },
        whole,
        text.slice(at + whole.length),
      ),
  );
}

/** Writes a picture, with braces behind it where there is something to say. */
export function pictureText({ alt, address, title }: Picture, braces: readonly string[] = []): string {
  const safe = /[\s()]/.test(address) ? `<${address}>` : address;
  return `![${alt}](${safe}${title ? ` ${title}` : ''})${bracesText(braces)}`;
}

/** Rewrites the pictures of a running line, which are as high as it is: without the words that say how they look. */
export function withLinePictures(text: string, isLook: (word: string) => boolean): string {
  return mapPictures(text, (picture) => {
    const words = picture.alt.split(/\s+/).filter((word) => !isLook(word));
    return pictureText({ ...picture, alt: words.join(' ') });
  });
}

/** Writes words in braces; nothing for none. */
export function bracesText(words: readonly string[]): string {
  return words.length === 0 ? '' : `{${words.join(' ')}}`;
}

/** Returns the words in braces for a width and a height in units of CSS. */
export function sizeWords(width: string | undefined, height: string | undefined): string[] {
  const sizes = { width, height };
  const styles: string[] = [];
  const words: string[] = [];
  for (const [name, size] of Object.entries(sizes)) {
    if (size === undefined) continue;
    const pixels = /^(\d+)(?:px)?$/.exec(size)?.[1];
    if (pixels) words.push(`${name}=${pixels}`);
    else styles.push(`${name}: ${size}`);
  }
  return styles.length > 0 ? [...words, `style="${styles.join('; ')}"`] : words;
}
