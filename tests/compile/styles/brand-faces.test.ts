/** A company's faces from packages: found, put in place of the theme's, or told as missing. */
import { expect, test } from 'vitest';
import { ownFaces } from '../../../server/bundle/fonts/family-faces.ts';
import { faceBrand, withFaces } from '../../../server/compile/styles/brand-faces.ts';
import type { Diagnostic } from '../../../server/deck/model/diagnostic.ts';

const place = { from: 'deck.md', line: 4, column: 3 };

test('a package gives its family, regular to bold, in place of the theme’s text', async () => {
  const warnings: Diagnostic[] = [];
  const { brand, faces } = await faceBrand(
    { font: { values: ['@fontsource-variable/sora'], ...place } },
    warnings,
  );
  expect(brand.font?.values).toEqual(['Sora']);
  expect(faces).toMatchObject([{ family: 'Sora', weight: [400, 700], style: 'normal', role: 'text' }]);
  expect(warnings).toEqual([]);
  const families = withFaces(ownFaces.lectern, faces).map(({ family }) => family);
  expect([...new Set(families)]).toEqual(['Sora', 'Atkinson Hyperlegible Mono']);
});

test('a package with a file for each weight gives regular and bold', async () => {
  const { faces } = await faceBrand({ headings: { values: ['@fontsource/kalam'], ...place } }, []);
  expect(faces.map(({ weight, role }) => [weight, role])).toEqual([
    [400, 'heading'],
    [700, 'heading'],
  ]);
});

test('a package that is not there is told at its place, and left out', async () => {
  const warnings: Diagnostic[] = [];
  const { brand, faces } = await faceBrand({ code: { values: ['@fontsource/no-such'], ...place } }, warnings);
  expect([brand, faces]).toEqual([{}, []]);
  expect(warnings).toEqual([
    {
      file: 'deck.md',
      line: 4,
      column: 3,
      rule: 'missing-file',
      reason: 'there is no package `@fontsource/no-such`',
      hint: 'Install it beside Lectern: `npm install @fontsource/no-such`.',
    },
  ]);
});

test('files and names stay as they are', async () => {
  const brand = {
    font: { values: ['brand/Sans.woff2'], ...place },
    code: { values: ['Brand Mono'], ...place },
  };
  expect(await faceBrand(brand, [])).toEqual({ brand, faces: [] });
});
