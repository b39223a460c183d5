/** Headers and footers that slides have each for itself: what most have becomes the deck's, and others differ from it. */
import type { SlideDraft } from '../model.ts';

/** Returns a text for a header or a footer, in which braces would stand for something. */
export function running(text: string): string {
  return text.replace(/\{/g, '(').replace(/\}/g, ')').replace(/\n/g, ' ');
}

/**
 * Returns the setting that most slides have, of several parts a list, and the slides, with their own where it differs.
 * A slide for which it does not matter has no text.
 */
export function withMost(
  slides: readonly SlideDraft[],
  name: 'header' | 'footer',
  texts: readonly (readonly string[] | undefined)[],
): { readonly setting: string | readonly string[] | undefined; readonly slides: SlideDraft[] } {
  const most = mostOf(texts.flatMap((parts) => (parts ? [JSON.stringify(parts)] : [])));
  const parts: readonly string[] = JSON.parse(most ?? '[]');
  return {
    setting: parts.length > 1 ? parts : parts[0],
    slides: slides.map((slide, i) => {
      const own = texts[i];
      if (!own || JSON.stringify(own) === most) return slide;
      return {
        ...slide,
        attributes: { ...slide.attributes, [`data-${name}`]: own.join(' ') || 'off' },
      };
    }),
  };
}

/** Returns the value that most have. */
function mostOf<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0];
}
