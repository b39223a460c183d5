/** Markdown in folders without a deck is told of, unless a deck includes it. */
import { afterEach, expect, test } from 'vitest';
import { siteMaker } from '../setup/loading.ts';

const { siteOf, remove } = siteMaker();
afterEach(remove);

test('a file that may be meant as a deck is told of', async () => {
  const { load } = siteOf({
    'a/deck.md': '# A\n\n---\n\n<!-- include: ../parts/part.md -->',
    'parts/part.md': '# Part',
    'parts/README.md': '# About',
    'harbour/talk.md': '# Harbour',
    'harbour/map.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  });
  const told = {
    file: 'harbour/talk.md',
    line: 1,
    column: 1,
    rule: 'unserved',
    reason: 'harbour/talk.md is no deck: no line of `---` parts slides in it, and no deck includes it',
    hint: 'Call it deck.md or harbour.md if it is one.',
  };
  expect((await load()).site.diagnostics).toEqual([told]);
  expect((await load()).site.diagnostics).toEqual([told]);
});
