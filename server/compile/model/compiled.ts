/** The result of a compilation: all that a start needs of a deck, as plain values that can be cached on disk. */

import type { Face } from '../../bundle/fonts/faces.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { Audience, Switches } from '../../deck/model/settings.ts';
import type { ShelfCover } from '../../pages/index-page.ts';
import type { PictureFile, SourcePicture } from '../pictures/store.ts';
import type { HeldPage } from './held-page.ts';

/** Text with its encodings, each computed once; absent while not yet encoded. */
export interface EncodedText {
  readonly bytes: Uint8Array;
  readonly brotli?: Uint8Array;
  readonly gzip?: Uint8Array;
}

/** A page with its encodings. */
export interface CompiledPage extends EncodedText {
  readonly hash: string;
  /** Its Content-Security-Policy. */
  readonly policy: string;
}

/** A file with a content hash in its name, published below `/_/`. */
export interface HashedFile extends EncodedText {
  readonly name: string;
}

/** A deck's first slide, as shown on the index. */
export interface Cover extends ShelfCover {
  /** The faces that it may use, each with the characters that it shows in them. */
  readonly fonts: readonly (readonly [face: Face, characters: string])[];
  /** The deck's own `@font-face` rules, with addresses relative to the index. */
  readonly ownFaces: string;
  /** Other hosts from which it loads pictures. */
  readonly hosts: readonly string[];
}

/** What the index says about a deck. */
export interface DeckFacts {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly date: string;
  readonly venue: string;
  readonly speakers: readonly string[];
  readonly lang: string;
  readonly unlisted: boolean;
}

/** An address of the site outside the deck's folder, such as `/img/logo.png`. */
export interface OutsideAddress {
  /** Decoded path from the site's root. */
  readonly address: string;
  /** The diagnostic for the case that nothing is served there, as a code frame; `diagnostic` is the same as data. */
  readonly warning: string;
  readonly diagnostic: Diagnostic;
}

/** What is known of a deck whether or not it compiled. */
interface ReadDeck {
  readonly facts: DeckFacts;
  /** Rules that the deck's settings switch off, for findings that are made after it was compiled. */
  readonly check: Switches;
  /** Absolute paths and hashes of the files read; an empty hash for a missing file. Any change makes the deck stale. */
  readonly reads: readonly (readonly [file: string, hash: string])[];
  /** Absolute path of the package that is its theme, from which it may read, too. */
  readonly opened: readonly string[];
  readonly audience: Audience;
  /** Messages to its author, as data. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A deck that compiled. */
export interface GoodDeck extends ReadDeck {
  readonly error: undefined;
  readonly slides: number;
  /** Hash of what the index shows of it. */
  readonly shelf: string;
  /** Names the version of what the page shows; pages that are open with another revision need an update. */
  readonly revision: string;
  /** Hash of its notes and titles, which only presenters get. */
  readonly notes: string;
  readonly page: CompiledPage;
  /** The page of a deck that withholds what was not shown; else undefined. */
  readonly held: HeldPage | undefined;
  /** The speaker view; sent to presenters only. */
  readonly speaker: CompiledPage | undefined;
  readonly cover: Cover | undefined;
  /** Its fonts, its cover's style sheet, and its scripts. */
  readonly assets: readonly HashedFile[];
  /**
   * Packages whose CSS, fonts or code it contains: by name, or by absolute folder for a package that the deck brings.
   */
  readonly packages: readonly string[];
  /** Files in the deck's folder that it references, as paths relative to that folder. */
  readonly named: readonly string[];
  /** Referenced paths in that folder at which there was no file. */
  readonly missing: readonly string[];
  /** Files outside the deck's folder that its styles reference: absolute path by name below `/_/`. */
  readonly borrowed: readonly (readonly [name: string, file: string])[];
  /** Its pictures and a logo that was looked at; a change of one's content makes the deck stale. */
  readonly pictures: readonly SourcePicture[];
  /** Pictures of which smaller versions can still be made; as soon as there are some, the deck is stale. */
  readonly unmade: readonly SourcePicture[];
  /** The smaller versions of pictures that its page offers. */
  readonly made: readonly PictureFile[];
  /** Files outside the deck's folder that included files reference: absolute path by path below the deck's address. */
  readonly included: readonly (readonly [path: string, file: string])[];
  /** Absolute paths of referenced files that did not exist. */
  readonly awaited: readonly string[];
  readonly outside: readonly OutsideAddress[];
  /** Messages to its author, as code frames. */
  readonly warnings: readonly string[];
}

/**
 * A deck that did not compile. Its `audience` is `shown-only` where its settings cannot be read, so that nothing
 * private is served.
 */
export interface FailedDeck extends ReadDeck {
  /** The reason, for the terminal. */
  readonly error: string;
}

export type CompiledDeck = GoodDeck | FailedDeck;

/** A cover and the style sheet that it links to. */
export interface CompiledCover {
  readonly shown: Cover | undefined;
  readonly styles: HashedFile;
  /** The deck's styles for a shadow root on a page below the deck's address. */
  readonly look: string;
}

/** Place at which a slide's source begins. */
export interface SourcePlace {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
}
