/** Minified CSS, and the characters that it shows by itself. */
import { expect, test } from 'vitest';
import { contentCharacters, minifyCss } from '../../server/bundle/css/minify.ts';

test('nesting is resolved, which iOS 16.4 lacks; light-dark() stays', () => {
  expect(minifyCss('.a { & .b { color: light-dark(red, #00f); } }')).toBe(
    '.a .b{color:light-dark(red,#00f)}',
  );
});

test('a mistake is skipped', () => {
  expect(minifyCss('..a{top:0}b{top:0}')).toBe('b{top:0}');
});

test('the characters of `content` and `quotes` are found, escapes included', () => {
  const css = 'a:before{content:"\\201C" attr(x) \'–\'}q{quotes:"«" "»"}b{color:red;--x:"z"}i{content:none}';
  expect([...contentCharacters(css)].sort()).toEqual(['«', '»', '–', '“'].sort());
});
