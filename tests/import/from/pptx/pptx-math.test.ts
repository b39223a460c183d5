/** Formulas of Office become TeX, where they stand. */
import { expect, test } from 'vitest';
import { imported, pack, run, shape, slide } from './presentation.ts';

const r = (text: string, settings = '') => `<m:r>${settings}<m:t>${text}</m:t></m:r>`;
const e = (inner: string) => `<m:e>${inner}</m:e>`;

const formula = (inner: string) => `<a14:m><m:oMath>${inner}</m:oMath></a14:m>`;
const written = (inner: string) => {
  const { markdown } = imported(pack([[slide(shape('', `<a:p>${inner}</a:p>`))]]));
  return markdown.replace(/^---[\s\S]*?---\n\n/, '');
};

test.each([
  ['powers', `<m:sSup>${e(r('𝑐'))}<m:sup>${r('2')}</m:sup></m:sSup>`, 'c^{2}'],
  ['fractions', `<m:f><m:num>${r('1')}</m:num><m:den>${r('2x')}</m:den></m:f>`, '\\frac{1}{2x}'],
  ['roots', `<m:rad><m:deg>${r('3')}</m:deg>${e(r('x'))}</m:rad>`, '\\sqrt[3]{x}'],
  [
    'sums',
    `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${r('i=1')}</m:sub><m:sup>${r('n')}</m:sup>${e(r('i'))}</m:nary>`,
    '\\sum _{i=1}^{n} i',
  ],
  [
    'brackets',
    `<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr>${e(r('a'))}${e(r('b'))}</m:d>`,
    '\\left[ a | b \\right.',
  ],
  [
    'matrices',
    `<m:m><m:mr>${e(r('a'))}${e(r('b'))}</m:mr><m:mr>${e(r('c'))}${e(r('d'))}</m:mr></m:m>`,
    '\\begin{matrix} a & b \\\\ c & d \\end{matrix}',
  ],
  ['functions', `<m:func><m:fName>${r('sin')}</m:fName>${e(r('x'))}</m:func>`, '\\sin {x}'],
  ['limits', `<m:limLow>${e(r('lim'))}<m:lim>${r('x→0')}</m:lim></m:limLow>`, '\\lim_{x→0}'],
  ['accents', `<m:acc><m:accPr><m:chr m:val="\u20d7"/></m:accPr>${e(r('v'))}</m:acc>`, '\\vec{v}'],
  ['words', r('5% of it', '<m:rPr><m:nor/></m:rPr>'), '\\text{5\\% of it}'],
])('%s', (_, inner, tex) => {
  expect(written(formula(inner))).toBe(`$$${tex}$$`);
});

test('a formula among words stays there; its picture for old programs is not taken', () => {
  const words = `<a:p>${run('Energy ')}${formula(r('E'))}${run(' is')}</a:p>`;
  const old = '<p:sp><p:spPr><a:blipFill><a:blip r:embed="i"/></a:blipFill></p:spPr></p:sp>';
  const alternatives = `<mc:AlternateContent><mc:Choice Requires="a14">${shape('', words)}</mc:Choice><mc:Fallback>${old}</mc:Fallback></mc:AlternateContent>`;
  expect(imported(pack([[slide(alternatives)]])).markdown).toMatch(/\n\nEnergy \$E\$ is$/);
});
