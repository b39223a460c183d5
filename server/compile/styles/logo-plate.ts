/** Gives a dark logo a light ground where slides are dark, as dark drawings on slides have. */
import { resolve } from 'node:path';
import { isDarkDrawing } from '../../deck/features/pictures/dark-drawing.ts';
import type { Brand } from '../../deck/model/brand.ts';
import { LOGO_CORNER } from '../../deck/model/brand-sheets.ts';

/** Where a logo is read. */
interface Places {
  /** Absolute path of the served folder. */
  readonly root: string;
  /** Returns the text of a file by absolute path; undefined where it cannot be read or decks may not read it. */
  readonly read: (file: string) => string | undefined;
}

/** The light ground is that of a light slide; a theme's own, such as one for grounds of colour, is stronger. */
const PLATE = 'var(--logo-plate,var(--logo-ground))';

/** Returns the styles of the ground; empty where the logo is no dark drawing, as far as that can be told. */
export function logoPlate({ logo }: Brand, { root, read }: Places): string {
  const [name = ''] = logo?.values ?? [];
  if (!logo || !/\.svg$/i.test(name)) return '';
  const drawing = read(resolve(root, logo.from, '..', name));
  if (drawing === undefined || !isDarkDrawing(drawing)) return '';
  return `:root{--logo-ground:light-dark(transparent,#fffdf7)}${LOGO_CORNER}{background-color:${PLATE};border-radius:var(--corner,0);box-shadow:0 0 0 12px ${PLATE}}`;
}
