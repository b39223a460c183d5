/** A fault that the tests have to notice: a realistic slip in one place of the source. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One fault. */
export interface Mutation {
  /** What is wrong then, in a few words. */
  readonly fault: string;
  /** The file that has it, from the project's root. */
  readonly file: string;
  /** The exact text that is replaced. It stands in the file once, and is short, so that it lasts. */
  readonly from: string;
  readonly to: string;
  /** The test files of which one at least must fail; all of them below `tests/browser/`, or none. */
  readonly tests: readonly string[];
}

/** The file's text with the fault in it; undefined where what it replaces is not there exactly once. */
export function mutated({ file, from, to }: Mutation, root: string): string | undefined {
  const [before, after, more] = readFileSync(join(root, file), 'utf8').split(from);
  return before === undefined || after === undefined || more !== undefined ? undefined : before + to + after;
}
