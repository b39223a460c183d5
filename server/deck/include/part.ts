/** Inserts an included file's Markdown into a slide, and keeps track of which file each part is from. */

import { blockTokens } from '../markdown/markdown.ts';
import type { Slide, SourceRun } from '../model/deck.ts';
import { CLOSE, OPEN } from '../slide/included-bases.ts';
import { isClosedFence } from '../source/notes.ts';
import { runsOf } from '../text/finder.ts';

/** A slide's source while it is assembled. */
export class SourceBuilder {
  readonly #runs: SourceRun[] = [];
  #source = '';

  /** Adds a text that begins on a line of a file. */
  add(text: string, file: string, line: number): void {
    if (text === '') return;
    this.#runs.push({ start: this.#source.length, file, line });
    this.#source += text;
  }

  /** Adds an included slide; `file` and `line` are those of the include line. */
  include(slide: Slide, file: string, line: number): void {
    this.add(`\n\n<!--${OPEN}${encode(slide.base ?? '')}-->\n\n`, file, line);
    const start = this.#source.length;
    this.#runs.push(...runsOf(slide).map((run) => ({ ...run, start: start + run.start })));
    this.#source += slide.source + fenceEnd(slide.source);
    this.add(`\n\n<!--${CLOSE}-->\n\n`, file, line);
  }

  get result(): Pick<Slide, 'source' | 'runs'> {
    return { source: this.#source, runs: this.#runs };
  }
}

/**
 * Returns what closes a fence that an included file leaves open, so that the rest of the slide is not treated as code.
 */
function fenceEnd(source: string): string {
  const last = blockTokens(source).findLast(({ type }) => type !== 'space');
  const mark = last?.type === 'code' ? /^ {0,3}(`{3,}|~{3,})/.exec(last.raw)?.[1] : undefined;
  return last && mark !== undefined && !isClosedFence(last) ? `\n${mark}\n` : '';
}

/** Encodes a path for a comment, which `--` could end. */
function encode(file: string): string {
  return encodeURIComponent(file).replaceAll('-', '%2D');
}
