/** Lectern's own themes: their names, and the scheme that each sets. */

/** The family, the default first; `dark` ones are made for a dark stage, the others are as the viewer likes it. */
const FAMILY = {
  lectern: 'auto',
  folio: 'auto',
  poster: 'auto',
  blueprint: 'auto',
  workshop: 'auto',
  limelight: 'dark',
} as const;

/** A theme of the family. */
export type OwnFamily = keyof typeof FAMILY;

/** A theme's member of the family, and the scheme that its name sets. */
export interface OwnTheme {
  readonly family: OwnFamily;
  readonly scheme: 'light' | 'dark' | 'auto';
}

/** The members' names. */
// The keys of an object literal are those of its type.
export const FAMILIES = Object.keys(FAMILY) as readonly OwnFamily[];

/** Every name: each member's own, and with `-light` or `-dark`. */
export const OWN_THEMES: ReadonlyMap<string, OwnTheme> = new Map(
  FAMILIES.flatMap((family): [string, OwnTheme][] => [
    [family, { family, scheme: FAMILY[family] }],
    [`${family}-light`, { family, scheme: 'light' }],
    [`${family}-dark`, { family, scheme: 'dark' }],
  ]),
);

/** Returns whether a deck's theme is one of the family; without a setting, it is the first. */
export function isOwnTheme(theme: string | undefined): boolean {
  return OWN_THEMES.has((theme ?? 'lectern').replace(/\.css$/i, ''));
}
