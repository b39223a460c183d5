/** A deck's settings: from its front matter and its site, and the rules that are switched off. */
import type { Brand } from './brand.ts';
import type { RuleName } from './rules.ts';

/** How the audience may move between slides. */
export type Audience = 'free' | 'follow' | 'shown-only';

/** The merged settings of a deck, its site and a reveal-md.json. */
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
  /** Where `theme` is written, as far as that is known. */
  readonly themeAt?: SettingPlace | undefined;
  /** The theme's own folder, where it has one; `theme` is then what it builds on. */
  readonly themeFolder?: ThemeFolder;
  /** A company's own colours, faces and logo, in any theme. */
  readonly brand?: Brand;
  readonly highlightTheme?: string;
  /** The deck's own style sheets, each relative to the file that names it. */
  readonly css: readonly StyleSheet[];
  /** The deck's own scripts, each relative to the file that names it. */
  readonly client?: readonly NamedFile[];
  /** Set by a site that lets no script of the deck run; a deck can neither set nor override it. */
  readonly scripts?: 'refused';
  /** Planned length in minutes. */
  readonly duration?: number;
  readonly audience: Audience;
  readonly separator?: string;
  readonly verticalSeparator?: string;
  readonly notesSeparator?: string;
  readonly unlisted: boolean;
  /** The Markdown dialect: `2013` is that of marked 0.2.9. */
  readonly markdown?: '2013';
  /** Whether every list item becomes a fragment. */
  readonly animateLists: boolean;
  readonly revealOptions: RevealOptions;
  readonly header?: RunningTexts;
  readonly footer?: RunningTexts;
  /** Rules of `check` that are switched off, or on again. */
  readonly check: Switches;
  /** TeX macros by name, with the backslash. */
  readonly macros?: Readonly<Record<string, string>>;
  /** What `{{ name }}` is replaced by; if no variables are declared, it is plain text. */
  readonly vars?: Variables;
}

/** Texts of the header or footer of every slide, from left to right, and their place. */
export interface RunningTexts {
  readonly texts: readonly string[];
  /** Path as the author knows it; addresses in the texts are relative to that file. */
  readonly from: string;
  readonly line: number;
  readonly column: number;
}

/** A file of the deck's own, and the file that names it. */
export interface NamedFile {
  readonly href: string;
  readonly from: string;
}

/** A style sheet: a file, or the text of a `<style>` in one, with the line on which that text begins. */
export interface StyleSheet extends NamedFile {
  readonly text?: string;
  readonly line?: number;
  /** The column of what the text was made of, if the author did not write it. */
  readonly column?: number;
}

/** A theme that is a folder, or a package of the same shape: `theme.yml`, `theme.css`, and what these name. */
export interface ThemeFolder {
  /** Path of its `theme.yml` as the author knows it, whether or not there is one; its addresses are relative to it. */
  readonly from: string;
  /** Its `theme.css`. */
  readonly styles?: StyleSheet;
  /** The layouts that `theme.css` adds: classes for slides. */
  readonly layouts: readonly string[];
}

/** The place of a setting: the file's path as the author knows it, line and column from 1. */
export interface SettingPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A layer of settings, with only those that it sets. */
export type SettingsLayer = Partial<DeckSettings>;

/** Options for reveal.js, under its names. */
export type RevealOptions = Readonly<Record<string, string | number | boolean | null>>;

/** Values by name. */
export type Variables = Readonly<Record<string, string>>;

/** Rules switched on or off against the default. */
export type Switches = Readonly<Partial<Record<RuleName, 'on' | 'off'>>>;

/** A slide's switches, and the line on which the slide begins. */
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
