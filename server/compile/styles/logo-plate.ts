/** Gives a dark logo a light ground where slides are dark, as dark drawings on slides have, and a light one a dark ground. */
import { resolve } from 'node:path';
import { isDarkDrawing, isLightDrawing } from '../../deck/features/pictures/dark-drawing.ts';
import type { Brand } from '../../deck/model/brand.ts';
import { LOGO_CORNER } from '../../deck/model/brand-sheets.ts';

/** Where a logo is read. */
interface Places {
  /** Absolute path of the served folder. */
  readonly root: string;
  /** Returns the text of a file by absolute path; undefined where it cannot be read or decks may not read it. */
  readonly read: (file: string) => string | undefined;
}

/** Returns the styles of the ground; empty where the logo is neither dark nor light, as far as that can be told. */
export function logoPlate({ logo }: Brand, { root, read }: Places): string {
  const [name = ''] = logo?.values ?? [];
  if (!logo || !/\.svg$/i.test(name)) return '';
  const drawing = read(resolve(root, logo.from, '..', name)) ?? '';
  // A theme's grounds of colour, which have a light plate, are a ground for light logos themselves.
  if (isDarkDrawing(drawing))
    return plateOf(
      'light-dark(transparent,#fffdf7)',
      'var(--logo-plate,var(--flood-plate,var(--logo-ground)))',
    );
  if (isLightDrawing(drawing))
    return plateOf('light-dark(#161412,transparent)', 'var(--logo-plate,var(--logo-ground))');
  return '';
}

/** Returns the styles of a ground that is that of slides of the other scheme. */
function plateOf(ground: string, plate: string): string {
  return `:root{--logo-ground:${ground}}${LOGO_CORNER}{background-color:${plate};border-radius:var(--corner,0);box-shadow:0 0 0 12px ${plate}}`;
}
