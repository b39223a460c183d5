/** A deck as rules look at it: its slides as trees with the places of what is on them, and the files beside it. */

import type { Element } from '../../deck/html/tree.ts';
import type { Slide } from '../../deck/model/deck.ts';
import type { Diagnostic, Finding } from '../../deck/model/diagnostic.ts';
import type { DeckSettings } from '../../deck/model/settings.ts';
import type { Place } from '../../deck/text/finder.ts';
import type { OwnStyles } from './own-styles.ts';

/** A slide that the audience may see, before it is typeset. */
export interface CheckedSlide {
  readonly slide: Slide;
  /** The whole `<section>`. */
  readonly section: Element;
  readonly id: string;
  /** Its place as reveal.js counts, from 0. */
  readonly h: number;
  readonly v: number;
  /** The slide's notes, rendered. */
  readonly notes: string;
  /** Where the first of some words stands; for the same words asked again, the next. Each rule has its own. */
  readonly find: (words: readonly string[]) => Place;
}

/**
 * The files that a deck may show. Paths are relative to its folder, with `/`; those of files elsewhere begin with `/`,
 * which is the folder that is served.
 */
export interface DeckFolder {
  /** The deck's folder, from the one that is served; empty where they are one. */
  readonly way: string;
  /** Names of the folders that hold files of the whole site. */
  readonly shared: readonly string[];
  /** All files in the deck's own folder, or what lies beside a single file. */
  readonly paths: readonly string[];
  /** Length in bytes; undefined where there is no such file. */
  size(path: string): number | undefined;
  /** The first bytes of a file, at most so many from an offset; undefined where there is no such file. */
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
  /** Without the hidden ones. */
  readonly slides: readonly CheckedSlide[];
  readonly folder: DeckFolder;
}

/** Looks for one kind of mistake. */
export type Check = (deck: CheckedDeck) => Iterable<Diagnostic> | AsyncIterable<Diagnostic>;

/** What is wrong on a slide, at the first of some words that is found on it. */
export function onSlide({ find }: CheckedSlide, finding: Finding, ...near: readonly string[]): Diagnostic {
  return { ...find(near), ...finding };
}
