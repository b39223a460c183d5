/** Puts an included file's Markdown into a slide, so that each part still knows which file it is from. */

import { childrenOf, type Element, isComment, isElement, type ParentNode } from '../html/tree.ts';
import { blockTokens } from '../markdown/markdown.ts';
import type { Slide, SourceRun } from '../model/deck.ts';
import { isClosedFence } from '../source/notes.ts';
import { runsOf } from '../text/finder.ts';

/** Marks in comments which no text can hold by accident: Unicode's noncharacters are for use inside of a program. */
const OPEN = '\uFDD4';
const CLOSE = '\uFDD5';

/** A slide's source while it is put together. */
export class SourceBuilder {
  readonly #runs: SourceRun[] = [];
  #source = '';

  /** Adds text that stands in a file from a line on. */
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

/** What a fence that an included file left open needs, so that the slide around it is not taken for code. */
function fenceEnd(source: string): string {
  const last = blockTokens(source).findLast(({ type }) => type !== 'space');
  const mark = last?.type === 'code' ? /^ {0,3}(`{3,}|~{3,})/.exec(last.raw)?.[1] : undefined;
  return last && mark !== undefined && !isClosedFence(last) ? `\n${mark}\n` : '';
}

/** A comment that gives the slide a background. */
const BACKGROUND = /\.slide:.*data-(?:background|preview)/s;

/**
 * The file that each element's addresses are relative to; elements of the slide's own file are not in it. Called before
 * the comments leave the tree.
 */
export function basesIn(section: Element): ReadonlyMap<Element, string> {
  const bases = new Map<Element, string>();
  const open: string[] = [];
  const visit = (parent: ParentNode) => {
    for (const node of childrenOf(parent)) {
      if (isComment(node) && node.data.startsWith(OPEN)) open.push(decodeURIComponent(node.data.slice(1)));
      if (isComment(node) && node.data.startsWith(CLOSE)) open.pop();
      const base = open.at(-1);
      if (base !== undefined && isElement(node)) bases.set(node, base);
      if (base !== undefined && isComment(node) && BACKGROUND.test(node.data)) bases.set(section, base);
      if (isElement(node)) visit(node);
    }
  };
  visit(section);
  return bases;
}

/** A comment ends at its first `--`. */
function encode(file: string): string {
  return encodeURIComponent(file).replaceAll('-', '%2D');
}
