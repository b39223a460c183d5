/** Minifies CSS for the browsers that Lectern supports. */
import { Features, type Targets, transform } from 'lightningcss';
import { oldestBrowsers } from '../browsers.ts';

/** Encodes a browser's version for Lightning CSS: one byte each for major and minor. */
function version([major, minor]: readonly [major: number, minor: number]): number {
  return (major << 16) | (minor << 8);
}

const { ios, ...others } = oldestBrowsers;

const cssTargets: Targets = Object.fromEntries(
  Object.entries({ ...others, ios_saf: ios }).map(([name, oldest]) => [name, version(oldest)]),
);

/** Options for every call of Lightning CSS. */
export const cssOptions = {
  minify: true,
  targets: cssTargets,
  // `light-dark()` in a variable follows the element that uses it; compiled away, it would follow the element
  // that sets it.
  exclude: Features.LightDark,
  // Skips rules that a browser would skip, and reports them as warnings.
  errorRecovery: true,
} as const;

/** Minifies CSS that ships with Lectern or its packages; rules that a browser would skip are dropped silently. */
export function minifyCss(css: string): string {
  const { code } = transform({
    filename: 'style.css',
    code: Buffer.from(css),
    ...cssOptions,
  });
  return code.toString();
}

/**
 * Returns the characters that CSS itself puts on the page: by `content` and `quotes`, `list-style-type` and the
 * like.
 */
export function contentCharacters(css: string): Set<string> {
  const characters = new Set<string>();
  const visit = (text: string): void => {
    for (const character of text) characters.add(character);
  };
  for (const [, value = ''] of css.matchAll(
    /(?:content|quotes|list-style(?:-type)?|hyphenate-character)\s*:([^;}]*)/g,
  )) {
    for (const [, double, single] of value.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)) {
      visit(unescapeCss(double ?? single ?? ''));
    }
  }
  return characters;
}

/** Decodes the escapes in a string (CSS Syntax 3, 4.3.7). */
function unescapeCss(text: string): string {
  return text.replace(/\\(?:([0-9a-f]{1,6})\s?|([\s\S]))/gi, (_, hex: string | undefined, literal: string) =>
    hex === undefined ? literal : String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}
