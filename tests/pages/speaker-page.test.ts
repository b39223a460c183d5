/** The speaker view's page: what is in it, and what waits in templates. */
import { describe, expect, test } from 'vitest';
import { parsePage, textOf } from '../../server/deck/html/tree.ts';
import { parseDeck } from '../../server/deck/parse.ts';
import { renderDeck } from '../../server/deck/render.ts';
import { speakerPage } from '../../server/pages/speaker-page.ts';

const text = `---
title: Boats & "bytes"
duration: 25
dir: rtl
---

# One

![A picture](one.png)

Note: Said *aloud*

---

## Two

----

## Below two
`;

async function page(look = '.a{color:red}'): Promise<string> {
  const deck = await renderDeck(parseDeck({ name: 'boats', file: 'boats.md', text, format: 'markdown' }));
  return speakerPage({
    deck,
    title: 'Boats & "bytes"',
    fontFaces: '',
    styles: 'body{margin:0}',
    look,
    width: 1280,
    height: 720,
    margin: 0.04,
    center: false,
    linear: false,
    rtl: true,
    slideNumber: 'h.v',
    script: '../_/speaker.js',
    preloads: [],
    diagrams: undefined,
    icon: '../_/icon.svg',
    notes: '',
    revision: 'r1',
  });
}

/** The page without what is in templates. */
function atOnce(html: string): string {
  return html.replace(/<template[\s\S]*?<\/template>/g, '');
}

describe('the page of the speaker view', () => {
  test('names the deck and its plan', async () => {
    const html = await page();
    expect(html).toContain('<title>Speaker: Boats &amp; &quot;bytes&quot;</title>');
    expect(html).toContain('data-duration="25"');
    expect(html).toContain('data-revision="r1"');
    expect(html).toContain('data-rtl');
  });

  test('keeps slides and notes in templates, so that nothing of them loads', async () => {
    const html = await page();
    expect(html).toContain('<em>aloud</em>');
    expect(html).toContain('one.png');
    expect(atOnce(html)).not.toContain('aloud');
    expect(atOnce(html)).not.toContain('one.png');
  });

  test('has notes for each slide, and columns as the deck has them', async () => {
    const html = await page();
    expect(html.match(/<article /g)?.length).toBe(3);
    expect(html).toMatch(/<section class="stack">\s*<section id="two"/);
  });

  test('lets no style end early', async () => {
    const html = await page('.a::before{content:"</style><p>escaped</p>"}');
    expect(textOf(parsePage(atOnce(html)))).not.toContain('escaped');
  });

  test('runs no script of its own text and names no other host', async () => {
    const html = await page();
    expect(html.match(/<script/g)?.length).toBe(1);
    expect(html).toContain('<script type="module" src="../_/speaker.js"></script>');
    expect(atOnce(html)).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//);
  });
});
