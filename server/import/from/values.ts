/** Reads values of other tools' front matter, which may be of any type. */

/** Returns a text or a number as text; undefined for anything else. */
export function asText(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Returns a mapping; an empty one for anything else. */
export function asMapping(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** Returns the texts of a list or of a single value; of mappings, their `name`. */
export function asTexts(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap(
    (each) => asText(each) ?? asText(asMapping(each).name) ?? nameIn(asMapping(each)) ?? [],
  );
}

/** Quarto's authors may have names in parts. */
function nameIn(author: Readonly<Record<string, unknown>>): string | undefined {
  const { given, family, literal } = asMapping(author.name);
  const parts = [asText(literal), asText(given), asText(family)].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' ') : undefined;
}

/** Returns one name, or the list of several, as `speakers` takes them. */
export function asSpeakers(value: unknown): string | readonly string[] | undefined {
  const names = asTexts(value);
  if (names.length === 1 && names[0]?.includes(',')) return names;
  return names.length > 1 ? names : names[0];
}

/** Returns a value for `data-background-image`, without `url(…)` and quotation marks. */
export function addressIn(value: string): string {
  return value.replace(/^url\(\s*(.*?)\s*\)$/is, '$1').replace(/^(["'])(.*)\1$/s, '$2');
}

/** Returns the size of slides for a ratio such as `4:3` or `4/3`; undefined for 16:9, which is ours. */
export function sizeOf(ratio: unknown, width = 1280): Readonly<Record<string, number>> | undefined {
  const [, w, h] = /^(\d+(?:\.\d+)?)\s*[:/]\s*(\d+(?:\.\d+)?)$/.exec(asText(ratio) ?? '') ?? [];
  const share = w !== undefined && h !== undefined ? Number(w) / Number(h) : Number(asText(ratio));
  if (!Number.isFinite(share) || share <= 0 || Math.abs(share - 16 / 9) < 0.01) return undefined;
  return { width, height: Math.round(width / share) };
}
