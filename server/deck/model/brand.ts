/** A company's own look, as `theme` says it in a mapping. */

/** What a mapping may say beside `base` and `footer`. */
export const BRAND_KEYS = ['accent', 'ground', 'font', 'headings', 'code', 'logo'] as const;

export type BrandKey = (typeof BRAND_KEYS)[number];

/** A value, or several, with its place. */
export interface BrandValue {
  readonly values: readonly string[];
  /** Path as the author knows it; addresses are relative to that file. */
  readonly from: string;
  readonly line: number;
  readonly column: number;
}

export type Brand = Readonly<Partial<Record<BrandKey, BrandValue>>>;
