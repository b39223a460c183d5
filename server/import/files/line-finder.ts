/** Finds the line on which something is written, for the report. */

/** Returns the line of a source, from 1, on which a text stands, from a line on; that line where it does not. */
export type LineFinder = (written: string, from: number) => number;

/** Returns a search for what is written in a text. */
export function finderOf(text: string): LineFinder {
  const lines = text.split('\n');
  return (written, from) => {
    const at = lines.findIndex((line, i) => i >= from - 1 && line.includes(written));
    return at === -1 ? from : at + 1;
  };
}
