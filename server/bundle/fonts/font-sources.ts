/** Selects the font files that browsers load: style sheets often list others for old browsers. */
import type { FontFaceProperty, Source } from 'lightningcss';

/** Formats that no current browser loads. */
const GONE: ReadonlySet<string> = new Set(['embedded-opentype', 'svg']);

/** Returns the format of a file: as declared, else by its extension. */
function formatOf(source: Source): string {
  if (source.type !== 'url') return 'local';
  const { format, url } = source.value;
  if (format) return format.type === 'string' ? format.value : format.type;
  const [, ending = ''] = /\.(\w+)(?:[?#].*)?$/.exec(url.url) ?? [];
  if (ending.toLowerCase() === 'eot') return 'embedded-opentype';
  return ending.toLowerCase();
}

/**
 * Returns the descriptors of `@font-face` without files that no browser loads: old formats, and everything but
 * WOFF2 where that exists. Undefined if all are needed. `isThere` tests whether an address exists.
 */
export function withoutOldFonts(
  properties: readonly FontFaceProperty[],
  isThere: (url: string) => boolean,
): FontFaceProperty[] | undefined {
  const kept = properties.flatMap((property): FontFaceProperty[] => {
    if (property.type !== 'source') return [property];
    const value = loaded(property.value, isThere);
    return value.length > 0 ? [{ ...property, value: value.map(writable) }] : [];
  });
  const count = (all: readonly FontFaceProperty[]) =>
    all.reduce((sum, property) => sum + (property.type === 'source' ? property.value.length : 0), 0);
  return count(kept) === count(properties) ? undefined : kept;
}

function loaded(sources: readonly Source[], isThere: (url: string) => boolean): Source[] {
  const current = sources.filter((source) => !GONE.has(formatOf(source)));
  const best = current.filter(
    (source) => source.type !== 'url' || (formatOf(source) === 'woff2' && isThere(source.value.url.url)),
  );
  return best.some(({ type }) => type === 'url') ? best : current;
}

/**
 * Returns a source that Lightning CSS accepts: it outputs a missing format as `null`, but rejects that as
 * input.
 */
function writable(source: Source): Source {
  if (source.type !== 'url' || source.value.format) return source;
  const { format: _, ...value } = source.value;
  return { ...source, value };
}
