/** Renames a deck's font families, for pages with several decks: font faces are global to the document. */
import { literally } from '../../deck/text/pattern.ts';

/** A declaration that may contain a family: a font property or a variable. */
const DECLARATION = /((?:^|[\s;{"])(?:font(?:-family)?|--[\w-]+)\s*:)((?:&quot;|[^;{}])*)/gi;

const STYLES = /<style[^>]*>[\s\S]*?<\/style>|\sstyle="[^"]*"/gi;

/** Returns the families for which CSS has faces. */
export function familiesOf(css: string): readonly string[] {
  const faces = css.match(/@font-face\s*\{[^}]*\}/gi) ?? [];
  const names = faces.map((face) => /font-family\s*:\s*(["']?)([^;}]*?)\1\s*(?:[;}])/i.exec(face)?.[2] ?? '');
  return [...new Set(names)].filter((name) => name !== '');
}

/** Appends `mark`, which must be valid in an identifier, to the names of these families. */
export function renameFamilies(css: string, families: readonly string[], mark: string): string {
  if (families.length === 0) return css;
  const names = families
    .map((name) => literally(name).replace(/\s+/g, '\\s+'))
    .sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\w-])(?:${names.join('|')})(?![\\w-])`, 'gi');
  return css.replace(
    DECLARATION,
    (_all, name: string, value: string) => name + value.replace(pattern, `$&${mark}`),
  );
}

/** Does the same in the styles within HTML. */
export function renameFamiliesIn(html: string, families: readonly string[], mark: string): string {
  return html.replace(STYLES, (style) => renameFamilies(style, families, mark));
}
