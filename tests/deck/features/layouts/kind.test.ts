/** Kinds of slide: what plain Markdown and the classes of the same names become. */
import { describe, expect, test } from 'vitest';
import { renderSlides } from './layout-slides.ts';

const kindIn = (html = '') => /^<section[^>]* data-kind="([\w-]+)"/.exec(html)?.[1] ?? 'none';

describe('a slide after the first', () => {
  test.each([
    ['# Heading', 'section'],
    ['## Heading', 'section'],
    ['### Heading', 'section'],
    ['#### Heading', 'none'],
    ['# Heading {.fragment}', 'section'],
    ['# Heading\n\nNote: said', 'section'],
    ['# Heading\n\nWords', 'none'],
    ['# 97 %\n\nof the water is salt', 'stat'],
    ['# €1.2m\n\na year\n\nWithout tax', 'stat'],
    ['## 3 × 10⁸ m/s\n\nNo faster', 'stat'],
    ['# 97 %', 'section'],
    ['# 2026 in numbers\n\nWords', 'none'],
    ['# 1.\n\n- item', 'none'],
    ['Words', 'statement'],
    ['Words with $x$', 'statement'],
    ['Words and ![a](a.svg)', 'none'],
    ['$$x$$', 'none'],
    ['<p><video src="a.mp4"></video> words</p>', 'none'],
    [`Words ${'and more '.repeat(30)}`, 'none'],
    ['Words\n\nMore', 'none'],
    ['> Words', 'quote'],
    ['> Words\n\nWhose', 'quote'],
    ['> Words\n\n![a](a.jpg)', 'none'],
    ['> Words\n\nWhose\n\nMore', 'none'],
    ['## Heading\n\n> Words', 'none'],
    ['> Mind the step.\n\n{.callout}', 'none'],
    ['![a](a.jpg)', 'picture'],
    ['<img src="a.jpg" alt="a">', 'picture'],
    ['<video src="a.mp4"></video>', 'picture'],
    ['<figure><img src="a.jpg" alt="a"><figcaption>A</figcaption></figure>', 'picture'],
    ['![a](a.jpg){.r-stretch}', 'none'],
    ['![a](a.jpg) ![b](b.jpg)', 'none'],
    ['## Heading\n\n![a](a.jpg)', 'below'],
    ['### Heading\n\n![a](a.jpg)', 'none'],
    ['## Heading\n\nWords\n\n![a](a.jpg)', 'none'],
    ['## Heading\n\n![a](a.jpg){.left}', 'left'],
    ['## Heading\n\nWords\n\n![a](a.jpg){.right}', 'right'],
    ['## Heading\n\n![a](a.jpg "A"){.right}', 'right'],
    [
      '## Heading\n\n<figure class="left"><img src="a.jpg" alt="a"><figcaption>A</figcaption></figure>',
      'left',
    ],
    ['## Heading\n\n![a](a.jpg "A")', 'below'],
    ['## Heading\n\n![a](a.jpg){.full}', 'picture'],
    ['## Heading\n\n![a](a.svg){.full}', 'below'],
    ['## Heading\n\n![a](a.svg){.full .cover}', 'picture'],
    ['- item', 'none'],
    ['```js\n1\n```', 'none'],
    ['| a |\n| - |\n| 1 |', 'none'],
    ['<div class="r-stack"><img src="a.jpg" alt="a"></div>', 'none'],
  ])('%j is of the kind %s', async (text, kind) => {
    const [, html] = await renderSlides(`# Title\n\n---\n\n${text}`);
    expect(kindIn(html)).toBe(kind);
  });
});

describe('the first slide', () => {
  test.each([
    ['# Heading', 'title'],
    ['## Heading\n\nWords', 'title'],
    ['# Heading\n\n## Second\n\nWords\n\nWords', 'title'],
    ['# Heading\n\n![logo](logo.svg)', 'title'],
    ['### Heading', 'section'],
    ['Words', 'statement'],
    ['# Heading\n\n- item', 'none'],
    ['<!-- .slide: class="plain" -->\n\n# Heading', 'none'],
    ['<!-- .slide: class="section" -->\n\n# Heading', 'section'],
  ])('%j is of the kind %s', async (text, kind) => {
    const [html, second] = await renderSlides(`${text}\n\n----\n\n# Second\n\nWords`);
    expect(kindIn(html)).toBe(kind);
    expect(kindIn(second)).toBe('none');
  });

  test('is the first that is shown', async () => {
    const hidden = '<!-- .slide: data-visibility="hidden" -->\n\n# Later';
    expect((await renderSlides(`${hidden}\n\n---\n\n# Heading\n\nWords`)).map(kindIn)).toEqual(['title']);
  });
});

describe('a class', () => {
  test.each([
    ['title', 'title'],
    ['section', 'section'],
    ['statement', 'statement'],
    ['quote', 'quote'],
    ['full', 'picture'],
    ['left', 'left'],
    ['right dark', 'right'],
    ['plain', 'none'],
    ['columns', 'none'],
    ['columns left', 'none'],
    ['other', 'statement'],
  ])('%j on a paragraph’s slide makes it %s', async (name, kind) => {
    const [, html] = await renderSlides(`# Title\n\n---\n\n<!-- .slide: class="${name}" -->\n\nWords`);
    expect(kindIn(html)).toBe(kind);
  });
});

