/** Text as decks and what they include are read. */

/** Takes off each line the indentation of the first line that has text, as reveal.js does. */
export function dedent(text: string): string {
  const indent = /^(?:[ \t]*\n)*([ \t]+)\S/.exec(text)?.[1];
  if (!indent) return text;
  const blank = indent.startsWith('\t') ? '\t' : ' ';
  return text.replace(new RegExp(`^${blank}{1,${indent.length}}`, 'gm'), '');
}

/** Text without its byte order mark, with one kind of line end. */
export function normaliseText(text: string): string {
  const marked = text.replace(/^\uFEFF/, '');
  return marked.includes('\r') ? marked.replace(/\r\n?/g, '\n') : marked;
}

/** How many line ends stand in a stretch of a text. */
export function lineEnds(text: string, from = 0, to = text.length): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** The line ends of a text and nothing else, to stand in its place: what follows keeps its line. */
export function onlyLineEnds(text: string): string {
  return text.replace(/[^\n]/g, '');
}
