/** Room for words whose face is not known when a deck is compiled: widths in ems, and words that must not overlap. */

/** Widths in ems of sans-serif letters, a little generous, since faces differ. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]|\p{Extended_Pictographic}/u, 1.05],
  [/\p{M}/u, 0],
  [/[iljtfrI.,:;'’|!()[\] \u00a0\u202f]/u, 0.33],
  [/[mwMW@%—]/u, 0.9],
  [/\p{Lu}/u, 0.68],
];
const OTHER = 0.57;

/** Returns about how wide a text is, in ems. */
export function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += WIDTHS.find(([pattern]) => pattern.test(letter))?.[1] ?? OTHER;
  return width;
}

/** Returns the width of the widest text. */
export function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(widthOf));
}

/** Lines of a text, and whether not all of it had room. */
export interface Wrapped {
  readonly lines: readonly string[];
  readonly isCut: boolean;
}

/** Breaks a text between words into lines of a width; what has no room is cut. */
export function wrap(text: string, width: number, most: number): Wrapped {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  const kept = lines.slice(0, most);
  const isLonger = lines.length > most;
  if (isLonger) kept[most - 1] = `${kept[most - 1]}…`;
  const fitting = kept.map((each) => cut(each, width));
  return { lines: fitting, isCut: isLonger || fitting.some((each, i) => each !== kept[i]) };
}

function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let letters = [...text.replace(/…$/, '')];
  while (letters.length > 1 && widthOf(`${letters.join('')}…`) > width) letters = letters.slice(0, -1);
  return `${letters.join('').trimEnd()}…`;
}

/** A label that wants to be at a place, and how much room it needs there; all as parts of 1. */
export interface Wish {
  readonly at: number;
  readonly room: number;
  /** Those of a higher rank stay where not all have room. */
  readonly rank: number;
}

/**
 * Moves labels apart within a little more than 0 to 1, in their order. Returns a place for each; undefined where there
 * is none.
 */
export function spread(wishes: readonly Wish[]): readonly (number | undefined)[] {
  let kept = wishes.map((wish, i) => ({ ...wish, i })).sort((a, b) => a.at - b.at || a.i - b.i);
  while (kept.length > 1 && kept.reduce((sum, { room }) => sum + room, 0) > 1.06) {
    const least = kept.reduce((low, each) => (each.rank < low.rank ? each : low));
    kept = kept.filter((each) => each !== least);
  }
  const places = kept.map(({ at }) => at);
  const gap = (i: number) => ((kept[i]?.room ?? 0) + (kept[i + 1]?.room ?? 0)) / 2;
  // Pushed down from the top, then up from the bottom.
  for (let i = 1; i < places.length; i++)
    places[i] = Math.max(places[i] ?? 0, (places[i - 1] ?? 0) + gap(i - 1));
  const last = places.length - 1;
  const beyond = (places[last] ?? 0) + (kept[last]?.room ?? 0) / 2 - 1.03;
  if (beyond > 0) places[last] = (places[last] ?? 0) - beyond;
  for (let i = last - 1; i >= 0; i--) places[i] = Math.min(places[i] ?? 0, (places[i + 1] ?? 0) - gap(i));
  const result: (number | undefined)[] = wishes.map(() => undefined);
  for (const [k, { i }] of kept.entries()) result[i] = places[k];
  return result;
}
