/** Decks of reveal-md, and what they become. */
import { expect, test } from 'vitest';
import { convertRevealMd } from '../../../server/import/from/reveal-md.ts';
import { converted } from '../converted.ts';

test('separators of its own become plain, notes stay notes', () => {
  const source =
    '---\nseparator: <!--s-->\nverticalSeparator: <!--v-->\nnotesSeparator: "^Say:"\n---\n# A\n<!--v-->\n## B\nSay: secret\n<!--s-->\n<!-- .slide: data-background="#f00" -->\n## C';
  expect(converted(convertRevealMd, source).markdown).toBe(
    '---\ntheme: black\n---\n\n# A\n\n----\n\n## B\n\nNote:\nsecret\n\n---\n\n<!-- .slide: data-background="#f00" -->\n## C',
  );
});

test('settings of its file hold, and what is its own is told', () => {
  const beside = {
    'reveal-md.json':
      '{ "theme": "solarized", "css": "a.css,b.css", "revealOptions": { "transition": "fade", "plugins": [] }, "preprocessor": "x.js" }',
  };
  const { markdown, losses } = converted(
    convertRevealMd,
    '---\ntitle: T\n---\n# A\n\n---\n\n# B',
    'talk.md',
    beside,
  );
  expect(markdown).toBe(
    '---\ntitle: T\ntheme: solarized\ncss:\n  - a.css\n  - b.css\nrevealOptions:\n  transition: fade\n---\n\n# A\n\n---\n\n# B',
  );
  expect(losses[0]).toBe(
    '1: `preprocessor:`: no script of the deck is run; run it yourself, and import what it writes.',
  );
});

test('reveal.json has options of reveal.js', () => {
  const beside = { 'reveal.json': '{ "controls": false }' };
  expect(converted(convertRevealMd, '# A', 'talk.md', beside).markdown).toBe(
    '---\ntheme: black\nrevealOptions:\n  controls: false\n---\n\n# A',
  );
});
