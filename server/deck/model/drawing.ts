/** What comes of drawing a diagram, before it has its place on a slide. */

/** A drawing, what is left to the viewer's browser, or what keeps it from being one. */
export type Drawn = Drawing | Left | { readonly fault: Fault };

/** A diagram that Mermaid draws in the viewer's browser. */
export interface Left {
  readonly left: true;
  /** As it is sent. */
  readonly source: string;
  /** The kind of diagram in words. */
  readonly name: string;
  /** The files of Mermaid that draw it. */
  readonly parts: readonly string[];
  /** What its author says that it is and shows. */
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}

/** An SVG as its renderer wrote it. */
export interface Drawing {
  readonly svg: string;
  /** The kind of diagram in words. */
  readonly name: string;
  /** What stands above it. */
  readonly heading?: string | undefined;
  /** What its author says that it is and shows. */
  readonly title?: string | undefined;
  readonly description?: string | undefined;
}

/** What is wrong with a diagram's source. */
export interface Fault {
  /** Line of the source, from 0. */
  readonly line: number;
  readonly reason: string;
  readonly hint: string;
}

/** Keeps what was drawn: the value of a key, else the one that `make` makes. */
export type Remember = <T>(key: string, make: () => Promise<T>) => Promise<T>;
