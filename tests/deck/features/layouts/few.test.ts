/** Slides with little below their heading: their words, or their code, are set larger. */
import { expect, test } from 'vitest';
import { renderSlides } from './layout-slides.ts';

const code = (columns: number, lines: number, options = '') =>
  `\`\`\`js ${options}\n${`${'x'.repeat(columns)}\n`.repeat(lines)}\`\`\``;

const item = 'The worker dies before it says that it is done';

async function fewOf(body: string): Promise<string | undefined> {
  const [, html = ''] = await renderSlides(`# Title\n\n---\n\n## Heading\n\n${body}`);
  return / data-few="(\w+)"/.exec(html)?.[1];
}

test.each([
  ['- a\n- b', 'words'],
  [`- ${item}\n- ${item}\n- ${item}`, 'words'],
  [`- ${item}\n  - ${item}\n  - ${item}\n- b\n- c`, 'words'],
  ['One sentence.\n\nAnother.', 'words'],
  ['1. 甲乙丙丁\n2. 戊己庚辛', 'words'],
  [`- ${item}\n`.repeat(6), undefined],
  [`${item}. `.repeat(9), undefined],
  ['- a ![A picture](a.png)', undefined],
  ['- [ ] a task', undefined],
  ['| a | b |\n| - | - |\n| 1 | 2 |', undefined],
  ['> a', undefined],
  ['$$x$$', undefined],
  ['![The slides](qr:https://lectern.example)', undefined],
  ['- a\n{.small}', undefined],
  [`${code(9, 2)}\n\nWords`, undefined],
  [code(50, 9), 'code'],
  [code(51, 9), 'lines'],
  [code(50, 10), 'lines'],
  [code(60, 11), 'lines'],
  [code(61, 11), undefined],
  [code(20, 12), undefined],
  [code(47, 9, '[1|2]'), 'code'],
  [code(48, 9, '[1|2]'), 'lines'],
  [`${code(9, 2)}\n{.large}`, undefined],
])('of %j is few: %s', async (body, few) => {
  expect(await fewOf(body)).toBe(few);
});

test('a slide with a kind, a class or without a heading is left alone', async () => {
  const slides = [
    '{.columns}\n\n## A\n\n- a\n- b',
    '{.small}\n\n## B\n\n- b',
    '{data-auto-animate}\n\n## A\n\n- a',
    '- a\n- b',
    '{.end}\n\n# C\n\n- d',
  ];
  const html = (await renderSlides(`# T\n\n---\n\n${slides.join('\n\n---\n\n')}`)).join('');
  expect(html).not.toContain('data-few');
});
