/** Looks up the packages that a company's faces come from, and names their families in place of them. */
import type { Face } from '../../bundle/fonts/faces.ts';
import { isFontPackage, packageFaces } from '../../bundle/fonts/package-faces.ts';
import type { Brand } from '../../deck/model/brand.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';

const ROLES = { font: 'text', headings: 'heading', code: 'code' } as const;

/** A brand whose faces are families and files, and the faces of its packages. */
interface FacedBrand {
  readonly brand: Brand;
  readonly faces: readonly Face[];
}

/** Returns a brand without packages; one that is not installed is told, and left out. */
export async function faceBrand(brand: Brand, warnings: Diagnostic[]): Promise<FacedBrand> {
  let result = brand;
  const faces: Face[] = [];
  for (const key of ['font', 'headings', 'code'] as const) {
    const value = brand[key];
    const [name = ''] = value?.values ?? [];
    if (!value || !isFontPackage(name)) continue;
    const found = await packageFaces(name, ROLES[key]);
    const [first] = found ?? [];
    const { [key]: _, ...rest } = result;
    result = first ? { ...rest, [key]: { ...value, values: [first.family] } } : rest;
    if (found) faces.push(...found);
    else
      warnings.push({
        file: value.from,
        line: value.line,
        column: value.column,
        rule: 'missing-file',
        reason: `there is no package \`${name}\``,
        hint: `Install it beside Lectern: \`npm install ${name}\`.`,
      });
  }
  return { brand: result, faces };
}

/** Returns a theme's faces with those that a company's stand in for replaced. */
export function withFaces(ofTheme: readonly Face[], own: readonly Face[]): readonly Face[] {
  const roles = new Set(own.map(({ role }) => role));
  return own.length === 0 ? ofTheme : [...own, ...ofTheme.filter(({ role }) => !roles.has(role))];
}
