/** Every key of a deck's front matter, with values that fit and values that don't. */

import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../server/deck/model/diagnostic.ts';
import type { SettingsLayer } from '../../../server/deck/model/settings.ts';
import {
  decodeSettings,
  mergeLayers,
  resolveSettings,
} from '../../../server/deck/settings/decode-settings.ts';
import { parseMapping } from '../../../server/deck/text/front-matter.ts';

function decode(yaml: string) {
  const warnings: Diagnostic[] = [];
  const mapping = parseMapping(yaml, 'deck.md', 2);
  const layer = mapping ? decodeSettings(mapping, warnings) : {};
  return {
    layer,
    warnings: warnings.map(({ line, column, reason, hint }) => `${line}:${column} ${reason}. ${hint}`),
  };
}

/** What remains of a mapping of which nothing can be followed, by how it begins; nothing for all others. */
const LEFT: readonly (readonly [start: RegExp, layer: object])[] = [
  [/^revealOptions: \{/, { revealOptions: {} }],
  [/^check: \{/, { check: {} }],
  // What may be private stays shut where it cannot be read how open it is.
  [/^(?:audience|Audience|audiance):/, { audience: 'shown-only' }],
  [/^unlisted:/, { unlisted: true }],
];

describe('settings', () => {
  test.each([
    ['title: A talk', { title: 'A talk' }],
    ['title: 2013', { title: '2013' }],
    ['description: d', { description: 'd' }],
    ['speakers: Ana, Ben', { speakers: ['Ana', 'Ben'] }],
    ['speakers: [Ana, "Ben, Jr."]', { speakers: ['Ana', 'Ben, Jr.'] }],
    ['date: 2013-07-26', { date: '2013-07-26' }],
    ['venue: Portland', { venue: 'Portland' }],
    ['lang: de-CH', { lang: 'de-CH' }],
    ['dir: rtl', { dir: 'rtl' }],
    ['theme: black', { theme: 'black', themeAt: { file: 'deck.md', line: 2, column: 1 } }],
    ['highlightTheme: github', { highlightTheme: 'github' }],
    ['check: { alt-text: off, math: on }', { check: { 'alt-text': 'off', math: 'on' } }],
    ['transition: fade', { revealOptions: { transition: 'fade' } }],
    ['transition: fade-in slide-out', { revealOptions: { transition: 'fade-in slide-out' } }],
    ['css: a.css', { css: [{ href: 'a.css', from: 'deck.md' }] }],
    [
      'css: [a.css, b.css]',
      {
        css: [
          { href: 'a.css', from: 'deck.md' },
          { href: 'b.css', from: 'deck.md' },
        ],
      },
    ],
    ['duration: 45', { duration: 45 }],
    ...['45 min', '45m', "45'", '45 minutes', '0:45', '2700 s', 'PT45M', '0.75 h', '0,75 h'].map(
      (written): [string, SettingsLayer] => [`duration: "${written}"`, { duration: 45 }],
    ),
    ...[
      '1h30',
      '1 h 30',
      '1h 30m',
      '1 hour 30 minutes',
      '1 hour and 30 min',
      '1:30',
      '1:30:00',
      '90 min',
      'PT1H30M',
      '1.5 hours',
    ].map((written): [string, SettingsLayer] => [`duration: ${written}`, { duration: 90 }]),
    ['duration: 2 hours', { duration: 120 }],
    ['duration: 2 hrs', { duration: 120 }],
    ['duration: an hour', { duration: 60 }],
    ['duration: half an hour', { duration: 30 }],
    ['duration: 1 hour', { duration: 60 }],
    ['duration: 12.5', { duration: 12.5 }],
    ['audience: free', { audience: 'free' }],
    ['audience: follow', { audience: 'follow' }],
    ['audience: shown-only', { audience: 'shown-only' }],
    ["separator: '^---$'", { separator: '^---$' }],
    ["verticalSeparator: '^--$'", { verticalSeparator: '^--$' }],
    ["notesSeparator: '^Speaker:'", { notesSeparator: '^Speaker:' }],
    ['unlisted: true', { unlisted: true }],
    ['markdown: 2013', { markdown: '2013' }],
    ['animateLists: true', { animateLists: true }],
    [
      'revealOptions: { width: "100%", slideNumber: c/t, controls: false }',
      { revealOptions: { width: '100%', slideNumber: 'c/t', controls: false } },
    ],
    ['title:', {}],
  ])('%s', (yaml, layer) => {
    expect(decode(yaml)).toEqual({ layer, warnings: [] });
  });

  test.each([
    ['title: [a]', '2:1 `title` cannot be ["a"]. It takes a text.'],
    ['speakers: { a: b }', '2:1 `speakers` cannot be {"a":"b"}. It takes a name or a list of names.'],
    ['dir: up', '2:1 `dir` cannot be "up". It takes `ltr`, `rtl` or `auto`.'],
    [
      'transition: linear',
      '2:1 `transition` cannot be "linear". It takes `none`, `fade`, `slide`, `convex`, `concave` or `zoom`.',
    ],
    ['duration: long', '2:1 `duration` cannot be "long". It takes minutes, or a time such as `1h30`.'],
    ['duration: -5', '2:1 `duration` cannot be -5. It takes minutes, or a time such as `1h30`.'],
    [
      'duration: 30 to 40',
      '2:1 `duration` cannot be "30 to 40". It takes minutes, or a time such as `1h30`.',
    ],
    ['duration: 2 days', '2:1 `duration` cannot be "2 days". It takes minutes, or a time such as `1h30`.'],
    ['duration: 0', '2:1 `duration` cannot be 0. It takes minutes, or a time such as `1h30`.'],
    ['audience: all', '2:1 `audience` cannot be "all". It takes `free`, `follow` or `shown-only`.'],
    ['audience:', '2:1 `audience` says nothing. It takes `free`, `follow` or `shown-only`.'],
    ['audience: ""', '2:1 `audience` cannot be "". It takes `free`, `follow` or `shown-only`.'],
    ['unlisted:', '2:1 `unlisted` says nothing. It takes `true` or `false`.'],
    ['Audience: free', '2:1 `Audience` is not a setting. Did you mean `audience`?'],
    ['audiance: free', '2:1 `audiance` is not a setting. Did you mean `audience`?'],
    ['unlisted: yes', '2:1 `unlisted` cannot be "yes". It takes `true` or `false`.'],
    ['markdown: 2014', '2:1 `markdown` cannot be 2014. It takes `2013`.'],
    [
      'revealOptions: fast',
      '2:1 `revealOptions` cannot be "fast". It takes a mapping of reveal.js\'s options.',
    ],
    ['tilte: x', '2:1 `tilte` is not a setting. Did you mean `title`?'],
    ['Theme: x', '2:1 `Theme` is not a setting. Did you mean `theme`?'],
    [
      'somethingElse: x',
      '2:1 `somethingElse` is not a setting. Remove it, or see the guide for the settings there are.',
    ],
    [
      'constructor: x',
      '2:1 `constructor` is not a setting. Remove it, or see the guide for the settings there are.',
    ],
    ['author: Ana', '2:1 `author` has no effect here. Instead: use `speakers`.'],
    [
      'scripts: a.js',
      '2:1 `scripts` has no effect here. Instead: name scripts of the deck in `client`, which bundles them when it is compiled; a page of your own is shown by `<iframe src="demo.html">`.',
    ],
    ['check: { alt-txt: off }', '2:10 there is no rule `alt-txt`. Did you mean `alt-text`?'],
    ['check: { alt-text: never }', '2:10 the rule `alt-text` cannot be "never". It is `off` or `on`.'],
    [
      'check: { yaml: off }',
      '2:10 the rule `yaml` cannot be switched off. A deck with such a mistake cannot be compiled.',
    ],
    [
      'check: alt-text',
      '2:1 `check` cannot be "alt-text". It takes a mapping of rules, such as `{ alt-text: off }`.',
    ],
    [
      'revealOptions: { transitionSped: fast }',
      '2:18 the reveal.js option `transitionSped` has no effect here. Did you mean `transitionSpeed`?',
    ],
    [
      'revealOptions: { width: wide }',
      '2:18 the reveal.js option `width` cannot be "wide". It takes a number of pixels, or a share such as "100%".',
    ],
    [
      'revealOptions: { slideNumber: all }',
      '2:18 the reveal.js option `slideNumber` cannot be "all". It takes `true`, `false`, `h.v`, `h/v`, `c` or `c/t`.',
    ],
    [
      'revealOptions: { keyboard: { 27: null } }',
      '2:18 the reveal.js option `keyboard` cannot be {"27":null}. It takes `true` or `false`.',
    ],
    [
      'revealOptions: { showNotes: true }',
      '2:18 the reveal.js option `showNotes` has no effect here. Notes never reach the audience.',
    ],
    [
      'revealOptions: { toString: 1 }',
      '2:18 the reveal.js option `toString` has no effect here. Only options that change how slides look and move are passed on.',
    ],
    ['a: &a [*a]', '2:1 `a` is not a setting. Remove it, or see the guide for the settings there are.'],
  ])('%s', (yaml, warning) => {
    expect(decode(yaml)).toEqual({
      layer: LEFT.find(([start]) => start.test(yaml))?.[1] ?? {},
      warnings: [warning],
    });
  });

  test('a separator that is no regular expression is an error', () => {
    expect(() => decode("notesSeparator: '['")).toThrow(
      expect.objectContaining({
        message: 'deck.md:2:1: `notesSeparator` is not a regular expression: Unterminated character class',
      }),
    );
  });

  test('later layers win, style sheets add up, options are merged', () => {
    const site = decode('theme: black\ncss: a.css\nrevealOptions: { loop: true, progress: false }').layer;
    const own = decode('theme: white\ncss: b.css\ntransition: fade\nrevealOptions: { loop: false }').layer;
    expect(mergeLayers(site, own)).toEqual({
      theme: 'white',
      themeAt: { file: 'deck.md', line: 2, column: 1 },
      css: [
        { href: 'a.css', from: 'deck.md' },
        { href: 'b.css', from: 'deck.md' },
      ],
      revealOptions: { loop: false, progress: false, transition: 'fade' },
    });
  });

  test('defaults fill what nobody says', () => {
    expect(resolveSettings()).toEqual({
      speakers: [],
      lang: 'en',
      css: [],
      audience: 'free',
      unlisted: false,
      animateLists: false,
      revealOptions: {},
      check: {},
    });
  });
});

test('options of reveal.js beside the settings hold, and are told', () => {
  const { layer, warnings } = decode('width: 1200\nslideNumber: c/t\nshowNotes: true');
  expect(layer).toEqual({ revealOptions: { width: 1200, slideNumber: 'c/t' } });
  expect(warnings[0]).toMatch(/^2:1 `width` is an option of reveal\.js, and stands in the wrong place/);
});
