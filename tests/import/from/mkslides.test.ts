/** Constructs of MkSlides, and what they become. */
import { expect, test } from 'vitest';
import { convertMkSlides } from '../../../server/import/from/mkslides.ts';
import { converted } from '../converted.ts';

test('MkSlides takes settings of its file', () => {
  const beside = {
    'mkslides.yml': 'slides:\n  theme: sky\n  separator: "^===$"\nrevealjs:\n  transition: fade\n',
  };
  expect(converted(convertMkSlides, '# A\n===\n# B\n-v-\n# C\nNotes: say', 'a.md', beside).markdown).toBe(
    '---\ntheme: sky\nrevealOptions:\n  transition: fade\n---\n\n# A\n\n---\n\n# B\n\n----\n\n# C\n\nNote:\nsay',
  );
});

test('MkSlides’ plug-ins bring style sheets, and scripts that are told', () => {
  const plugins =
    'plugins:\n  - extra_css: [a.css]\n  - name: RevealMermaid\n    extra_javascript: [mermaid.js]\n  - name: RevealDraw\n    extra_javascript: [z.js]\n';
  const { markdown, losses } = converted(convertMkSlides, '# A', 'a.md', { 'mkslides.yml': plugins });
  expect(markdown).toBe('---\ntheme: black\ncss:\n  - a.css\n---\n\n# A');
  expect(losses).toEqual(['1: `RevealDraw, z.js`: scripts of plug-ins are not run.']);
});

test('MkSlides: a deck’s own plug-ins, themes of code by address, and options by their old name', () => {
  const beside = {
    'mkslides.yml':
      'slides:\n  theme: sky\n  highlight_theme: https://a.b/styles/base16/solarized-light.min.css\nreveal.js:\n  width: 1920\n',
  };
  const text =
    '---\nplugins:\n  - extra_javascript: [z.js]\n---\n\n<div class="mermaid">\n%%{init: {}}%%\na-->b\n</div>\n\n50%% off\n';
  const { markdown, losses } = converted(convertMkSlides, text, 'a.md', beside);
  expect(markdown).toBe(
    '---\ntheme: sky\nhighlightTheme: base16/solarized-light\nrevealOptions:\n  width: 1920\n---\n\n<div class="mermaid">\n%%{init: {}}%%\na-->b\n</div>\n\n50\\%\\% off',
  );
  expect(losses).toEqual(['2: `z.js`: scripts of plug-ins are not run.']);
});

test('a theme of code that stands beside the deck is a style sheet', () => {
  const beside = { 'mkslides.yml': 'slides:\n  highlight_theme: own.css\n', 'own.css': '' };
  expect(converted(convertMkSlides, '# A', 'a.md', beside).markdown).toBe(
    '---\ntheme: black\ncss:\n  - own.css\n---\n\n# A',
  );
});
