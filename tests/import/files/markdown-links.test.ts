/** Names that links of an imported deck may lead to. */
import { expect, test } from 'vitest';
import { idsOf } from '../../../server/import/files/markdown-links.ts';

test('links lead to what stands on slides, too', () => {
  const slides = [
    { id: 'start', body: '# A b\n\n<a id="fn.1">1</a> and `{x}`\n\nc {.fragment #deep}' },
    { body: 'd' },
  ].map((slide) => ({ line: 1, isBelow: false, classes: [], attributes: {}, notes: '', ...slide }));
  expect([...idsOf(slides)]).toEqual(['start', 'a-b', 'fn.1', 'deep']);
});
