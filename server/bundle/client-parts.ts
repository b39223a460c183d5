/** Tells which files of the built client only some decks load. */
import { carriedByWord } from '../deck/model/features.ts';

/** The words in a page's `data-features`, by the script that they load. */
const BY_SCRIPT: ReadonlyMap<string, string> = new Map(
  carriedByWord().flatMap(([word, , { script }]) => (script === undefined ? [] : [[script, word] as const])),
);

/** Mermaid's files for single kinds of diagrams; each is named like its word in `data-features`. */
const MERMAID_PART = /^mermaid-/;

/** The chunk for decks with scripts of their own. */
const SCRIPT_PART = 'own-script';

/** The chunk for decks that withhold what has not been shown. */
const HELD_PART = 'shown';

/** The chunk for decks whose backgrounds have a `srcset`. */
const CHOICE_PART = 'backgrounds';

/** What pages use of the client. */
export interface ClientUses {
  /** Words of `data-features`. */
  readonly features: ReadonlySet<string>;
  /** Whether a deck has scripts of its own. */
  readonly scripts: boolean;
  /** Whether a deck has backgrounds with a `srcset`. */
  readonly choice: boolean;
  /** Whether a deck withholds what has not been shown. */
  readonly holdsBack: boolean;
}

/** Returns what these pages use, by their texts. */
export function usesOf(texts: readonly string[], { holdsBack }: Pick<ClientUses, 'holdsBack'>): ClientUses {
  return {
    features: new Set(texts.flatMap(featuresOf)),
    scripts: texts.some(hasScript),
    choice: texts.some(hasChoice),
    holdsBack,
  };
}

/** Returns whether such pages may load a file of the client that something refers to. */
export function mayLoad(file: string, { features, scripts, choice, holdsBack }: ClientUses): boolean {
  const [part = ''] = file.split('.', 1);
  if (part === SCRIPT_PART) return scripts;
  if (part === CHOICE_PART) return choice;
  if (part === HELD_PART) return holdsBack;
  const feature = MERMAID_PART.test(part) ? part : BY_SCRIPT.get(part);
  return feature === undefined || features.has(feature);
}

/** Returns whether few decks load a file of the client: Mermaid's megabytes, and the player of recordings. */
export function isRarelyLoaded(file: string): boolean {
  return /^(?:mermaid[.-]|asciinema-player\.)/.test(file);
}

/** Returns the words of a page's `data-features`. */
function featuresOf(page: string): string[] {
  return (/ data-features="([^"]*)"/.exec(page)?.[1] ?? '').split(' ');
}

/** Returns whether a page loads scripts of its own deck. */
function hasScript(page: string): boolean {
  return / data-client="/.test(page);
}

/** Returns whether a page, or one of its slides, has a background with a `srcset`. */
export function hasChoice(page: string): boolean {
  return / data-background-srcset="/.test(page);
}
