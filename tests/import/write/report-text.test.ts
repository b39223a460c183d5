/** What the report says of each slide. */
import { expect, test } from 'vitest';
import { reportText } from '../../../server/import/write/report-text.ts';

test('a slide’s title in the report has no tags', () => {
  const slide = {
    line: 3,
    isBelow: false,
    classes: [],
    attributes: {},
    body: '# A <span class="x">b</span> < c {.y}',
    notes: '',
  };
  const report = reportText({
    tool: 'Slidev',
    file: 'talk.md',
    deck: { settings: {}, slides: [slide], css: '' },
    remarks: [{ line: 4, isLoss: true, text: 'gone' }],
  });
  expect(report).toContain('## Slide 1, “A b < c”, line 3\n\n- ✗ talk.md:4: gone');
});
