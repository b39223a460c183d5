/** Languages are loaded when they are used, and are those of highlight.js. */
import hljs from 'highlight.js';
import { expect, test } from 'vitest';
import { highlightIn, isKnownLanguage, LANGUAGES } from '../../../../server/deck/features/code/languages.ts';

test('all names of highlight.js are known, and no others', () => {
  const names = hljs.listLanguages().flatMap((own) => {
    const { aliases = [] } = hljs.getLanguage(own) ?? {};
    // Several languages have some names in common, and the last one is meant.
    const names = [own, ...aliases.map((alias) => alias.toLowerCase())];
    return names
      .filter((name) => hljs.getLanguage(name) === hljs.getLanguage(own))
      .map((name) => `${name} ${own}`);
  });
  expect([...LANGUAGES].map(([name, own]) => `${name} ${own}`).sort()).toEqual([...new Set(names)].sort());
  expect([isKnownLanguage('TypeScript'), isKnownLanguage('klingon')]).toEqual([true, false]);
});

test.each([
  ['html', '<style>a { color: red }</style><script>const a = `x`;</script>'],
  ['js', 'const a = html`<p class="b"></p>`; // <b>'],
  ['yml', 'a: <%= 1 + b %>\n'],
  ['php-template', '<p><?php echo "a"; ?></p>'],
  ['console', '$ ls -l "$HOME"\n'],
  ['http', 'POST /a HTTP/1.1\nContent-Type: application/json\n\n{"a": [1, true]}'],
])('%s is highlighted as with all languages, those in it, too', (name, text) => {
  expect(highlightIn(name, text)).toBe(hljs.highlight(text, { language: name, ignoreIllegals: true }).value);
});
