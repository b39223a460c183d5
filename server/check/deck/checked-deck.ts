/** A deck as rules see it: its slides as trees with source positions, and the files beside it. */

import type { Element } from '../../deck/html/tree.ts';
import type { Slide } from '../../deck/model/deck.ts';
import type { Diagnostic, Finding } from '../../deck/model/diagnostic.ts';
import type { DeckSettings } from '../../deck/model/settings.ts';
import type { Place } from '../../deck/text/finder.ts';
import type { OwnStyles } from './own-styles.ts';

/** A slide that the audience may see, before formulas and code are rendered. */
export interface CheckedSlide {
  readonly slide: Slide;
  /** The whole `<section>`. */
  readonly section: Element;
  readonly id: string;
  /** Its position as reveal.js counts, from 0. */
  readonly h: number;
  readonly v: number;
  /** The slide's notes, rendered. */
  readonly notes: string;
  /**
   * Returns where the first of some words is; the same words asked again, their next occurrence. Each rule has
   * its own.
   */
  readonly find: (words: readonly string[]) => Place;
}

/**
 * The files that a deck may show. Paths are relative to its folder, with `/`; a `/` at the start is the served
 * folder.
 */
export interface DeckFolder {
  /** Path of the deck's folder from the served one; empty where they are the same. */
  readonly way: string;
  /** Names of the folders with files of the whole site. */
  readonly shared: readonly string[];
  /** All files in the deck's own folder, or beside a single-file deck. */
  readonly paths: readonly string[];
  /** Returns the length in bytes; undefined where the file is missing. */
  size(path: string): number | undefined;
  /** Returns up to `length` bytes from an offset; undefined where the file is missing. */
  bytes(path: string, offset: number, length: number): Uint8Array | undefined;
}

/** A deck to check. */
export interface CheckedDeck {
  readonly name: string;
  /** Path as the author knows it. */
  readonly file: string;
  readonly format: 'markdown' | 'html';
  readonly text: string;
  readonly settings: DeckSettings;
  readonly styles: OwnStyles;
  /** Without hidden slides. */
  readonly slides: readonly CheckedSlide[];
  readonly folder: DeckFolder;
}

/** A rule: finds one kind of mistake. */
export type Check = (deck: CheckedDeck) => Iterable<Diagnostic> | AsyncIterable<Diagnostic>;

/** Returns a diagnostic on a slide, at the first of some words found there. */
export function onSlide({ find }: CheckedSlide, finding: Finding, ...near: readonly string[]): Diagnostic {
  return { ...find(near), ...finding };
}
