/** The result of drawing a diagram, before it is placed on a slide. */

/** A drawing, a diagram left to the viewer's browser, or the reason why it cannot be drawn. */
export type Drawn = Drawing | Left | { readonly fault: Fault };

/** A diagram that Mermaid draws in the viewer's browser. */
export interface Left {
  readonly left: true;
  /** The source to send. */
  readonly source: string;
  /** The kind of diagram in words. */
  readonly name: string;
  /** The files of Mermaid that draw it. */
  readonly parts: readonly string[];
  /** The author's accessible title and description. */
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}

/** An SVG as its renderer wrote it. */
export interface Drawing {
  readonly svg: string;
  /** The kind of diagram in words. */
  readonly name: string;
  /** The heading shown above it. */
  readonly heading?: string | undefined;
  /** The author's accessible title and description. */
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}

/** An error in a diagram's source. */
export interface Fault {
  /** Line of the source, and where on it, from 0; without a column, it is the line's first letter. */
  readonly line: number;
  readonly column?: number;
  readonly reason: string;
  readonly hint: string;
}

/** Returns the value stored for a key, or stores what `make` returns. */
export type Remember = <T>(key: string, make: () => Promise<T>) => Promise<T>;
