/** Brackets that have others within them. */

/** Returns where a bracket that is open at a place of a text closes; −1 where it does not. */
export function closingOf(text: string, from: number, pair: '[]' | '{}'): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === pair[0]) depth++;
    else if (text[i] === pair[1] && --depth === 0) return i;
  }
  return -1;
}
