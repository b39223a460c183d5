/** What a deck is between its Markdown and its HTML. No I/O. */

import type { DeckSettings } from '../settings/settings.ts';
import type { DeckSwitches } from '../settings/switches.ts';
import type { Diagnostic } from './diagnostic.ts';

/** One slide as its author wrote it. */
export interface Slide {
  /** `markdown` is text to render; `html` is the inside of a `<section>`. */
  readonly format: 'markdown' | 'html';
  /** The slide without its notes. */
  readonly source: string;
  /** What follows `Note:`; never sent to the audience. */
  readonly notes: string;
  /** The file that it is from: the deck's, or one that the deck includes. */
  readonly file: string;
  /** Line of that file on which `source` begins, from 1. */
  readonly line: number;
  /** What stands in the file from `line` on, where `source` is not it, for places in messages. */
  readonly written?: string;
  /** Attributes of the `<section>` that an HTML deck wrote. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The included file that its addresses are relative to; absent for the deck's own slides. */
  readonly base?: string;
  /** Where its source stands, if not all in one file, in order. */
  readonly runs?: readonly SourceRun[];
  /** Variables of the included file that it is from. */
  readonly vars?: Readonly<Record<string, string>>;
}

/** A stretch of a slide's source: from an offset on it stands in a file, from the beginning of a line on. */
export interface SourceRun {
  readonly start: number;
  readonly file: string;
  readonly line: number;
}

/** A column of slides; `slides` has at least one. */
export interface Stack {
  readonly slides: readonly Slide[];
  /** Attributes of the outer `<section>` in HTML decks. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A parsed deck: `stacks[h].slides[v]` is reveal's position, hidden slides not yet removed. */
export interface Deck {
  readonly name: string;
  readonly file: string;
  readonly settings: DeckSettings;
  readonly stacks: readonly Stack[];
  /** All slides of the files that it includes, wanted or not, by file. */
  readonly included?: ReadonlyMap<string, readonly Slide[]>;
  readonly warnings: readonly Diagnostic[];
}

/** What a page must carry because some slide uses it. */
export type Feature =
  | 'auto-animate'
  | 'callouts'
  | 'cast'
  | 'code'
  | 'code-lines'
  | 'diagram'
  /** Something says which way it goes, or goes from right to left. */
  | 'direction'
  | 'footnotes'
  | 'layout'
  | 'math'
  | 'media'
  | 'mermaid'
  /** A file of Mermaid that draws some kinds only, by the name that the build gives it. */
  | `mermaid-${string}`
  | 'running';

/** One slide ready for the audience. */
export interface RenderedSlide {
  readonly id: string;
  /** Text of the first heading, else of the first words. */
  readonly title: string;
  /** The whole `<section>` element. */
  readonly html: string;
  /** Rendered notes; never sent to the audience. `data-fragment` names the fragment that a part is for, from 0. */
  readonly notes: string;
  /** The file that it is from, and the line on which it begins there. */
  readonly file: string;
  readonly line: number;
  /** The same for slides of the same content, whatever their ids. */
  readonly fingerprint: string;
}

/** A column ready for the audience. */
export interface RenderedStack {
  readonly slides: readonly RenderedSlide[];
  /** Opening tag of the outer `<section>` when the column has more than one slide or attributes of its own, else empty. */
  readonly open: string;
}

/** A file or host that the slides ask for. */
export interface Reference {
  /** As written, decoded from HTML. */
  readonly url: string;
  readonly kind: 'image' | 'media' | 'frame' | 'link';
  /** The included file that it is relative to; else it is relative to the deck's folder. */
  readonly base?: string;
  /** Where the author wrote it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Turns an address as written into the one that the page will carry. */
export type Resolve = (reference: Reference) => string;

/** A rendered deck: strings only. */
export interface RenderedDeck {
  readonly name: string;
  readonly settings: DeckSettings;
  readonly stacks: readonly RenderedStack[];
  readonly features: ReadonlySet<Feature>;
  readonly references: readonly Reference[];
  /** Every character that the slides show, for cutting fonts down. */
  readonly characters: () => Characters;
  /** What is switched off of the warnings. */
  readonly switches: DeckSwitches;
  /** All of them. */
  readonly warnings: readonly Diagnostic[];
}

/** Distinct characters by where they stand. */
export interface Characters {
  readonly text: string;
  readonly code: string;
  readonly math: string;
}