describe('pictures', () => {
  test.each([
    ['![a](a.jpg)', ['cover']],
    ['![a](a.svg)', ['contain']],
    ['![a](a.png){.cover}', ['cover']],
    ['![a](a.jpg){.contain}', ['contain']],
    ['<video src="a.mp4"></video>', ['cover']],
    ['<!-- .slide: class="full" -->\n\n![a](a.jpg)\n\n![b](b.png){.fragment}', ['cover', 'contain']],
    ['<!-- .slide: class="left" -->\n\nWords with ![an icon](i.svg)\n\n![a](a.jpg)', ['cover']],
    ['![a](a.jpg)\n\n![b](b.jpg){.right}', ['cover']],
    ['<!-- .slide: class="full" -->\n\n<iframe src="a.html" title="a"></iframe>', ['cover']],
    ['Words\n\n![a](a.jpg)', []],
  ])('%j fills its place by %j', async (text, fits) => {
    const [, html = ''] = await renderSlides(`# Title\n\n---\n\n${text}`);
    expect([...html.matchAll(/ data-fill="(\w+)"/g)].map(([, fit]) => fit)).toEqual(fits);
  });

  test('behind a composition are told, so that no theme puts its own ground before them', async () => {
    const slides = [
      'color="#123"',
      'image="a.jpg"',
      'gradient="linear-gradient(red, blue)"',
      'opacity="0.5"',
    ].map((each) => `<!-- .slide: data-background-${each} -->\n\n# Low water`);
    const html = await renderSlides(`# T\n\n---\n\n${slides.join('\n\n---\n\n')}`);
    expect(html.map((each) => each.includes('data-own-ground'))).toEqual([false, true, true, true, false]);
  });

  test('of QR codes are placed as other pictures are', async () => {
    const [html = ''] = await renderSlides('{.end}\n\n# Bye\n\n![There](qr:https://lectern.example)');
    expect(html).toContain('<p data-picture=""><a class="qr-code"');
  });

  test('that stand alone in their paragraph are told apart from those among words', async () => {
    const [html = ''] = await renderSlides('Words\n\n![a](a.jpg)\n\nWords ![b](b.jpg)');
    expect(html.match(/<p[^>]*>/g)).toEqual(['<p>', '<p data-picture="">', '<p>']);
  });
});

describe('a table', () => {
  const table = (columns: number, rows: number) =>
    [...Array(rows + 2).keys()].map((row) => `|${(row === 1 ? ' - |' : ' a |').repeat(columns)}`).join('\n');

  test.each([
    [5, 6, false],
    [6, 1, true],
    [2, 7, true],
  ])('of %i columns and %i rows: dense is %j', async (columns, rows, dense) => {
    const [html = ''] = await renderSlides(table(columns, rows));
    expect(html.includes('<table data-dense')).toBe(dense);
  });

  test('has the letters of its kind on the slides beside', async () => {
    const slides = [table(3, 2), table(3, 8), table(3, 1), 'Words', table(3, 2), table(2, 2)];
    const dense = (await renderSlides(slides.join('\n\n---\n\n'))).map((html) => html.includes('data-dense'));
    expect(dense).toEqual([true, true, true, false, false, false]);
    const held = await renderSlides(`---\naudience: shown-only\n---\n${slides.join('\n\n---\n\n')}`);
    expect(held[0]).not.toContain('data-dense');
    expect(held[2]).toContain('data-dense');
  });

  test('of code lines is none', async () => {
    const [html = ''] = await renderSlides(`\`\`\`js []\n${'1\n'.repeat(9)}\`\`\``);
    expect(html).toContain('hljs-ln');
    expect(html).not.toContain('data-dense');
    expect(html).not.toContain('data-short');
  });

  test('keeps short code with signs on one line, and leaves code in blocks and longer code as they are', async () => {
    const [html = ''] = await renderSlides(
      '`-----` `--key` `a/b`\n\n`plain` `- a b` `a-rather-long-name`\n\n```\n--key\n```',
    );
    expect([...html.matchAll(/<code data-whole="">([^<]*)/g)].map(([, code]) => code)).toEqual([
      '-----',
      '--key',
      'a/b',
    ]);
  });

  test('keeps a row’s first cell on one line where it holds few letters', async () => {
    const [html = ''] = await renderSlides(
      '| A | B |\n| - | - |\n| `sealed-digest` | b |\n| more than sixteen letters | b |\n| | b |',
    );
    const cells = [...html.matchAll(/<t[hd]( data-short="")?>(.*?)<\/t[hd]>/g)];
    expect(cells.filter(([, isShort]) => isShort).map(([, , text]) => text)).toEqual([
      'A',
      '<code>sealed-digest</code>',
    ]);
  });
});
