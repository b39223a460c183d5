/** reveal.css in parts, of the release that is installed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { partRevealCss } from '../../server/bundle/css/reveal-css.ts';

const css = readFileSync(createRequire(import.meta.url).resolve('reveal.js/reveal.css'), 'utf8');
const { first, later } = partRevealCss(css);
const selectorsIn = (text: string) =>
  [...text.matchAll(/([^{}@]+)\{[^{}]*\}/g)].map(([, found = '']) => found.trim());

test('every rule is in one of them, but those for notes, right-to-left decks, links that roll and zooming', () => {
  const parted = new Set([...selectorsIn(first), ...selectorsIn(later)]);
  const gone = selectorsIn(css).filter((selectors) => !parted.has(selectors));
  const notes = gone.filter((selectors) => /\.(?:speaker|show)-notes/.test(selectors));
  const withoutUse = gone.filter((selectors) => /^\.(?:reveal \.roll|zoomed)\b/.test(selectors));
  const rightToLeft = gone.filter((selectors) => selectors.startsWith('.reveal.rtl '));
  expect(notes.length).toBeGreaterThan(5);
  // Each has its counterpart in styles/rtl.css or styles/direction.css.
  expect(rightToLeft.map((selectors) => selectors.split(',')[0])).toEqual([
    '.reveal.rtl .controls[data-controls-back-arrows=faded] .navigate-right.enabled',
    '.reveal.rtl .controls[data-controls-back-arrows=faded] .navigate-right.enabled:hover',
    '.reveal.rtl .controls[data-controls-back-arrows=hidden] .navigate-right.enabled',
    '.reveal.rtl .slides',
    '.reveal.rtl pre',
    '.reveal.rtl ol',
    '.reveal.rtl .progress span',
  ]);
  expect(gone).toHaveLength(notes.length + withoutUse.length + rightToLeft.length);
});

test('what opens over a deck comes later, but for what stands on slides, and so do italics ahead of their slides', () => {
  const laterOnes = selectorsIn(later);
  for (const selector of [
    '.r-overlay',
    '.r-overlay-help-content',
    '.r-overlay-preview',
    '.jump-to-slide-input',
  ])
    expect([selector, laterOnes.some((found) => found.includes(selector))]).toEqual([selector, true]);
  expect(laterOnes.filter((found) => !/^\.r-overlay|\.jump-to-slide/.test(found))).toEqual(['.reveal:after']);
  const firstOnes = selectorsIn(first);
  expect(firstOnes).toContain('.reveal .r-overlay-button');
  expect(firstOnes.filter((found) => /^\.r-overlay-(?:help|preview)/.test(found))).toEqual([]);
});

test('there is no image of a spinner, and the element for notes is hidden', () => {
  expect([css.includes('image/gif'), first.includes('image/gif'), later.includes('image/gif')]).toEqual([
    true,
    false,
    false,
  ]);
  expect(first).toContain('.reveal .speaker-notes{display:none}');
});

test('a background appears at the beginning of its transition, and disappears at its end', () => {
  expect(first).toMatch(
    /\.reveal \.slide-background\{[^}]*transition:all \.8s [^;}]*,visibility 0s \.8s[;}]/,
  );
  expect(first).toMatch(/\.reveal \.slide-background\.present\{[^}]*transition-delay:0s[;}]/);
});
