/** What a page carries where no server says it beside it. */
import { expect, test } from 'vitest';
import { staticPage } from '../../server/pages/static-page.ts';

const head = '<!doctype html><html lang="en"><head><meta charset="utf-8">\n<title>T</title>';
const deck = `${head}</head>\n<body class="reveal-viewport"><main class="reveal" data-revision="r">S</main></body></html>`;
const policy = "default-src 'self'; base-uri 'none'; frame-ancestors 'self'";

test('a deck’s page says its policy, what it is, and that its room is the browser’s windows', () => {
  expect(staticPage(deck, { policy, tags: ['<link rel="manifest" href="m">'] })).toBe(
    [
      '<!doctype html><html lang="en"><head><meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="default-src 'self'; base-uri 'none'">\n<title>T</title>`,
      '<link rel="manifest" href="m"></head>\n<body class="reveal-viewport">',
      '<main class="reveal" data-room="windows" data-revision="r">S</main></body></html>',
    ].join(''),
  );
});

test('a speaker view in a folder of its own keeps its addresses', () => {
  const speaker = `${head}</head><body data-deck="talk"></body></html>`;
  expect(staticPage(speaker, { policy, tags: [], isBelow: true })).toBe(
    [
      '<!doctype html><html lang="en"><head><meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="default-src 'self'; base-uri 'self'">`,
      '<base href="../">\n<title>T</title></head><body data-room="windows" data-deck="talk"></body></html>',
    ].join(''),
  );
});

test('a page without a room, and what a slide shows of such pages, stay as they are', () => {
  const index = `${head}</head><body><main><p>&lt;body data-deck= <main class="reveal"></main></body></html>`;
  expect(staticPage(index, { policy: undefined, tags: [] })).toBe(index);
});
