/**
 * The features that authors may use on a slide. Each has a folder of its name in `features/`, which contains `NAME.ts`.
 * Its words here say which of it the slides use, and what a page then loads.
 */

/** How a slide's use of a feature is recognised, and what a page loads for it. */
interface Carried {
  /** An attribute on an element of such a slide. Without one, the code that makes the element adds the word itself. */
  readonly mark?: string;
  /** A style sheet in the feature's folder, for every theme. */
  readonly styles?: string;
  /** A style sheet for reveal.js's themes and decks' own themes; Lectern's themes contain its rules. */
  readonly stylesElsewhere?: string;
  /** A file in the feature's folder in `client/features/`, without its extension; `client/deck.ts` loads it. */
  readonly script?: string;
}

/** Every feature, with its words; a page has their style sheets in this order. */
export const FEATURES = {
  code: { code: {}, 'code-lines': { styles: 'code.css', script: 'code-lines' } },
  // A file of Mermaid that draws only some kinds has its own word: `mermaid-` and the name that the build gives it.
  diagrams: { diagram: { styles: 'diagrams.css' }, mermaid: { script: 'diagrams' } },
  charts: { chart: { styles: 'charts.css', stylesElsewhere: 'charts-elsewhere.css' } },
  callouts: { callouts: { mark: 'data-callout', styles: 'callouts.css' } },
  casts: { cast: { styles: 'casts.css', script: 'casts' } },
  layouts: {
    parts: { mark: 'data-parts', styles: 'parts.css' },
    layout: { mark: 'data-layout', stylesElsewhere: 'layouts.css' },
  },
  footnotes: { footnotes: { mark: 'data-footnotes', stylesElsewhere: 'footnotes.css' } },
  'headers-footers': {
    running: { styles: 'headers-footers.css', stylesElsewhere: 'headers-footers-elsewhere.css' },
  },
  // `direction`: an element sets its direction, or contains text written from right to left.
  attributes: { direction: {} },
  captions: {},
  'definition-lists': {},
  emoji: {},
  math: { math: {} },
  pictures: { media: { script: 'films' }, ground: { styles: 'ground.css' } },
  'qr-codes': { qr: { mark: 'data-qr', styles: 'qr-codes.css', script: 'qr-codes' } },
  'stated-figures': {},
  variables: {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, Carried>>>>;

type Words<F> = F extends unknown ? keyof F : never;
type WordsWithScript<F> = F extends unknown
  ? { [W in keyof F]: F[W] extends { readonly script: string } ? W : never }[keyof F]
  : never;

/** A word for what a page must load because some slide uses it. */
export type Feature = Words<(typeof FEATURES)[keyof typeof FEATURES]> | `mermaid-${string}`;

/** A word for which a page loads a script. */
export type ScriptWord = WordsWithScript<(typeof FEATURES)[keyof typeof FEATURES]>;

/** Words by the attribute that marks their use. */
export const WORD_BY_MARK: ReadonlyMap<string, Feature> = new Map(
  carriedByWord().flatMap(([word, , { mark }]) => (mark === undefined ? [] : [[mark, word] as const])),
);

/** Returns every word, with its feature's folder and what a page loads for it. */
export function carriedByWord(): readonly (readonly [word: Feature, folder: string, carried: Carried])[] {
  return Object.entries(FEATURES).flatMap(([folder, words]) =>
    Object.entries(words).map(([word, carried]) => [word as Feature, folder, carried] as const),
  );
}
