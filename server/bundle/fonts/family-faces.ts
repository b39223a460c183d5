/** The faces of Lectern's own themes, all variable: one family for text and headings, or two, and one for code. */
import type { OwnFamily } from '../../deck/model/own-themes.ts';
import type { Face } from './faces.ts';

interface Family {
  readonly family: string;
  readonly slug: string;
  readonly weight: readonly [lightest: number, heaviest: number];
  readonly role: Face['role'];
}

/** Returns a face of a family: fontsource names the files `<slug>-<subset>-wght-<style>.woff2`. */
function face({ family, slug, weight, role }: Family, style: Face['style'] = 'normal'): Face {
  const source = { package: `@fontsource-variable/${slug}`, slug, file: `wght-${style}` };
  return { family, weight, style, role, uppercase: false, source };
}

const TEXT_WEIGHTS = [400, 700] as const;

const next: Family = {
  family: 'Atkinson Hyperlegible Next',
  slug: 'atkinson-hyperlegible-next',
  weight: TEXT_WEIGHTS,
  role: 'text',
};
const mono: Family = {
  family: 'Atkinson Hyperlegible Mono',
  slug: 'atkinson-hyperlegible-mono',
  weight: TEXT_WEIGHTS,
  role: 'code',
};
const brygada: Family = {
  family: 'Brygada 1918',
  slug: 'brygada-1918',
  weight: TEXT_WEIGHTS,
  role: 'text',
};
const hanken: Family = { family: 'Hanken Grotesk', slug: 'hanken-grotesk', weight: [400, 900], role: 'text' };
const jetbrains: Family = {
  family: 'JetBrains Mono',
  slug: 'jetbrains-mono',
  weight: [400, 800],
  role: 'code',
};
const sora: Family = { family: 'Sora', slug: 'sora', weight: TEXT_WEIGHTS, role: 'text' };

/** Kalam, which is not variable: text, then headings. */
const kalam = ([400, 700] as const).map(
  (weight): Face => ({
    family: 'Kalam',
    weight,
    style: 'normal',
    role: weight === 400 ? 'text' : 'heading',
    uppercase: false,
    source: { package: '@fontsource/kalam', slug: 'kalam', file: `${weight}-normal` },
  }),
);

const italic = (family: Family) => face(family, 'italic');

/** The faces of each theme, the most important first. */
export const ownFaces: Readonly<Record<OwnFamily, readonly Face[]>> = {
  lectern: [face(next), face(mono), italic(next), italic(mono)],
  folio: [face(brygada), face(mono), italic(brygada), italic(mono)],
  poster: [face(hanken), face(mono), italic(hanken), italic(mono)],
  // Headings are set in the face of code.
  blueprint: [face(next), { ...face(jetbrains), role: 'heading', showsCode: true }, italic(next)],
  workshop: [...kalam, face(mono), italic(mono)],
  limelight: [face(sora), face(mono), italic(mono)],
};
