/** What compiling leaves behind: all that a start needs of a deck, as plain values that can be kept on disk. */

import type { Face } from '../../bundle/fonts/faces.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { Audience, Switches } from '../../deck/model/settings.ts';
import type { ShelfCover } from '../../pages/index-page.ts';
import type { PictureFile, SourcePicture } from '../pictures/store.ts';
import type { HeldPage } from './held-page.ts';

/** Text with its encodings, each made once; absent while nobody has had the time. */
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

/** A deck's first slide, to be shown on the index. */
export interface Cover extends ShelfCover {
  /** The faces that it may ask for, each with the characters that it shows in them. */
  readonly fonts: readonly (readonly [face: Face, characters: string])[];
  /** `@font-face` rules of the deck's own, their addresses relative to the index. */
  readonly ownFaces: string;
  /** Other hosts from which its pictures come. */
  readonly hosts: readonly string[];
}

/** What the index says of a deck. */
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

/** An address outside the deck's folder that the deck asks for, such as `/img/logo.png`. */
export interface OutsideAddress {
  /** Decoded, from the site's root. */
  readonly address: string;
  /** What to say to the author when there is nothing at it, as code frame and as data. */
  readonly warning: string;
  readonly diagnostic: Diagnostic;
}

/** What is known of a deck whether it compiled or not. */
interface ReadDeck {
  readonly facts: DeckFacts;
  /** Rules that the deck's settings have switched off: of its folder something may be told after it was compiled. */
  readonly check: Switches;
  /** Files read on the way, with their hashes; empty for one that was missing. A change of any makes it stale. */
  readonly reads: readonly (readonly [file: string, hash: string])[];
  readonly audience: Audience;
  /** What its author is told, as data. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A deck that compiled. */
export interface GoodDeck extends ReadDeck {
  readonly error: undefined;
  readonly slides: number;
  /** A hash of all that the index shows of it. */
  readonly shelf: string;
  /** Names what the page shows: another one, and who has the page open needs the new one. */
  readonly revision: string;
  /** Names its notes and titles, which are for presenters. */
  readonly notes: string;
  readonly page: CompiledPage;
  /** The page of a deck that holds back what has not been shown. */
  readonly held: HeldPage | undefined;
  /** The speaker view; only ever sent to presenters. */
  readonly speaker: CompiledPage | undefined;
  readonly cover: Cover | undefined;
  /** Its fonts, and its cover's styles. */
  readonly assets: readonly HashedFile[];
  /** Packages whose CSS, fonts or code is in all of this: by name, or by the absolute folder of one that the deck brings. */
  readonly packages: readonly string[];
  /** Files in the deck's folder that it names, as paths relative to that folder. */
  readonly named: readonly string[];
  /** Those that it names and that were not there. */
  readonly missing: readonly string[];
  /** Files elsewhere that its styles name: absolute path by name below `/_/`. */
  readonly borrowed: readonly (readonly [name: string, file: string])[];
  /** Its own pictures; another content of one makes it stale. */
  readonly pictures: readonly SourcePicture[];
  /** Those of which smaller files may be made and were not yet: once they are, it is stale. */
  readonly unmade: readonly SourcePicture[];
  /** The smaller files that its page offers. */
  readonly made: readonly PictureFile[];
  /** Files elsewhere that included files name: absolute path by path below the deck's address. */
  readonly included: readonly (readonly [path: string, file: string])[];
  /** Absolute paths of such files that were not there. */
  readonly awaited: readonly string[];
  readonly outside: readonly OutsideAddress[];
  /** Code frames. */
  readonly warnings: readonly string[];
}

/** A deck that did not compile. Its `audience` is `shown-only` where it cannot say: what may be private stays shut. */
export interface FailedDeck extends ReadDeck {
  /** Why, for the terminal. */
  readonly error: string;
}

export type CompiledDeck = GoodDeck | FailedDeck;

/** A cover, and the style sheet that it links to. */
export interface CompiledCover {
  readonly shown: Cover | undefined;
  readonly styles: HashedFile;
  /** The deck's styles for a shadow root on a page below the deck's address. */
  readonly look: string;
}

/** Where a slide's source begins. */
export interface SourcePlace {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
}
