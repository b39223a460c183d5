/** The model of a deck between its Markdown and its HTML. No I/O. */

import type { Diagnostic } from './diagnostic.ts';
import type { Feature } from './features.ts';
import type { DeckSettings, DeckSwitches } from './settings.ts';

/** A slide as its author wrote it. */
export interface Slide {
  /** `markdown` is text to render; `html` is the content of a `<section>`. */
  readonly format: 'markdown' | 'html';
  /** The slide's text without its notes. */
  readonly source: string;
  /** The text after `Note:`; never sent to the audience. */
  readonly notes: string;
  /** The file that the slide is from: the deck's, or one that the deck includes. */
  readonly file: string;
  /** Line of that file on which `source` begins, from 1. */
  readonly line: number;
  /** The file's text from `line` on, if `source` differs from it, for places in messages. */
  readonly written?: string;
  /** Attributes that an HTML deck wrote on the `<section>`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The included file that its addresses are relative to; absent for the deck's own slides. */
  readonly base?: string;
  /** The places of its source's parts, in order; absent if they are contiguous in one file. */
  readonly runs?: readonly SourceRun[];
  /** Variables of the included file that it is from. */
  readonly vars?: Readonly<Record<string, string>>;
}

/** A part of a slide's source: it begins at offset `start`, and is from a file, at the beginning of `line`. */
export interface SourceRun {
  readonly start: number;
  readonly file: string;
  readonly line: number;
}

/** A column of slides; `slides` is not empty. */
export interface Stack {
  readonly slides: readonly Slide[];
  /** Attributes of the outer `<section>` in HTML decks. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A parsed deck: `stacks[h].slides[v]` is reveal.js's position, with hidden slides still included. */
export interface Deck {
  readonly name: string;
  readonly file: string;
  readonly settings: DeckSettings;
  readonly stacks: readonly Stack[];
  /** All slides of the files that it includes, picked or not, by file. */
  readonly included?: ReadonlyMap<string, readonly Slide[]>;
  readonly warnings: readonly Diagnostic[];
}

/** A slide ready for the audience. */
export interface RenderedSlide {
  readonly id: string;
  /** The text of the first heading, else the first words. */
  readonly title: string;
  /** The whole `<section>` element. */
  readonly html: string;
  /** Rendered notes; never sent to the audience. `data-fragment` on a part of them is the index of its fragment. */
  readonly notes: string;
  /** The file that it is from, and the line on which it begins there. */
  readonly file: string;
  readonly line: number;
  /** Equal for slides of equal content, whatever their ids. */
  readonly fingerprint: string;
}

/** A column ready for the audience. */
export interface RenderedStack {
  readonly slides: readonly RenderedSlide[];
  /** The opening tag of the outer `<section>`; empty for a single slide without attributes on its column. */
  readonly open: string;
}

/** A file or host that the slides refer to. */
export interface Reference {
  /** The address as written, with HTML character references decoded. */
  readonly url: string;
  readonly kind: 'image' | 'media' | 'frame' | 'link';
  /** The included file that it is relative to; relative to the deck's folder if absent. */
  readonly base?: string;
  /** Where the author wrote it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Returns the address for the page, given one as written. */
export type Resolve = (reference: Reference) => string;

/** A rendered deck: strings only. */
export interface RenderedDeck {
  readonly name: string;
  readonly settings: DeckSettings;
  readonly stacks: readonly RenderedStack[];
  readonly features: ReadonlySet<Feature>;
  readonly references: readonly Reference[];
  /** Returns every character that the slides show, for subsetting fonts. */
  readonly characters: () => Characters;
  /** The rules that are switched off for the deck or its slides. */
  readonly switches: DeckSwitches;
  /** All warnings, including those switched off. */
  readonly warnings: readonly Diagnostic[];
}

/** Distinct characters, by the kind of text that they are in. */
export interface Characters {
  readonly text: string;
  readonly code: string;
  readonly math: string;
}
