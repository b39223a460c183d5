/** Normalises the text of decks and of the files that they include. */

/** Removes from each line the indentation of the first line with text, as reveal.js does. */
export function dedent(text: string): string {
  const indent = /^(?:[ \t]*\n)*([ \t]+)\S/.exec(text)?.[1];
  if (!indent) return text;
  const blank = indent.startsWith('\t') ? '\t' : ' ';
  return text.replace(new RegExp(`^${blank}{1,${indent.length}}`, 'gm'), '');
}

/** Removes the byte order mark, and makes all line ends `\n`. */
export function normaliseText(text: string): string {
  const marked = text.replace(/^\uFEFF/, '');
  return marked.includes('\r') ? marked.replace(/\r\n?/g, '\n') : marked;
}

/** Counts the line ends in a part of a text. */
export function lineEnds(text: string, from = 0, to = text.length): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Returns only the line ends of a text, to replace it so that later line numbers are unchanged. */
export function onlyLineEnds(text: string): string {
  return text.replace(/[^\n]/g, '');
}
