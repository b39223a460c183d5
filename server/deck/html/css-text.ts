/** Tokenizes CSS far enough to tell comments, and characters that could begin an HTML tag, from the rest. */

/**
 * A comment (in a group), or a token that may contain what looks like one: a string, an unquoted address, an
 * escaped character (CSS Syntax 3, 4.3). `<!-- … -->` counts as a comment here, although a browser would read its
 * content as rules.
 */
const TOKEN =
  /(\/\*[\s\S]*?(?:\*\/|$)|<!--[\s\S]*?(?:-->|$))|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|(?<![\w-])url\(\s*[^\s"'()\\]+\s*\)|\\[\s\S]/gi;

/** A `<` that a browser's HTML parser may take for the beginning of a tag, a comment or the like. */
const TAG = /<(?=[a-z/!?])/gi;

/** A style sheet in a `data:` address. The server's pages may not load one, so its content is never used. */
const SHEET = /(data:text\/css)[^"')]*/gi;

/** A comment of an SVG drawing in a `data:` address. */
const IN_ADDRESS = /(?:<|%3C)!--[\s\S]*?--(?:>|%3E)/gi;

/**
 * Returns CSS without its comments and without style sheets in `data:` addresses. `instead` returns the
 * replacement of each comment; the default is an empty comment, because a comment separates tokens.
 */
export function withoutCssComments(css: string, instead: (comment: string) => string = () => '/**/'): string {
  return /\/\*|<!--|data:/i.test(css)
    ? css.replace(TOKEN, (token, comment?: string) =>
        comment === undefined ? withoutPrivate(token) : instead(comment),
      )
    : css;
}

function withoutPrivate(token: string): string {
  return /data:/i.test(token) ? token.replace(SHEET, '$1,').replace(IN_ADDRESS, '') : token;
}

/**
 * Does the same for the content of a `<style>`, and escapes each `<` so that no part of it can close the element
 * or open another.
 */
export function styleText(css: string): string {
  const text = withoutCssComments(css);
  if (!text.includes('<')) return text;
  let end = 0;
  let safe = '';
  // In a string, the escape stands for the character itself; between tokens, CSS reads `<` with a space like `<` alone.
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    safe += text.slice(end, index).replace(TAG, '< ') + escapeSign(token);
    end = index + token.length;
  }
  return safe + text.slice(end).replace(TAG, '< ');
}

function escapeSign(token: string): string {
  return /^url/i.test(token) ? token.replaceAll('<', '%3C') : token.replaceAll('<', '\\3c ');
}
