/** Types of two font packages without their own. */

declare module 'subset-font' {
  interface SubsetOptions {
    readonly targetFormat?: 'truetype' | 'woff' | 'woff2';
    /** OpenType features to keep; all when absent. */
    readonly keepFeatures?: string[];
    readonly noHinting?: boolean;
    readonly dropTables?: string[];
    /** Each axis, fixed to a value or limited to a range. */
    readonly variationAxes?: Record<string, number | { min: number; max: number; default?: number }>;
  }
  function subsetFont(font: Buffer, text: string, options?: SubsetOptions): Promise<Buffer>;
  export = subsetFont;
}

declare module 'fontverter' {
  const fontverter: {
    convert(font: Buffer, to: 'sfnt' | 'woff' | 'woff2', from?: 'sfnt' | 'woff' | 'woff2'): Promise<Buffer>;
  };
  export = fontverter;
}
