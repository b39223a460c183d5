/** Lists the font faces of each theme, and the npm packages that contain them. */

/** The WOFF2 files of a face: a fontsource package, split by Unicode range, or a single file. */
export type FaceSource =
  | { readonly package: string; readonly slug: string; readonly file: string }
  | { readonly specifier: string };

/** A face that a theme's CSS may use. */
export interface Face {
  /** The family, as in the CSS. */
  readonly family: string;
  /** One weight, or the range of a variable font. */
  readonly weight: number | readonly [lightest: number, heaviest: number];
  readonly style: 'normal' | 'italic';
  readonly role: 'text' | 'heading' | 'code' | 'math';
  /** Whether the theme shows this face in capitals (`text-transform`): the subset then contains them, too. */
  readonly uppercase: boolean;
  /** Whether a face for headings is also that of code, and so monospaced. */
  readonly showsCode?: true;
  readonly source: FaceSource;
}

/** Returns whether all characters of a face have one width. */
export function isMono({ role, showsCode }: Pick<Face, 'role' | 'showsCode'>): boolean {
  return role === 'code' || showsCode === true;
}

/** Returns the package of a face. */
export function packageOfFace({ source }: Pick<Face, 'source'>): string {
  if ('package' in source) return source.package;
  return /^(?:@[^/]+\/)?[^/]+/.exec(source.specifier)?.[0] ?? source.specifier;
}

type Cut = readonly [weight: number, style?: Face['style']];

interface Family {
  readonly family: string;
  readonly slug: string;
  readonly cuts: readonly Cut[];
  readonly role: 'text' | 'heading';
  readonly uppercase?: boolean;
}

/** Returns the faces of a static font: fontsource names the files `<slug>-<subset>-<weight>-<style>.woff2`. */
function cutsOf({ family, slug, cuts, role, uppercase = false }: Family): Face[] {
  return cuts.map(
    ([weight, style = 'normal']: Cut): Face => ({
      family,
      weight,
      style,
      role,
      uppercase,
      source: { package: `@fontsource/${slug}`, slug, file: `${weight}-${style}` },
    }),
  );
}

const REGULAR_AND_BOLD: readonly Cut[] = [[400], [700], [400, 'italic'], [700, 'italic']];

const lato = cutsOf({ family: 'Lato', slug: 'lato', cuts: REGULAR_AND_BOLD, role: 'text' });
const openSans = cutsOf({ family: 'Open Sans', slug: 'open-sans', cuts: REGULAR_AND_BOLD, role: 'text' });
const leagueGothic = cutsOf({
  family: 'League Gothic',
  slug: 'league-gothic',
  cuts: [[400]],
  role: 'heading',
  uppercase: true,
});

/** Headings use weight 600 in capitals; strong text uses the same face. */
const sourceSans = [
  ...cutsOf({ family: 'Source Sans Pro', slug: 'source-sans-pro', cuts: [[400]], role: 'text' }),
  ...cutsOf({
    family: 'Source Sans Pro',
    slug: 'source-sans-pro',
    cuts: [[600]],
    role: 'heading',
    uppercase: true,
  }),
  ...cutsOf({ family: 'Source Sans Pro', slug: 'source-sans-pro', cuts: [[400, 'italic']], role: 'text' }),
  ...cutsOf({
    family: 'Source Sans Pro',
    slug: 'source-sans-pro',
    cuts: [[600, 'italic']],
    role: 'heading',
    uppercase: true,
  }),
];

/** Headings use weight 700 in capitals, text weight 300. */
const ubuntu = REGULAR_AND_BOLD.flatMap(([weight, style = 'normal']) =>
  cutsOf({
    family: 'Ubuntu',
    slug: 'ubuntu',
    cuts: [[weight === 700 ? 700 : 300, style]],
    role: weight === 700 ? 'heading' : 'text',
    uppercase: weight === 700,
  }),
);

function headingFace(family: string, slug: string, options: { uppercase: boolean }): Face[] {
  return cutsOf({ family, slug, cuts: [[700]], role: 'heading', ...options });
}

/**
 * Faces of reveal.js's themes, the most important first, as in their sources (`css/theme/*.scss`). `beige`
 * names Source Sans Pro but loads other fonts; here it gets the one that it names. Absent themes use system
 * fonts.
 */
export const revealFaces: Readonly<Record<string, readonly Face[]>> = {
  beige: sourceSans,
  black: sourceSans,
  'black-contrast': sourceSans,
  blood: ubuntu,
  league: [...lato.slice(0, 1), ...leagueGothic, ...lato.slice(1)],
  moon: [...lato.slice(0, 1), ...leagueGothic, ...lato.slice(1)],
  night: [
    ...openSans.slice(0, 1),
    ...headingFace('Montserrat', 'montserrat', { uppercase: false }),
    ...openSans.slice(1),
  ],
  simple: [
    ...lato.slice(0, 1),
    ...headingFace('News Cycle', 'news-cycle', { uppercase: true }),
    ...lato.slice(1),
  ],
  sky: [
    ...openSans.slice(0, 1),
    ...cutsOf({
      family: 'Quicksand',
      slug: 'quicksand',
      cuts: [[400], [700]],
      role: 'heading',
      uppercase: true,
    }),
    ...openSans.slice(1),
  ],
  solarized: [...lato.slice(0, 1), ...leagueGothic, ...lato.slice(1)],
  white: sourceSans,
  'white-contrast': sourceSans,
};
