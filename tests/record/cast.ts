/** Writes down what a terminal shows, as asciicast, version 3 (https://docs.asciinema.org/manual/asciicast/v3/). */

/** What is known of a recording before it begins. */
export interface CastHeader {
  readonly cols: number;
  readonly rows: number;
  readonly title: string;
}

/** Takes output as it comes, each with its time in milliseconds of any one clock. */
export class CastWriter {
  readonly #lines: string[];
  #before: number | undefined;

  constructor({ cols, rows, title }: CastHeader) {
    this.#lines = [JSON.stringify({ version: 3, term: { cols, rows }, title })];
  }

  add(text: string, now: number): void {
    const interval = (now - (this.#before ?? now)) / 1000;
    this.#lines.push(JSON.stringify([Number(interval.toFixed(3)), 'o', text]));
    this.#before = now;
  }

  /** The whole file. */
  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}

/** Those of some words that would tell whose machine a recording was made on, and that are in it. */
export function tracesIn(cast: string, words: readonly string[]): string[] {
  // In JSON, a backslash of Windows's paths is two.
  const written = (word: string) => JSON.stringify(word).slice(1, -1);
  // As a whole word: a machine may be called `vm`, and a kernel speaks of `kvm`.
  const isIn = (word: string) =>
    cast.split(word).some((before, i, parts) => {
      const after = parts[i + 1];
      return after !== undefined && !/[a-z\d]$/i.test(before) && !/^[a-z\d]/i.test(after);
    });
  return words.filter((word) => word.length > 1 && isIn(written(word)));
}
