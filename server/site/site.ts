/** What a server has to send: every address with its bytes, made once, and who may read them. */

import type { DeckContent } from '../compile/model/content.ts';
import type { HeldPage } from '../compile/model/held-page.ts';
import type { SourcePicture } from '../compile/pictures/store.ts';
import type { Diagnostic } from '../deck/model/diagnostic.ts';
import type { Audience } from '../deck/model/settings.ts';
import type { PageShell } from '../pages/error-page.ts';
import { type MistakeWords, mistakeWords } from '../pages/mistake-aside.ts';

/** Who may read a resource. Audience bytes are `anyone`; notes are for presenters. */
export type Reader = 'anyone' | 'presenter';

/** Bytes ready to send, each encoding made once; or a file on disk, for media. */
export type Body =
  | {
      /** A property that is there has a value, but may be a getter that makes it when it is first asked for. */
      readonly bytes: Uint8Array;
      readonly brotli?: Uint8Array;
      readonly gzip?: Uint8Array;
    }
  | {
      /** Absolute path, fixed when the site was loaded: no request ever builds a path. */
      readonly file: string;
      /** Length in bytes. */
      readonly size: number;
    };

/** One address's answer. */
export interface Resource {
  /** Status code of a full answer; 500 for a deck that failed to compile. */
  readonly status: 200 | 404 | 500;
  /** Content type, with its charset where it is text. */
  readonly type: string;
  /** Strong validator with its quotes (RFC 9110, 8.8.3); each encoding appends its own suffix inside the quotes. */
  readonly etag: string;
  /** `immutable` for addresses that hold a content hash; `never` for what not everyone may see yet; else `revalidate`. */
  readonly cache: 'immutable' | 'revalidate' | 'never';
  readonly reader: Reader;
  readonly body: Body;
  /** Further headers, names in lower case, such as a page's Content-Security-Policy. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What the terminal and the index say of one deck. */
export interface SiteDeck {
  readonly name: string;
  /** Absolute path of its main file; absent where there is none, in a sealed site. */
  readonly file?: string;
  readonly title: string;
  /** As written; absent where none is. */
  readonly date?: string;
  /** Number of slides the audience can reach; 0 when the deck failed to compile. */
  readonly slides: number;
  readonly unlisted: boolean;
  /** Names all that the deck was compiled from; empty when it could not be read. */
  readonly source: string;
  /** Names what the deck's page shows; empty when the deck failed to compile. */
  readonly revision: string;
  /** Names its notes, for presenters; absent in a sealed site, whose notes stay what they are. */
  readonly notes?: string;
  readonly audience: Audience;
  /** Its files are gone: it is shown as it was until its talk ends. */
  readonly isGone?: true;
  /** Packages whose CSS, fonts or code its pages hold, as `CompiledDeck` names them; absent in a sealed site, which names their licences. */
  readonly packages?: readonly string[];
  /** What its page shows, in parts, by which open pages are kept up to date; where it was compiled by this process. */
  readonly content?: DeckContent;
  /** Code frames for the author: what failed, or what deserves a look. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** What they say of the deck's own sources, as data. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A deck as it compiled last, while it does not compile, or is gone since lately. */
export interface LastGood {
  /** What is said of it, its present mistakes included. */
  readonly deck: SiteDeck;
  /** Its pages by address, the audience's and the speaker view; and of one that is gone all that it shows. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** Where it holds back what has not been shown. */
  readonly held?: HeldPage;
}

/** A whole site, loaded: immutable; a change on disk makes a new one. */
export interface Site {
  readonly title: string;
  /** For whoever runs the server: what in the folder or in site.yml deserves a look, and belongs to no deck. */
  readonly warnings: readonly string[];
  /** What they say of site.yml, as data. */
  readonly diagnostics: readonly Diagnostic[];
  readonly decks: readonly SiteDeck[];
  /** The deck at the site's own address, `/`, where the site is that deck alone; else each is at `/<name>/`. */
  readonly atRoot?: string;
  /** Keys are decoded paths without the base, from the root: `/`, `/talk/`, `/talk/img/a b.png`, `/_/deck.1f.js`. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** By address, pages that a save has changed, and that are written once somebody asks; in `resources` is the one before. */
  readonly late?: ReadonlyMap<string, () => Promise<Resource>>;
  /** The decks that hold back what has not been shown, by name. In `resources` all of them is for presenters. */
  readonly held: ReadonlyMap<string, HeldDeck>;
  /** By name, decks that don't compile: for presenters, and in a talk for everyone (see keep-live.ts); and those that are gone. */
  readonly lastGood: ReadonlyMap<string, LastGood>;
  /** Those of the decks' pictures of which smaller files may be made and were not yet; `finishPictures` makes them. */
  readonly pictures: readonly SourcePicture[];
  /** The answer for every address that is not in `resources`. */
  readonly notFound: Resource;
  /** What pages made on request have in common, with addresses relative to a deck's. */
  readonly frame: PageShell;
}

/** Why a deck is shown as it was before; undefined where it is not. It may quote notes. */
export function mistakeIn({ errors, isGone }: SiteDeck): MistakeWords | undefined {
  return errors.length > 0 || isGone ? mistakeWords(errors) : undefined;
}

/** The address of a deck's page. */
export function standsAt({ atRoot }: Pick<Site, 'atRoot'>, name: string): string {
  return name === atRoot ? '/' : `/${name}/`;
}

/** What a talk has shown. */
export interface ShownSlides {
  /** Names the run. */
  readonly epoch: string;
  /** Another one whenever more was shown; rises within a run. */
  readonly count: number;
  /** By id: the last step, and `count` when the slide was first shown, and when it was shown further. */
  readonly slides: ReadonlyMap<
    string,
    { readonly step: number; readonly first: number; readonly last: number }
  >;
}

/** Before any talk. */
export const BEFORE_THE_TALK: ShownSlides = { epoch: '', count: 0, slides: new Map() };

/** The audience's view of a deck that holds back. */
export interface HeldDeck {
  /** The whole page, in parts. */
  readonly page: HeldPage;
  /** Its slides' ids by column and row. */
  readonly ids: readonly (readonly string[])[];
  /** Whether an address is the deck's to answer: one below its own, or one that its slides name. */
  owns(address: string): boolean;
  /**
   * The answer for an address that it owns when the talk has shown so much; undefined where there is nothing, or nothing yet.
   * @param from for the address `shown`: what the page has, as the page says it; anything else counts as nothing
   */
  answer(address: string, shown: ShownSlides, from: string): Promise<Resource | undefined>;
}
