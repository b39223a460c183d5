/** What is said of a deck: the settings of its front matter, of its site, and the rules that are switched off. */
import type { RuleName } from './rules.ts';

/** How the audience may move. */
export type Audience = 'free' | 'follow' | 'shown-only';

/** What a deck, its site or a reveal-md.json says of it, after the layers are merged. */
export interface DeckSettings {
  readonly title?: string;
  readonly description?: string;
  readonly speakers: readonly string[];
  /** As written, such as `2013-07-26`. */
  readonly date?: string;
  readonly venue?: string;
  /** BCP 47 language tag. */
  readonly lang: string;
  readonly dir?: 'ltr' | 'rtl' | 'auto';
  readonly theme?: string;
  readonly highlightTheme?: string;
  /** The deck's own style sheets, each relative to the file that names it. */
  readonly css: readonly StyleSheet[];
  /** The deck's own scripts, each relative to the file that names it. */
  readonly client?: readonly NamedFile[];
  /** The site lets no script of the deck run. A deck cannot say so, nor against it. */
  readonly scripts?: 'refused';
  /** Planned length in minutes. */
  readonly duration?: number;
  readonly audience: Audience;
  readonly separator?: string;
  readonly verticalSeparator?: string;
  readonly notesSeparator?: string;
  readonly unlisted: boolean;
  /** The Markdown dialect: `2013` is marked 0.2.9's. */
  readonly markdown?: '2013';
  /** Every list item becomes a fragment. */
  readonly animateLists: boolean;
  readonly revealOptions: RevealOptions;
  readonly header?: RunningTexts;
  readonly footer?: RunningTexts;
  /** Rules of `check` that are off, or on again. */
  readonly check: Switches;
  /** Commands of TeX by name, with the backslash. */
  readonly macros?: Readonly<Record<string, string>>;
  /** What `{{ name }}` stands for; where no variables are declared, such words are text. */
  readonly vars?: Variables;
}

/** Texts of the line above or below every slide, from the left to the right, and where they are written. */
export interface RunningTexts {
  readonly texts: readonly string[];
  /** Path as the author knows it: what the texts show is relative to that file. */
  readonly from: string;
  readonly line: number;
  readonly column: number;
}

/** A file of the deck's own, and the one that asked for it. */
export interface NamedFile {
  readonly href: string;
  readonly from: string;
}

/** A style sheet: a file, or the text of a `<style>` in one, and the line on which that begins. */
export interface StyleSheet extends NamedFile {
  readonly text?: string;
  readonly line?: number;
}

/** One layer of settings: only what it says. */
export type SettingsLayer = Partial<DeckSettings>;

/** Options as reveal.js takes them. */
export type RevealOptions = Readonly<Record<string, string | number | boolean | null>>;

/** Values by name. */
export type Variables = Readonly<Record<string, string>>;

/** Rules that are on or off against what would hold without. */
export type Switches = Readonly<Partial<Record<RuleName, 'on' | 'off'>>>;

/** A slide's switches, and where the slide begins. */
export interface SlideSwitches {
  readonly file: string;
  readonly line: number;
  readonly switches: Switches;
}

/** The switches of a deck and of all its slides. */
export interface DeckSwitches {
  readonly deck: Switches;
  readonly slides: readonly SlideSwitches[];
}
