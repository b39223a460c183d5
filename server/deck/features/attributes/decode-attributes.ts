/** Reads the attributes that an author has written in a comment. */
import { hides, VISIBILITY } from '../../privacy/private-parts.ts';

/**
 * `name="value"`, `name='value'`, with a keyboard's curly quotes or without quotes, or a bare `data-name`; each
 * begins a word.
 */
const PAIR =
  /(?<![^\s"'“”‘’])(?:([^\s"'=＝“”‘’]+)\s*[=＝]\s*(?:"([^"]*)"|'([^']*)'|[“”„]([^“”"]*)[“”"]|[‘’‚]([^‘’']*)[‘’']|([^\s"'=“”‘’]+))|(data-[^\s"'=＝]+))/gi;

/** Parses the attributes written in a comment. */
export function decodeAttributes(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, assigned, ...values] of text.matchAll(PAIR)) {
    const written = assigned ?? values.pop() ?? '';
    // Names of HTML attributes are case-insensitive; those of SVG are not.
    const name = /^data-/i.test(written) ? written.toLowerCase() : written;
    // Of several `data-visibility`, one that hides the slide wins.
    if (name === VISIBILITY && hides(found[name])) continue;
    found[name] = values.find((value) => value !== undefined) ?? '';
  }
  return found;
}
