/**
 * Figures that a deck states about what serves it: marked when the deck is compiled, with the deck's own value as
 * text, and filled in once they are known.
 */
import { escapeHtml } from '../../html/escape.ts';

/** Figures that become known together. */
export interface FigureKind<Name extends string> {
  /** The attribute of a mark that holds the figure's name. */
  readonly attribute: string;
  /** The variables that a deck declares for the figures, by the names in their marks. */
  readonly variables: Readonly<Record<Name, string>>;
  /** All characters that figures consist of: fonts must include them before any figure is known. */
  readonly characters: string;
}

/** Figures of the sealed file, filled in when it is built. */
export const SEALED = {
  attribute: 'data-sealed',
  variables: { size: 'sealed-size', parts: 'sealed-parts', digest: 'sealed-digest' },
  characters: '0123456789abcdef, ',
} as const satisfies FigureKind<string>;

/** Figures of the machine that an image has booted, filled in by the server that runs there. */
export const BOOTED = {
  attribute: 'data-booted',
  variables: { on: 'booted-on', in: 'booted-in', size: 'booted-size', processes: 'booted-processes' },
  characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;()/+_-',
} as const satisfies FigureKind<string>;

/** All kinds. */
export const FIGURE_KINDS: readonly FigureKind<string>[] = [SEALED, BOOTED];

type Figures<Kind extends FigureKind<string>> = Readonly<Record<keyof Kind['variables'], string>>;

/** Figures of a sealed file as they are shown. */
export type SealedFigures = Figures<typeof SEALED>;

/** Figures of a booted machine as they are shown, as far as they are known. */
export type BootedFigures = Partial<Figures<typeof BOOTED>>;

/** Returns whether HTML contains the mark of a figure. */
export function hasFigures(html: string, { attribute }: FigureKind<string>): boolean {
  return html.includes(`<span ${attribute}="`);
}

/** Replaces the texts of the marks in HTML by the figures; a figure that is not known keeps the deck's own value. */
export function fillFigures<Name extends string>(
  html: string,
  { attribute }: FigureKind<Name>,
  figures: Readonly<Partial<Record<Name, string>>>,
): string {
  const known = new Map<string, string | undefined>(Object.entries(figures));
  const marked = new RegExp(`(<span ${attribute}="([a-z]+)">)[^<]*(</span>)`, 'g');
  return html.replace(marked, (mark, open: string, name: string, close: string) => {
    const figure = known.get(name);
    return figure === undefined ? mark : `${open}${escapeHtml(figure)}${close}`;
  });
}
