/** Reads CSS by its tokens, so far that comments, and signs that could begin a tag, are told from the rest. */

/**
 * A comment; or what holds none: a string, an address without quotes, an escaped character (CSS Syntax 3, 4.3). What stands
 * in HTML's comments, a browser would read as rules.
 */
const TOKEN =
  /(\/\*[\s\S]*?(?:\*\/|$)|<!--[\s\S]*?(?:-->|$))|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|(?<![\w-])url\(\s*[^\s"'()\\]+\s*\)|\\[\s\S]/gi;

/** What a browser reading HTML may take for a tag or its like. */
const TAG = /<(?=[a-z/!?])/gi;

/** A style sheet in an address. No page of ours may load one, so nobody sees what it says. */
const SHEET = /(data:text\/css)[^"')]*/gi;

/** A comment of a drawing in an address. */
const IN_ADDRESS = /(?:<|%3C)!--[\s\S]*?--(?:>|%3E)/gi;

/** CSS without its comments, and without style sheets in addresses. `instead` says what stands in the place of each: an empty one, since comments part words. */
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

/** The same for the inside of a `<style>`, of which nothing can end the element or begin another, wherever it stands. */
export function styleText(css: string): string {
  const text = withoutCssComments(css);
  if (!text.includes('<')) return text;
  let end = 0;
  let safe = '';
  // In a string, the escape is the sign itself; between words, a browser takes the sign and a blank for the sign.
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    safe += text.slice(end, index).replace(TAG, '< ') + escapeSign(token);
    end = index + token.length;
  }
  return safe + text.slice(end).replace(TAG, '< ');
}

function escapeSign(token: string): string {
  return /^url/i.test(token) ? token.replaceAll('<', '%3C') : token.replaceAll('<', '\\3c ');
}
