/** `theme` as a mapping: a company's own colours, faces, logo and footer, and what is told where. */
import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../server/deck/model/diagnostic.ts';
import { decodeSettings, resolveSettings } from '../../../server/deck/settings/decode-settings.ts';
import { parseMapping } from '../../../server/deck/text/front-matter.ts';

function decode(yaml: string, file = 'deck.md') {
  const warnings: Diagnostic[] = [];
  const mapping = parseMapping(yaml, file, 2);
  return { layer: mapping ? decodeSettings(mapping, warnings) : {}, warnings };
}

test('a mapping names a base and what is a company’s own, each with its place', () => {
  const { layer, warnings } = decode(
    'theme:\n  base: folio\n  accent: "#0a7d55"\n  font: [brand/Sans-Regular.woff2, brand/Sans-Bold.woff2]\n  footer: "Acme, {n}"',
  );
  expect(warnings).toEqual([]);
  expect(layer).toEqual({
    theme: 'folio',
    themeAt: { file: 'deck.md', line: 3, column: 3 },
    brand: {
      accent: { values: ['#0a7d55'], from: 'deck.md', line: 4, column: 3 },
      font: {
        values: ['brand/Sans-Regular.woff2', 'brand/Sans-Bold.woff2'],
        from: 'deck.md',
        line: 5,
        column: 3,
      },
    },
    footer: { texts: ['Acme, {n}'], from: 'deck.md', line: 6, column: 3 },
  });
});

test('a deck adds to what its site says, and may take another base', () => {
  const site = decode('theme: { base: folio, accent: "#0a7d55", logo: logo.svg }', 'site.yml').layer;
  const deck = decode('theme: { accent: "#123456" }').layer;
  const both = resolveSettings(site, deck);
  expect(both.theme).toBe('folio');
  expect(both.brand?.accent?.values).toEqual(['#123456']);
  expect(both.brand?.logo).toMatchObject({ values: ['logo.svg'], from: 'site.yml' });
  expect(resolveSettings(site, decode('theme: poster').layer)).toMatchObject({
    theme: 'poster',
    brand: { accent: { values: ['#0a7d55'] } },
  });
});

test.each([
  ['acent: "#0a7d55"', '`theme` knows no `acent`. Did you mean `accent`?'],
  [
    'accent: greenish',
    '`accent: greenish` is no colour. It takes a colour such as `"#0a7d55"`, or two, for light and dark.',
  ],
  [
    'accent: "#0a7d5580"',
    '`accent: #0a7d5580` is no colour. It takes a colour such as `"#0a7d55"`, or two, for light and dark.',
  ],
  [
    'ground: ["#fff", "#000", "#777"]',
    '`ground` of `theme` cannot be ["#fff","#000","#777"]. It takes a colour such as `"#f4f0e8"`, or two, for light and dark.',
  ],
  ['logo: 3', '`logo` of `theme` cannot be 3. It takes the path of a picture.'],
  [
    `font: 'A"};body{}'`,
    '`font` of `theme` has characters that no name has. It takes the name of a family, its files, or a package of fontsource.',
  ],
])('%s is told at its place, and the rest counts', (line, message) => {
  const { layer, warnings } = decode(`theme:\n  base: folio\n  ${line}`);
  expect(warnings.map(({ line: at, column, reason, hint }) => `${at}:${column} ${reason}. ${hint}`)).toEqual([
    `4:3 ${message}`,
  ]);
  expect(layer).toEqual({ theme: 'folio', themeAt: { file: 'deck.md', line: 3, column: 3 } });
});
