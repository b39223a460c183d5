/** Which parts of the built client only some decks' pages ask for. */
import { carriedByWord } from '../deck/model/features.ts';

/** Words in a page's `data-features`, by the script that is for them. */
const BY_SCRIPT: ReadonlyMap<string, string> = new Map(
  carriedByWord().flatMap(([word, , { script }]) => (script === undefined ? [] : [[script, word] as const])),
);

/** Mermaid's files that draw some diagrams only; each is named as the word that asks for it. */
const MERMAID_PART = /^mermaid-/;

/** The part for decks that bring scripts. */
const SCRIPT_PART = 'own-script';

/** The part for decks that hold back what has not been shown. */
const HELD_PART = 'shown';

/** The part for decks that leave browsers a choice of files behind slides. */
const CHOICE_PART = 'backgrounds';

/** What pages use of the client. */
export interface ClientUses {
  /** The words of their `data-features`. */
  readonly features: ReadonlySet<string>;
  /** A deck brings scripts. */
  readonly scripts: boolean;
  /** A deck leaves browsers a choice of files behind slides. */
  readonly choice: boolean;
  /** A deck holds back what has not been shown. */
  readonly holdsBack: boolean;
}

/** What these texts of pages say that they use. */
export function usesOf(texts: readonly string[], { holdsBack }: Pick<ClientUses, 'holdsBack'>): ClientUses {
  return {
    features: new Set(texts.flatMap(featuresOf)),
    scripts: texts.some(hasScript),
    choice: texts.some(hasChoice),
    holdsBack,
  };
}

/** Whether such pages may ask for a file of the client, where anything names it. */
export function mayLoad(file: string, { features, scripts, choice, holdsBack }: ClientUses): boolean {
  const [part = ''] = file.split('.', 1);
  if (part === SCRIPT_PART) return scripts;
  if (part === CHOICE_PART) return choice;
  if (part === HELD_PART) return holdsBack;
  const feature = MERMAID_PART.test(part) ? part : BY_SCRIPT.get(part);
  return feature === undefined || features.has(feature);
}

/** Whether few decks ask for a file of the client: Mermaid's are many, and have megabytes. */
export function isRarelyLoaded(file: string): boolean {
  return /^mermaid[.-]/.test(file);
}

/** The words of a page's `data-features`. */
function featuresOf(page: string): string[] {
  return (/ data-features="([^"]*)"/.exec(page)?.[1] ?? '').split(' ');
}

/** Whether a page names scripts of its deck's own. */
function hasScript(page: string): boolean {
  return / data-client="/.test(page);
}

/** Whether a page, or one of its slides, leaves browsers a choice of files behind slides. */
export function hasChoice(page: string): boolean {
  return / data-background-srcset="/.test(page);
}
