/** What a converter reads, a deck of another tool, and what it makes of that: slides in our words, and remarks for the report. */

/** A deck of another tool, before it is converted. */
export interface ForeignDeck {
  /** Path as its author knows it, for the report. */
  readonly file: string;
  /** Its text without front matter, with `\n` at the ends of lines. */
  readonly body: string;
  /** The line of the file on which `body` begins, from 1. */
  readonly bodyLine: number;
  /** Its front matter. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Its front matter as written. */
  readonly head: string;
  /** Returns the line on which a key of the front matter stands. */
  lineOf(key: string): number;
  /** Returns the text of a file that the deck names; undefined where there is none. */
  read(path: string): string | undefined;
  /** Returns whether there is a file that the deck names. */
  has(path: string): boolean;
  /** Returns the nearest file of one of these names in the deck's folder and those above it, with its path from the deck. */
  above(...names: readonly string[]): { readonly path: string; readonly text: string } | undefined;
}

/** A slide in our words, before it is written. */
export interface SlideDraft {
  /** The line of the source on which it begins. */
  readonly line: number;
  /** Whether it stands below the slide before it. */
  readonly isBelow: boolean;
  readonly id?: string;
  readonly classes: readonly string[];
  /** Its `data-…` attributes. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly body: string;
  readonly notes: string;
}

/** A deck in our words, before it is written. */
export interface DeckDraft {
  /** Front matter, by our names. Values that are undefined are left out. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly slides: readonly SlideDraft[];
  /** The text of a style sheet for the deck; empty for none. */
  readonly css: string;
  /** Folders, from the deck's root, in which its tool looks for `/name.png`, the first one first. */
  readonly publicFolders?: readonly string[];
  /** Whether its tool finds a file by its name alone, wherever it is below the root. */
  readonly findsByName?: boolean;
}

/** A sentence of the report about one place of the source. */
export interface Remark {
  /** The line of the source, from 1. */
  readonly line: number;
  /** Whether something could not be carried over. */
  readonly isLoss: boolean;
  readonly text: string;
}

/** Collects remarks. */
export class Remarks {
  readonly all: Remark[] = [];
  readonly #known = new Set<string>();

  /** Says what became of something that is written otherwise here. */
  became(line: number, written: string, now: string): void {
    this.#add({ line, isLoss: false, text: `${quote(written)} → ${now}` });
  }

  /** Says what could not be carried over, and what its author may do. */
  lost(line: number, written: string, instead: string): void {
    this.#add({ line, isLoss: true, text: `${quote(written)}: ${instead}` });
  }

  /** Adds a remark once: a film, say, may be named in two ways. */
  #add(remark: Remark): void {
    const key = `${remark.line} ${remark.text}`;
    if (!this.#known.has(key)) this.all.push(remark);
    this.#known.add(key);
  }
}

/** The most of a source that a remark repeats, in characters. */
const LONGEST_QUOTE = 60;

function quote(written: string): string {
  const line = written.trim().split('\n')[0] ?? '';
  const short = line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
  return short.includes('`') ? `\`\` ${short} \`\`` : `\`${short}\``;
}

/** Turns one deck into ours. */
export type Converter = (deck: ForeignDeck, remarks: Remarks) => DeckDraft;
