/** The pictures behind a slide as CSS. */

/**
 * Returns what `data-background-image` names as a value of `background-image`: one address, or several with commas
 * between them. Characters that are encoded stay so: `C%23.png` is a file with `#` in its name.
 */
export function backgroundUrls(image: string): string {
  // Its own commas part nothing.
  if (/^\s*data:/.test(image)) return `url("${image.trim()}")`;
  return image
    .split(',')
    .map((address) => `url("${encodeURI(address.trim()).replaceAll('%25', '%')}")`)
    .join(',');
}
