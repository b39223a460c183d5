/** The syntax of attributes in braces, `{.class #id key=value}`, as a pattern and a parser. */

/**
 * Attributes that braces may set, besides `data-…` and `aria-…`. If any name were allowed, `{x=1}` would vanish
 * from a formula or a template.
 */
const NAMES =
  'style|width|height|title|lang|dir|role|alt|target|rel|start|colspan|rowspan|loading|muted|loop|controls|autoplay|poster|tabindex';

/** The source of a regular expression for one word in braces. */
export const WORD = `(?:[.#][a-zA-Z_][\\w-]*|(?:data-[\\w-]+|aria-[\\w-]+|${NAMES})=(?:"[^"]*"|'[^']*'|[“”„][^“”]*[“”]|[‘’‚][^‘’]*[‘’]|[^\\s"'{}]+))`;

/** The source of a regular expression for braces; the words in them are a group. */
export const BRACES = `\\{\\s*(${WORD}(?:\\s+${WORD})*)\\s*\\}`;

/** Parses the words in braces to attributes; classes are joined. */
export function decodeBraces(words: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  const names: string[] = [];
  for (const [word] of words.matchAll(new RegExp(WORD, 'g'))) {
    if (word.startsWith('.')) names.push(word.slice(1));
    else if (word.startsWith('#')) attributes.id = word.slice(1);
    else {
      const [name = '', value = ''] = word.split(/=(.*)/s);
      attributes[name] = value.replace(/^(["'])(.*)\1$/s, '$2').replace(/^[“”„‘’‚](.*)[“”‘’]$/s, '$1');
    }
  }
  return names.length > 0 ? { ...attributes, class: names.join(' ') } : attributes;
}
