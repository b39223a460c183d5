/** Which of a font's files browsers load: style sheets name others for browsers of long ago. */
import type { FontFaceProperty, Source } from 'lightningcss';

/** Formats that no browser of today loads. */
const GONE: ReadonlySet<string> = new Set(['embedded-opentype', 'svg']);

/** The format of a file: as it is said, else by the name's ending. */
function formatOf(source: Source): string {
  if (source.type !== 'url') return 'local';
  const { format, url } = source.value;
  if (format) return format.type === 'string' ? format.value : format.type;
  const [, ending = ''] = /\.(\w+)(?:[?#].*)?$/.exec(url.url) ?? [];
  if (ending.toLowerCase() === 'eot') return 'embedded-opentype';
  return ending.toLowerCase();
}

/**
 * The descriptors of `@font-face` without the files that nobody loads: old formats, and all others where there is one in
 * WOFF2. Undefined where all of them may be loaded. `isThere` is asked for the addresses of files.
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

/** Lightning CSS hands out a format that is missing as `null`, and does not take it back. */
function writable(source: Source): Source {
  if (source.type !== 'url' || source.value.format) return source;
  const { format: _, ...value } = source.value;
  return { ...source, value };
}
