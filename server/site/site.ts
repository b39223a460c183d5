/** All that a server sends: every address with its bytes, made once, and who may read them. */

import type { DeckContent } from '../compile/model/content.ts';
import type { HeldPage } from '../compile/model/held-page.ts';
import type { SourcePicture } from '../compile/pictures/store.ts';
import type { Diagnostic } from '../deck/model/diagnostic.ts';
import type { Audience } from '../deck/model/settings.ts';
import type { PageShell } from '../pages/error-page.ts';
import { type MistakeWords, mistakeWords } from '../pages/mistake-aside.ts';

/** Who may read a resource. What the audience sees is for `anyone`; notes are for presenters. */
export type Reader = 'anyone' | 'presenter';

/** Bytes ready to send, each encoding made once; or a file on disk, for media. */
export type Body =
  | {
      /** An encoding that is present has a value, which may be computed by a getter on first access. */
      readonly bytes: Uint8Array;
      readonly brotli?: Uint8Array;
      readonly gzip?: Uint8Array;
    }
  | {
      /** Absolute path, fixed when the site was loaded: no path is ever made from a URL. */
      readonly file: string;
      /** Length in bytes. */
      readonly size: number;
    };

/** The response of one address. */
export interface Resource {
  /** Status code of a full response; 500 for a deck that does not compile. */
  readonly status: 200 | 404 | 500;
  /** Content type, with its charset for text. */
  readonly type: string;
  /** Strong validator with its quotes (RFC 9110, 8.8.3); each encoding appends its own suffix inside the quotes. */
  readonly etag: string;
  /** `immutable` for addresses with a content hash; `never` for what not everyone may see yet; else `revalidate`. */
  readonly cache: 'immutable' | 'revalidate' | 'never';
  readonly reader: Reader;
  readonly body: Body;
  /** Further headers, with lower-case names, such as a page's Content-Security-Policy. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What the terminal and the index say about one deck. */
export interface SiteDeck {
  readonly name: string;
  /** Absolute path of its main file; absent in a sealed site, which has none. */
  readonly file?: string;
  readonly title: string;
  /** The date as the author wrote it; absent where there is none. */
  readonly date?: string;
  /** Number of slides that the audience can reach; 0 for a deck that does not compile. */
  readonly slides: number;
  readonly unlisted: boolean;
  /** Hash of all inputs of the deck's compilation; empty where it could not be read. */
  readonly source: string;
  /** Names the version of what the deck's page shows; empty for a deck that does not compile. */
  readonly revision: string;
  /** Names the version of its notes, for presenters; absent in a sealed site, whose notes never change. */
  readonly notes?: string;
  readonly audience: Audience;
  /** Set when its files are gone: its last version is shown until its talk ends. */
  readonly isGone?: true;
  /**
   * Packages whose CSS, fonts or code its pages contain, as in `CompiledDeck`; absent in a sealed site, which lists
   * their licences.
   */
  readonly packages?: readonly string[];
  /** Content of its page, in parts, by which open pages are updated; only where this process has compiled it. */
  readonly content?: DeckContent;
  /** Code frames for the author: errors, and warnings. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Diagnostics about the deck's own sources, as data. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The last version of a deck that compiled, for one that does not compile now or was deleted recently. */
export interface LastGood {
  /** The deck's description, with its current errors. */
  readonly deck: SiteDeck;
  /** Its pages by address, for the audience and for presenters; for a deleted deck, all that it shows. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** Its page in parts, if it is a held deck. */
  readonly held?: HeldPage;
}

/** A loaded site. Immutable: a change on disk makes a new one. */
export interface Site {
  readonly title: string;
  /** Warnings for the operator about the folder or site.yml that belong to no deck. */
  readonly warnings: readonly string[];
  /** The diagnostics about site.yml, as data. */
  readonly diagnostics: readonly Diagnostic[];
  readonly decks: readonly SiteDeck[];
  /** The deck published at `/`, where the site is that deck alone; else each deck is at `/<name>/`. */
  readonly atRoot?: string;
  /** Resources by decoded path, without the base: `/`, `/talk/`, `/talk/img/a b.png`, `/_/deck.1f.js`. */
  readonly resources: ReadonlyMap<string, Resource>;
  /**
   * Pages by address that a save has changed, and that are written on first request; `resources` has their previous
   * versions.
   */
  readonly late?: ReadonlyMap<string, () => Promise<Resource>>;
  /** The held decks, by name. In `resources`, all that belongs to them is for presenters. */
  readonly held: ReadonlyMap<string, HeldDeck>;
  /**
   * Last versions that compiled, by name, of decks that do not compile or were deleted: for presenters, and during a
   * talk for everyone (see keep-live.ts).
   */
  readonly lastGood: ReadonlyMap<string, LastGood>;
  /** Pictures of which smaller versions can still be made, by `finishPictures`. */
  readonly pictures: readonly SourcePicture[];
  /** The response for every address that is not in `resources`. */
  readonly notFound: Resource;
  /** The page shell of pages made on request, with addresses relative to a deck's. */
  readonly frame: PageShell;
}

/**
 * Returns why a deck's last version is shown instead of its current one; undefined where it is not. It may quote
 * notes.
 */
export function mistakeIn({ errors, isGone }: SiteDeck): MistakeWords | undefined {
  return errors.length > 0 || isGone ? mistakeWords(errors) : undefined;
}

/** Returns the address of a deck's page. */
export function standsAt({ atRoot }: Pick<Site, 'atRoot'>, name: string): string {
  return name === atRoot ? '/' : `/${name}/`;
}

/** What a talk has shown. */
export interface ShownSlides {
  /** Names the run. */
  readonly epoch: string;
  /** Rises whenever more is shown; unique within a run. */
  readonly count: number;
  /**
   * By id: the last step shown, and the values of `count` when the slide was first shown and when a step was last
   * added.
   */
  readonly slides: ReadonlyMap<
    string,
    { readonly step: number; readonly first: number; readonly last: number }
  >;
}

/** The state before any talk. */
export const BEFORE_THE_TALK: ShownSlides = { epoch: '', count: 0, slides: new Map() };

/** The audience's view of a held deck. */
export interface HeldDeck {
  /** The whole page, in parts. */
  readonly page: HeldPage;
  /** Ids of its slides by column and row. */
  readonly ids: readonly (readonly string[])[];
  /** Returns whether the deck answers requests for an address: one below its own, or one that its slides reference. */
  owns(address: string): boolean;
  /**
   * Returns the response for an address that it owns, when the talk has shown so much; undefined where there is
   * nothing, or nothing yet.
   * @param from for the address `shown`: the state that the page has, as written into it; any other text counts as
   * nothing
   */
  answer(address: string, shown: ShownSlides, from: string): Promise<Resource | undefined>;
}
