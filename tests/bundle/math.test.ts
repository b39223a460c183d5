/** Formulas: the CSS and faces that their HTML uses, and no more. */
import katex from 'katex';
import { expect, test } from 'vitest';
import { mathFaces, mathStyle } from '../../server/bundle/css/katex.ts';
import { fontFaceCss, subsetFaces } from '../../server/bundle/fonts/subset.ts';

const namesOf = (faces: readonly { family: string; weight: unknown; style: string }[]): string[] =>
  faces.map(({ family, weight, style }) => `${family} ${weight}${style === 'italic' ? 'i' : ''}`);

test('a plain formula needs the upright and the italic face', async () => {
  const { css, faces } = await mathStyle(katex.renderToString('e^{i\\pi} + 1 = 0'));
  expect(namesOf(faces)).toEqual(['KaTeX_Main 400', 'KaTeX_Math 400i']);
  expect(css).not.toMatch(/@font-face|url\(|accent-body|fbox/);
  expect(css).toContain('.katex-mathml');
});

test.each([
  ['\\mathbb{R}', 'KaTeX_AMS 400'],
  ['\\mathcal{L}', 'KaTeX_Caligraphic 400'],
  ['\\mathfrak{g}', 'KaTeX_Fraktur 400'],
  ['\\mathscr{F}', 'KaTeX_Script 400'],
  ['\\mathsf{x}', 'KaTeX_SansSerif 400'],
  ['\\mathtt{x}', 'KaTeX_Typewriter 400'],
  ['\\mathbf{x}', 'KaTeX_Main 700'],
  ['\\boldsymbol{x}', 'KaTeX_Math 700i'],
  ['\\displaystyle\\sum', 'KaTeX_Size2 400'],
])('%s needs %s', async (formula, face) => {
  const { faces } = await mathStyle(katex.renderToString(formula));
  expect(namesOf(faces)).toContain(face);
});

test('the CSS for a formula is far smaller than all of KaTeX’s', async () => {
  const { css } = await mathStyle(katex.renderToString('\\frac{a}{b}'));
  expect(css.length).toBeLessThan(5000);
});

test('the characters are those shown, decoded', async () => {
  const { characters } = await mathStyle(
    '<span class="katex"><span class="mord">a&lt;&#x3c0;&nbsp;</span></span>',
  );
  expect([...characters]).toEqual(['a', '<', 'π', '\u00a0']);
});

test('each of KaTeX’s faces has a file, shown only once it is there', async () => {
  const files = await subsetFaces(mathFaces, 'ABC0()[]{}α∑');
  expect(new Set(files.map(({ face }) => face))).toEqual(new Set(mathFaces));
  expect(fontFaceCss(files, '')).not.toMatch(/swap|Fallback/);
});
