/** Gives a dark logo a light ground where slides are dark, as dark drawings on slides have, and a light one a dark ground. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDarkDrawing, isLightDrawing } from '../../deck/features/pictures/dark-drawing.ts';
import type { Brand } from '../../deck/model/brand.ts';
import { LOGO_CORNER } from '../../deck/model/brand-sheets.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { FileIndex, SiteFile } from '../../files/file-index.ts';
import { asStored } from '../../files/unicode-names.ts';
import type { HiddenOn } from '../pictures/hidden-pixels.ts';
import type { SourcePicture } from '../pictures/store.ts';

/** Where a logo is read, and what is told of it. */
interface Places {
  /** Absolute path of the served folder. */
  readonly root: string;
  readonly index: FileIndex;
  /** Returns the text of a file by absolute path; undefined where it cannot be read or decks may not read it. */
  readonly read: (file: string) => string | undefined;
  /** Returns whether a file, by absolute path, may be published for a style sheet. */
  readonly mayBorrow: (file: string) => boolean;
  /** Returns what `make` returns, cached by key where there is a cache. */
  readonly once: <T>(key: string, make: () => Promise<T>) => Promise<T>;
  readonly warnings: Diagnostic[];
}

/** The ground of a logo. */
interface LogoPlate {
  /** Its styles; empty where the logo is neither dark nor light, as far as that can be told. */
  readonly css: string;
  /** The logo, where its pixels were looked at. */
  readonly looked: readonly SourcePicture[];
}

/** A theme's grounds of colour, which have a light plate, are a ground for light logos themselves. */
const PLATES = {
  dark: plateOf('light-dark(transparent,#fffdf7)', 'var(--logo-plate,var(--flood-plate,var(--logo-ground)))'),
  light: plateOf('light-dark(#161412,transparent)', 'var(--logo-plate,var(--logo-ground))'),
  none: '',
} as const;

/** Returns the ground of a company's logo: a drawing's by its colours, and a picture's by its pixels. */
export async function logoPlate({ logo }: Brand, places: Places): Promise<LogoPlate> {
  const [name = ''] = logo?.values ?? [];
  if (!logo) return { css: '', looked: [] };
  const file = asStored(resolve(places.root, logo.from, '..', name));
  if (/\.svg$/i.test(name)) return { css: PLATES[hiddenDrawing(places.read(file) ?? '')], looked: [] };
  const found = places.mayBorrow(file) ? places.index.look(file) : undefined;
  if (!found) return { css: '', looked: [] };
  const hidden = await hiddenPicture(found, places);
  if (hidden === undefined) places.warnings.push(unjudged(name, logo));
  return { css: PLATES[hidden ?? 'none'], looked: [{ file, hash: found.hash }] };
}

function hiddenDrawing(drawing: string): HiddenOn {
  if (isDarkDrawing(drawing)) return 'dark';
  return isLightDrawing(drawing) ? 'light' : 'none';
}

/** Returns the slides on which a picture is lost; undefined where there is nothing that could look at it. */
async function hiddenPicture({ file, hash }: SiteFile, { once }: Places): Promise<HiddenOn | undefined> {
  const pixels = await import('../pictures/hidden-pixels.ts').catch(() => undefined);
  // A damaged picture is told by `lectern check`.
  const look = async () => pixels?.hiddenOn(await readFile(file)).catch(() => 'none' as const);
  return pixels && once(`hidden ${hash}`, look);
}

function unjudged(name: string, { from, line, column }: NonNullable<Brand['logo']>): Diagnostic {
  const reason = `whether the logo \`${name}\` can be seen on dark and on light slides is not known: the package sharp, which would look at it, has no part for this machine`;
  const hint = 'Look at a title in both, or take the logo as SVG.';
  return { file: from, line, column, rule: 'contrast', reason, hint };
}

/** Returns the styles of a ground that is that of slides of the other scheme. */
function plateOf(ground: string, plate: string): string {
  return `:root{--logo-ground:${ground}}${LOGO_CORNER}{background-color:${plate};border-radius:var(--corner,0);box-shadow:0 0 0 12px ${plate}}`;
}
